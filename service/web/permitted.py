"""Let nobody do what no role of theirs gives: the one guard of every route.

A route says in its `opt` what it needs: a permission, or `PUBLIC`. A route that says nothing is
refused to everybody. The programme is found from what the address names.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from service.errors import NotSignedIn, PermissionMissing
from service.jobs.theme_search import Subject
from service.store import jobs
from service.store.audit import AuditLog
from service.store.catalogue import Catalogue, Snapshot
from service.store.database import Database
from service.store.sign_ins import SignIns
from service.store.users import User, Users
from service.web.front_desk import COOKIE
from surveys.roles import Permission
from surveys.texts import Slug

Connection = ASGIConnection[Any, Any, Any, Any]

PUBLIC: Final = "public"
"""What a route needs that is for everybody: participants, the door, static files."""

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})

_OF_NO_PROGRAMME = frozenset({Permission.WORKSPACE, Permission.SERVICE})


class Gate(NamedTuple):
    """What the guard looks things up in."""

    catalogue: Catalogue
    database: Database
    log: AuditLog
    sign_ins: SignIns
    users: Users

    def who(self, connection: Connection) -> User:
        """Return who is signed in.

        Raises:
            NotSignedIn: nobody is, or no longer may be.
        """
        kept = connection.cookies.get(COOKIE)
        user = self.sign_ins.whose(kept, at=datetime.now(UTC))
        found = self.users.find(user) if user else None
        if found is None or not found.active:
            raise NotSignedIn
        return found

    async def programmes(self, connection: Connection) -> frozenset[Slug]:
        """Return the programmes that an address names, by themselves or by a part of them.

        Raises:
            JobNotFound: it names a job that is not there.
        """
        snapshot = self.catalogue.now
        named = list(_named(connection))
        job = connection.path_params.get("job_id")
        if isinstance(job, UUID):
            named.append(("activities", await sync_to_thread(self._activity_of, job)))
        found = (_programme(snapshot, kind, slug) for kind, slug in named)
        return frozenset(slug for slug in found if slug)

    async def note(self, user: User, action: str, subject: str) -> None:
        """Add a line to the audit log."""
        at = datetime.now(UTC)
        await sync_to_thread(self.log.add, str(user.user), action, subject, at=at)

    def _activity_of(self, job: UUID) -> Slug:
        with self.database.cursor() as cursor:
            return Subject.read(jobs.get(cursor, job).subject).activity


async def permitted(connection: Connection, handler: BaseRouteHandler) -> None:
    """Let through who may do what a route needs. A guard, of the whole service.

    Raises:
        NotSignedIn: nobody is signed in.
        PermissionMissing: no role of theirs gives it there.
        PermissionDeniedException: the route says nothing, or another site makes the browser ask.
    """
    needs = handler.opt.get("needs")
    if needs == PUBLIC or connection.scope.get("method") == "OPTIONS":
        return
    if not isinstance(needs, Permission):
        raise PermissionDeniedException("Nothing says who may do this.")
    gate: Gate = connection.app.state.gate
    user = gate.who(connection)
    connection.state.user = user
    changes = connection.scope.get("method") in CHANGING
    if changes:
        same_origin(connection, handler)
    programmes = await gate.programmes(connection)
    if not _may(user, needs, programmes):
        await gate.note(user, "refused", f"{needs.value} {connection.scope['path']}")
        raise PermissionMissing(needs, programmes)
    if changes:
        connection.state.changed = connection.scope["path"]


def same_origin(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuse what another site makes a browser send. A guard for what changes something."""
    here = connection.headers.get("origin", "").partition("://")[2]
    if not here or here != connection.headers.get("host"):
        raise PermissionDeniedException("The request does not come from a page of this service.")


def seen_by(user: User, snapshot: Snapshot) -> frozenset[Slug]:
    """Return the programmes whose results somebody may read."""
    return frozenset(slug for slug in snapshot.programmes if user.may(Permission.RESULTS, slug))


def _may(user: User, needs: Permission, programmes: frozenset[Slug]) -> bool:
    """Whether somebody may do it in all of these programmes; in none: wherever it would be.

    So an address that names nothing we know is "not found" to whoever has the permission
    somewhere, and refused to whoever has it nowhere.
    """
    if needs in _OF_NO_PROGRAMME:
        return user.may(needs, None)
    if programmes:
        return all(user.may(needs, each) for each in programmes)
    return user.administrator or bool(user.programmes(needs))


def _named(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield the kind and the slug of what the address names."""
    kind = connection.scope["path"].removeprefix("/api").split("/")[1]
    slug = connection.path_params.get("slug")
    if isinstance(slug, str):
        yield kind, slug
    for name, several in (("cohort", "cohorts"), ("activity", "activities")):
        yield from ((several, each) for each in connection.query_params.getall(name, []) if each)


def _programme(snapshot: Snapshot, kind: str, slug: str) -> Slug | None:
    """Return the programme of a programme, activity, cohort or survey; None if there is none."""
    match kind:
        case "programmes" if slug in snapshot.programmes:
            return slug
        case "activities" if slug in snapshot.activities:
            return snapshot.activities[slug].programme
        case "cohorts" if slug in snapshot.cohorts:
            return snapshot.activities[snapshot.cohorts[slug].activity].programme
        case "surveys" if slug in snapshot.setups:
            return snapshot.setups[slug].programme.slug
        case _:
            return None
