"""The roster of a cohort: show it, bring in a list, forget a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, MultipartBody
from litestar.response import Redirect, Template

from analysis.disclosure.gate import ReleasedSurvey, release
from analysis.scores.roster import score_roster, score_sessions, undecided
from dashboards.pages.frame import roster_address
from dashboards.pages.roster import (
    EraseView,
    PersonLine,
    Respondents,
    RosterView,
    erase_page,
    roster_page,
)
from service.formats.roster_file import RosterFile, read_list
from service.formats.roster_import import Place, import_roster, place_of
from service.formats.tables import LARGEST_FILE
from service.store import reads
from service.store import roster as store
from service.store.catalogue import Catalogue, Setup, day_of
from service.store.database import Database
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.sent_files import read_sent
from surveys.roles import Permission
from surveys.roster_list import ListReading
from surveys.slices import choices_of
from surveys.texts import Slug, Text

_LONGEST_NAME = 100


@dataclass
class SentList:
    """Litestar takes files in a dataclass, not in a Struct."""

    list: UploadFile
    then: Literal["keep", "check"] = "keep"


class RosterController(Controller):
    path = "/cohorts/{slug:str}/roster"
    opt = {"needs": Permission.ROSTER_CHANGE}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(needs=Permission.ROSTER_READ, sync_to_thread=True)
    def roster(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        erased: FromQuery[bool] = False,
    ) -> Template:
        view = _view(catalogue, database, slug)
        view = msgspec.structs.replace(view, erased=erased)
        return workspace_response(request, roster_page(view, workspace_language(request)))

    @post(
        status_code=200,
        request_max_body_size=LARGEST_FILE,
        brings_file=True,
        sync_to_thread=True,
    )
    def bring_in(
        self,
        slug: FromPath[str],
        data: MultipartBody[SentList],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> Template:
        reading = _bring_in(catalogue, database, slug, data)
        view = msgspec.structs.replace(_view(catalogue, database, slug), reading=reading)
        page = roster_page(view, workspace_language(request))
        return workspace_response(request, page, 422 if reading.problems else 200)

    @get("/people/{person:uuid}/erase", sync_to_thread=True)
    def ask(
        self,
        slug: FromPath[str],
        person: FromPath[UUID],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> Template:
        cohort = catalogue.cohort(slug)
        activity = catalogue.activity(cohort.activity)
        with database.cursor() as cursor:
            found = store.person_of_cohort(cursor, slug, person)
        view = EraseView(
            programme=catalogue.programme(activity.programme),
            activity=activity,
            cohort=cohort,
            person=person,
            name=found.name or found.email,
        )
        return workspace_response(request, erase_page(view, workspace_language(request)))

    @post("/people/{person:uuid}/erase", sync_to_thread=True)
    def erase(
        self, slug: FromPath[str], person: FromPath[UUID], database: NamedDependency[Database]
    ) -> Redirect:
        with database.transaction() as cursor:
            store.person_of_cohort(cursor, slug, person)
            store.erase_person(cursor, person)
        database.checkpoint()  # the log has the name too
        return Redirect(f"{roster_address(slug)}?erased=true", status_code=303)


def _bring_in(catalogue: Catalogue, database: Database, slug: Slug, sent: SentList) -> ListReading:
    cohort = catalogue.cohort(slug).slug
    with database.cursor() as cursor:
        place = place_of(cursor, catalogue.now, cohort)
    read = _read(sent, place)
    with database.enrolling, database.transaction() as cursor:
        reading = import_roster(cursor, place, read, keep=sent.then == "keep")
    if reading.kept:
        catalogue.reload()  # who is eligible may have changed
    return reading


def _read(sent: SentList, place: Place) -> RosterFile:
    content = sent.list.file.read()
    name = sent.list.filename[-_LONGEST_NAME:] or "?"
    return read_sent(read_list, (name, content, place.sessions, place.words), content)


def _view(catalogue: Catalogue, database: Database, slug: Slug) -> RosterView:
    """Raises NotFound."""
    cohort, now = catalogue.cohort(slug), datetime.now(UTC)
    activity = catalogue.activity(cohort.activity)
    programme = catalogue.programme(activity.programme)
    setups = catalogue.now.setups_of(slug)
    with database.cursor() as cursor:
        everybody = store.enrolled(cursor, activity.programme)
        attended = store.session_attendance(cursor, slug)
        people = store.people_of_cohort(cursor, slug)
        sessions = reads.sessions(cursor, slug)
        tallies = reads.survey_tallies(database.telling, setups, at=now)
    running = cohort.ends_on >= day_of(programme, now)
    rows = [row for row in everybody if row.cohort == slug]
    return RosterView(
        programme=programme,
        activity=activity,
        cohort=cohort,
        sessions=sessions,
        scores=score_roster(rows, undecided=undecided({slug} if running else (), sessions)),
        attended=score_sessions(attended),
        people=tuple(PersonLine(**person._asdict()) for person in people),
        options=_options(catalogue.now.setups_of_programme(programme.slug)),
        respondents=_respondents(setups, [release(tallies[each.survey.slug]) for each in setups]),
        running=running,
    )


def _options(setups: Sequence[Setup]) -> dict[str, Text]:
    """Return the words for roles and regions, by code."""
    newest_first = [setup.questionnaire for setup in reversed(setups)]
    return {
        option.code: option.text
        for code in ("role", "region")
        for option in choices_of(newest_first, code)
    }


def _respondents(setups: Sequence[Setup], released: Sequence[ReleasedSurvey]) -> Respondents | None:
    """Return who answered the first survey that says so and may be shown."""
    for setup, survey in zip(setups, released, strict=True):
        roles, regions = survey.items.get("role"), survey.items.get("region")
        if roles or regions:
            return Respondents(
                survey=setup.questionnaire.title,
                roles=roles.counts if roles else None,
                regions=regions.counts if regions else None,
            )
    return None
