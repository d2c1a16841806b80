"""Remind those who have not answered: by e-mail, or with a list for a mail merge."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal, NamedTuple
from uuid import UUID

import duckdb
import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, MultipartBody
from litestar.response import Redirect, Template

from dashboards.mails import reminder_mail
from dashboards.pages.frame import form_address, reminders_address
from dashboards.pages.reminders import (
    ListFault,
    RemindersView,
    RoundShown,
    reminder_of,
    reminders_page,
)
from service.formats.mail_merge import (
    Contacts,
    LinkedContact,
    linked_contacts,
    only_rows,
    read_contacts,
)
from service.formats.tables import LARGEST_FILE, TableUnreadable
from service.settings import Settings
from service.store import reminders as store
from service.store.attendances import people_of
from service.store.catalogue import Catalogue, NotFound, Setup, day_of
from service.store.database import Database
from service.web.language import workspace_language
from service.web.reminding import Reminders, ToRemind
from service.web.responses import file_response, workspace_response
from surveys.emails import email_key, is_email
from surveys.invitations import token_hash
from surveys.roles import Permission
from surveys.texts import Slug

_LINES_NAMED = 8
"""Most lines that a sentence names."""


@dataclass
class SentContacts:
    """Litestar takes files in a dataclass, not in a Struct."""

    list: UploadFile
    then: Literal["send", "list"] = "list"


class HowFar(msgspec.Struct, frozen=True, kw_only=True):
    """How far a sending of reminders is."""

    state: Literal["none", "running", "done"]
    progress: float
    sent: int
    failed: int


class Place(NamedTuple):
    """The survey that people are reminded of."""

    setup: Setup
    database: Database
    settings: Settings
    reminders: Reminders

    def everybody(self) -> dict[str, UUID]:
        """Return whom the roster of the cohort has an address of, each address once."""
        with self.database.cursor() as cursor:
            people = people_of(cursor, self.setup.cohort.slug)
        return {email_key(each.email): each.person for each in people if is_email(each.email)}

    def view(self, **content: Any) -> RemindersView:
        setup, latest = self.setup, self.reminders.latest(self.setup.survey.slug)
        with self.database.cursor() as cursor:
            counts = store.reminder_counts(cursor, setup.survey.slug)
        sends = self.reminders.can_send
        return RemindersView(
            programme=setup.programme,
            activity=setup.activity,
            cohort=setup.cohort,
            survey=setup.survey,
            questionnaire=setup.questionnaire,
            state=setup.survey.state(datetime.now(UTC)),
            address=f"{self.settings.address}{form_address(setup.survey.slug)}",
            sends_mail=sends,
            on_roster=len(self.everybody()) if sends and not self.is_personal else 0,
            made=counts.made,
            left_out=counts.left_out,
            latest=RoundShown(
                total=latest.total,
                sent=latest.sent,
                already=latest.already,
                failed=tuple(latest.failed),
                stopped=latest.stopped,
                running=latest.running,
                progress=latest.progress,
            )
            if latest
            else None,
            **content,
        )

    @property
    def is_personal(self) -> bool:
        """Whether each has a link of their own."""
        return self.setup.survey.promise == "one_per_invitation"


def _place(
    slug: FromPath[str],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    reminders: NamedDependency[Reminders],
) -> Place:
    return Place(catalogue.setup(slug), database, settings, reminders)


class ReminderController(Controller):
    opt = {"needs": Permission.INVITE}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"survey_place": Provide(_place, sync_to_thread=False)}  # noqa: RUF012 -- the same

    @get("/surveys/{slug:str}/reminders", include_in_schema=False, sync_to_thread=True)
    def show(
        self, request: Request[Any, Any, Any], survey_place: NamedDependency[Place]
    ) -> Template:
        page = reminders_page(survey_place.view(), workspace_language(request))
        return workspace_response(request, page)

    @post(
        "/surveys/{slug:str}/reminders",
        include_in_schema=False,
        request_max_body_size=LARGEST_FILE,
        brings_file=True,
        status_code=200,
    )
    async def remind(
        self,
        data: MultipartBody[SentContacts],
        request: Request[Any, Any, Any],
        survey_place: NamedDependency[Place],
    ) -> Response[Any]:
        """Send reminders, or the lines of a list that are to be reminded."""
        survey = survey_place.setup.survey
        now = datetime.now(UTC)
        if not survey_place.is_personal or not survey.is_open(now):
            raise NotFound(survey.slug)
        content, name = await data.list.read(), data.list.filename or "?"
        sends = data.then == "send" and survey_place.reminders.can_send
        found = await sync_to_thread(_due, survey_place, name, content, sends=sends)
        if isinstance(found, ListFault):
            page = reminders_page(survey_place.view(fault=found), workspace_language(request))
            return workspace_response(request, page, 422)
        contacts, due = found
        request.state.noted = f"{data.then} {len(due)}"
        if not sends:
            return _file(contacts, due, survey.slug)
        people = _to_remind(survey_place, due)
        survey_place.reminders.begin(survey.slug, people, day_of(survey_place.setup.programme, now))
        return Redirect(reminders_address(survey.slug), status_code=303)

    @post("/surveys/{slug:str}/reminders/everybody", include_in_schema=False)
    async def remind_everybody(
        self, request: Request[Any, Any, Any], survey_place: NamedDependency[Place]
    ) -> Redirect:
        """Send one text to all the roster has an address of: nobody knows who has answered."""
        survey, now = survey_place.setup.survey, datetime.now(UTC)
        sends = survey_place.reminders.can_send and not survey_place.is_personal
        if not sends or not survey.is_open(now):
            raise NotFound(survey.slug)
        people = await sync_to_thread(_everybody, survey_place)
        request.state.noted = str(len(people))
        survey_place.reminders.begin(survey.slug, people, day_of(survey_place.setup.programme, now))
        return Redirect(reminders_address(survey.slug), status_code=303)

    @get("/api/surveys/{slug:str}/reminders", sync_to_thread=False)
    def how_far(self, survey_place: NamedDependency[Place]) -> HowFar:
        """Return how far the latest sending of reminders is."""
        latest = survey_place.reminders.latest(survey_place.setup.survey.slug)
        if latest is None:
            return HowFar(state="none", progress=0.0, sent=0, failed=0)
        return HowFar(
            state="running" if latest.running else "done",
            progress=latest.progress,
            sent=latest.sent,
            failed=len(latest.failed),
        )


def _due(
    place: Place, name: str, content: bytes, *, sends: bool
) -> tuple[Contacts, list[LinkedContact]] | ListFault:
    """Return whom reminders of a survey do not leave out, or why the list cannot be used."""
    try:
        contacts = read_contacts(name[-80:], content)
    except TableUnreadable as error:
        line = re.search(r"\bline (\d+)", str(error))
        return ListFault("unreadable", line[1] if line else "")
    people = linked_contacts(contacts)
    if not people:
        return ListFault("no_links")
    with place.database.transaction() as cursor:
        fault = _fault(cursor, place.setup.survey.slug, people, sends=sends)
        if fault:
            return fault
        store.leave_out_more(cursor, place.setup.survey.slug)
        out = store.left_out(cursor, place.setup.survey.slug, _hashes(people))
    return contacts, [each for each in people if not out[token_hash(each.token)]]


def _fault(
    cursor: duckdb.DuckDBPyConnection,
    survey: Slug,
    people: Sequence[LinkedContact],
    *,
    sends: bool,
) -> ListFault | None:
    known = store.left_out(cursor, survey, _hashes(people))
    if unknown := [each for each in people if token_hash(each.token) not in known]:
        return ListFault("unknown", _lines(unknown))
    again = Counter(each.token for each in people)
    seen: set[str] = set()
    twice = [each for each in people if again[each.token] > 1 and _seen(each.token, seen)]
    if twice:
        return ListFault("twice", _lines(twice))
    if sends and (mute := [each for each in people if not each.email]):
        return ListFault("no_email", _lines(mute))
    return None


def _seen(token: str, seen: set[str]) -> bool:
    """Whether a link came before; it has from now on."""
    before = token in seen
    seen.add(token)
    return before


def _lines(people: Sequence[LinkedContact]) -> str:
    """Return « 2, 3, 7, … »."""
    named = [str(each.row.line) for each in people[:_LINES_NAMED]]
    return ", ".join([*named, *(["…"] if len(people) > _LINES_NAMED else [])])


def _hashes(people: Sequence[LinkedContact]) -> set[str]:
    return {token_hash(each.token) for each in people}


def _to_remind(place: Place, due: Sequence[LinkedContact]) -> list[ToRemind]:
    reminder = reminder_of(place.view())
    return [
        ToRemind(
            token_hash(each.token),
            each.row.line,
            reminder_mail(each.email, reminder, place.settings.link(each.token)),
        )
        for each in due
    ]


def _everybody(place: Place) -> list[ToRemind]:
    """Return a reminder for each; noted under a hash that is of this survey and person alone."""
    view = place.view()
    reminder = reminder_of(view)
    return [
        ToRemind(
            sha256(f"{place.setup.survey.slug} {person}".encode()).hexdigest(),
            0,
            reminder_mail(email, reminder, view.address),
        )
        for email, person in place.everybody().items()
    ]


def _file(contacts: Contacts, due: Sequence[LinkedContact], survey: Slug) -> Response[bytes]:
    made = only_rows(contacts, [each.row for each in due])
    return file_response(made.encode(), f"rappel-{survey}.csv", "text/csv")
