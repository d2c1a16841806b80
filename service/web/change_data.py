"""Content changes for programs: registered, withdrawn, judged."""

from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from analysis.loop.changes import ContentChange, Rule, Words, canonical
from analysis.loop.checks import Problem
from analysis.loop.register import Entry, When
from analysis.loop.verdicts import Judgement
from service.store import content_changes as store
from service.store.catalogue import Catalogue
from service.store.content_changes import ChangeRefused, Stamped
from service.store.database import Database
from service.store.users import User
from service.web.refusals import FieldsDoNotFit, refusal
from service.web.shown_themes import is_shown
from surveys.roles import Permission
from surveys.texts import Slug


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Words


class WithdrawalShown(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    reason: str
    answered: bool
    """Whether one of the cohorts after had answered by then."""


class ChangeShown(msgspec.Struct, frozen=True, kw_only=True):
    """A change, the rule it is judged by, and what may be said of it."""

    number: int
    registered_at: datetime
    change: ContentChange
    rule: Rule
    withdrawn: WithdrawalShown | None
    judgement: Judgement
    stamp: str
    """The SHA-256 of `stamped`, UTF-8."""
    stamped: str
    """The very text."""


class ChangesShown(msgspec.Struct, frozen=True, kw_only=True):
    """All changes of a programme, withdrawn and undetermined ones too, the first first."""

    programme: Slug
    broken_at: int | None
    """The first event of the register that its stamp does not fit; None: all fit."""
    changes: tuple[ChangeShown, ...]


class Desk(NamedTuple):
    """Where somebody registers changes."""

    catalogue: Catalogue
    database: Database
    programme: Slug
    by: UUID

    def register_in_time(self, change: ContentChange) -> Stamped | tuple[Problem, ...]:
        """Register it, or return what is in its way: that it comes too late, too.

        Raises:
            NotRegistered: the register was altered.
        """
        try:
            return self.register(change, in_time=True)
        except ChangeRefused as refused:
            return refused.problems

    def register(self, change: ContentChange, *, in_time: bool = False) -> Stamped:
        """Register it: late ones too, as such, unless it has to be in time.

        Raises:
            ChangeRefused: it could never be judged, or comes too late.
            NotRegistered: the register was altered.
        """
        now = self.catalogue.now
        with self.database.registering, self.database.changing_source() as source:
            known = change.need and is_shown(source.cursor, now, change.activity, change.need)
            needs = frozenset({change.need} if change.need and known else ())
            place = store.Place(source, now, self.programme)
            return store.register_change(place, change, self._now, needs=needs, in_time=in_time)

    def withdraw(self, number: int, reason: str) -> Stamped:
        """Raises NotFound, NotRegistered."""
        with self.database.registering, self.database.changing_source() as source:
            place = store.Place(source, self.catalogue.now, self.programme)
            return store.withdraw_change(place, number, reason, self._now)

    @property
    def _now(self) -> When:
        return When(str(self.by), datetime.now(UTC))


def _desk(
    slug: FromPath[str],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    user: NamedDependency[User],
) -> Desk:
    return Desk(catalogue, database, catalogue.programme(slug).slug, user.user)


AT_DESK = {"desk": Provide(_desk, sync_to_thread=False)}


class ChangeDataController(Controller):
    path = "/api/programmes/{slug:str}/changes"
    opt = {"needs": Permission.CHANGES}  # noqa: RUF012 -- Litestar reads it
    tags = ("Content changes",)

    @get(
        needs=Permission.RESULTS,
        summary="All content changes of a programme, and whether they helped",
        sync_to_thread=True,
    )
    def changes(
        self,
        slug: FromPath[str],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> ChangesShown:
        """Withdrawn and undetermined ones too; no change ever leaves the list."""
        programme = catalogue.programme(slug).slug
        with database.source() as source:
            register = store.register_of(source.cursor, programme)
            place = store.Place(source, catalogue.now, programme)
            judged = store.judged(place, register, at=datetime.now(UTC))
        return ChangesShown(
            programme=programme,
            broken_at=register.broken_at,
            changes=tuple(map(_shown, register.entries, judged)),
        )

    @post(
        summary="Register a content change with its hypothesis",
        responses={
            409: refusal("The register of changes was altered."),
            422: refusal("It could never be judged: each reason is named.", FieldsDoNotFit),
        },
        dependencies=AT_DESK,
        sync_to_thread=True,
    )
    def register(
        self,
        data: JSONBody[ContentChange],
        request: Request[Any, Any, Any],
        desk: NamedDependency[Desk],
    ) -> Stamped:
        """It cannot be edited afterwards, only withdrawn. Answers 422 where it cannot be judged."""
        return noted(request, desk.register(data))

    @post(
        "/{number:int}/withdraw",
        summary="Withdraw a content change",
        responses={409: refusal("It is withdrawn, or the register of changes was altered.")},
        dependencies=AT_DESK,
        sync_to_thread=True,
    )
    def withdraw(
        self,
        number: FromPath[int],
        data: JSONBody[Withdrawal],
        request: Request[Any, Any, Any],
        desk: NamedDependency[Desk],
    ) -> Stamped:
        """It stays in the list, with the reason."""
        return noted(request, desk.withdraw(number, data.reason))


def noted(request: Request[Any, Any, Any], kept: Stamped) -> Stamped:
    """Note the stamp in the audit log: whoever edits the register would have to edit both."""
    before = request.state.get("noted", "")
    request.state.noted = f"{before} change {kept.change} stamp {kept.stamp}".strip()
    return kept


def _shown(entry: Entry, judgement: Judgement) -> ChangeShown:
    event, gone = entry.registered, entry.withdrawn
    return ChangeShown(
        number=event.number,
        registered_at=event.at,
        change=event.change,
        rule=event.rule,
        withdrawn=WithdrawalShown(at=gone.at, reason=gone.reason, answered=gone.answered)
        if gone
        else None,
        judgement=judgement,
        stamp=entry.stamp,
        stamped=canonical(event),
    )
