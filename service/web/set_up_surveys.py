"""Open a survey for a cohort, correct its dates, close it, and show all it takes to run it."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.response import Redirect, Template

from dashboards.pages.entry_fields import Typed
from dashboards.pages.frame import cohort_address, form_address, survey_address
from dashboards.pages.set_up import Double
from dashboards.pages.survey_run import SurveyRunView, survey_run_page
from dashboards.pages.survey_set_up import SurveyFormView, survey_form_page
from service.settings import Settings
from service.store import reads
from service.store.anonymising import register
from service.store.catalogue import Setup
from service.store.set_up import SetUp
from service.web.doubles import survey_twice
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.screens import Screens
from service.web.set_up_forms import ANOTHER, set_up_of, typed_fields
from surveys.programme import Cohort
from surveys.roles import Permission
from surveys.set_up_form import (
    Naming,
    Setting,
    fields_from_survey,
    survey_from_fields,
    survey_suggested,
)
from surveys.setting_up import SetUpRefused, SurveyPlan
from surveys.texts import Text
from surveys.typed_fields import NotKept


class SurveySetUpController(Controller):
    opt = {"needs": Permission.SET_UP}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"set_up": Provide(set_up_of, sync_to_thread=False)}  # noqa: RUF012 -- the same
    include_in_schema = False

    @get("/cohorts/{slug:str}/surveys/new", sync_to_thread=True)
    def ask(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
        settings: NamedDependency[Settings],
    ) -> Template:
        cohort = set_up.catalogue.cohort(slug)
        fields = survey_suggested(_setting(set_up, cohort), Naming(taken=set_up.now.setups))
        fields["questionnaire"] = _asked_last(set_up, cohort)
        view = _new(set_up, cohort, settings)
        return _shown(request, view, Typed(fields))

    @post("/cohorts/{slug:str}/surveys/new")
    async def add(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
        settings: NamedDependency[Settings],
    ) -> Response[Any]:
        cohort, fields = set_up.catalogue.cohort(slug), await typed_fields(request)
        return await sync_to_thread(_open, request, set_up, cohort, settings, fields)

    @get("/surveys/{slug:str}", needs=Permission.RESULTS, sync_to_thread=True)
    def run(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
        settings: NamedDependency[Settings],
    ) -> Template:
        """Show all it takes to run a survey."""
        view = _run_view(set_up, set_up.catalogue.setup(slug), settings)
        return workspace_response(request, survey_run_page(view, workspace_language(request)))

    @get("/surveys/{slug:str}/settings", sync_to_thread=True)
    def show(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
        settings: NamedDependency[Settings],
    ) -> Template:
        setup = set_up.catalogue.setup(slug)
        fields = fields_from_survey(setup.survey, ZoneInfo(setup.programme.zone))
        return _shown(request, _settings(set_up, setup, settings), Typed(fields))

    @post("/surveys/{slug:str}/settings")
    async def change(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
        settings: NamedDependency[Settings],
    ) -> Response[Any]:
        fields = await typed_fields(request)
        return await sync_to_thread(_change, request, set_up, slug, settings, fields)

    @post("/surveys/{slug:str}/close", sync_to_thread=True)
    def close(self, slug: FromPath[str], set_up: NamedDependency[SetUp]) -> Redirect:
        """Raises SetUpRefused."""
        close_survey(set_up, slug)
        return Redirect(survey_address(slug), status_code=303)

    @post("/surveys/{slug:str}/remove", sync_to_thread=True)
    def remove(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
        settings: NamedDependency[Settings],
        screens: NamedDependency[Screens],
    ) -> Response[Any]:
        setup = set_up.catalogue.setup(slug)
        if problems := set_up.remove_survey(slug, at=datetime.now(UTC)):
            view = _run_view(set_up, setup, settings, not_removed=problems[0].message)
            page = survey_run_page(view, workspace_language(request))
            return workspace_response(request, page, 422)
        screens.forget(slug)
        request.state.noted = f"{setup.survey.questionnaire}.{setup.survey.version}"
        return Redirect(cohort_address(setup.cohort.slug), status_code=303)


def _run_view(
    set_up: SetUp, setup: Setup, settings: Settings, *, not_removed: Text | None = None
) -> SurveyRunView:
    now, slug, zone = datetime.now(UTC), setup.survey.slug, ZoneInfo(setup.programme.zone)
    with set_up.database.cursor() as cursor:
        sessions = reads.sessions(cursor, setup.cohort.slug)
        done = [each for each in register(cursor) if each.survey == slug]
    state = setup.survey.state(now)
    return SurveyRunView(
        programme=setup.programme,
        activity=setup.activity,
        cohort=setup.cohort,
        survey=setup.survey,
        title=setup.questionnaire.title,
        state=state,
        address=f"{settings.address}{form_address(slug)}",
        reopens=state == "over" and _stays_over(set_up, setup) is None,
        sessions=bool(sessions),
        removable=set_up.is_removable(setup, at=now),
        not_removed=not_removed,
        anonymised_on=done[0].at.astimezone(zone).date() if done else None,
    )


def _asked_last(set_up: SetUp, cohort: Cohort) -> str:
    """Return the questionnaire of the activity's latest survey, which most likely comes next."""
    earlier = set_up.now.setups_of_activity(cohort.activity)
    return f"{earlier[-1].survey.questionnaire}.{earlier[-1].survey.version}" if earlier else ""


def close_survey(set_up: SetUp, slug: str) -> None:
    """Raises SetUpRefused."""
    if problems := set_up.close_survey(slug, at=datetime.now(UTC)):
        raise SetUpRefused(problems)


def _open(
    request: Request[Any, Any, Any],
    set_up: SetUp,
    cohort: Cohort,
    settings: Settings,
    fields: dict[str, str],
) -> Response[Any]:
    setting = _setting(set_up, cohort)
    plan = survey_from_fields(fields, setting, Naming(taken=set_up.now.setups))
    view = _new(set_up, cohort, settings)
    if isinstance(plan, NotKept):
        return _shown(request, view, Typed(fields, plan.problems))
    if double := _double(set_up, setting, plan, fields):
        return _shown(request, msgspec.structs.replace(view, double=double), Typed(fields))
    if problems := set_up.add_survey(cohort, plan, at=setting.at):
        double = _double(set_up, setting, plan, fields)  # opened meanwhile: pressed twice
        typed = Typed(fields, () if double else problems)
        return _shown(request, msgspec.structs.replace(view, double=double), typed)
    request.state.noted = plan.slug
    return Redirect(survey_address(plan.slug), status_code=303)


def _double(
    set_up: SetUp, setting: Setting, plan: SurveyPlan, fields: dict[str, str]
) -> Double | None:
    if ANOTHER in fields:
        return None
    return survey_twice(set_up.now, setting.cohort, plan, setting.at)


def _change(
    request: Request[Any, Any, Any],
    set_up: SetUp,
    slug: str,
    settings: Settings,
    fields: dict[str, str],
) -> Response[Any]:
    problems = set_up.change_survey(slug, fields, at=datetime.now(UTC))
    if not problems:
        return Redirect(survey_address(slug), status_code=303)
    view = _settings(set_up, set_up.catalogue.setup(slug), settings)
    return _shown(request, view, Typed(fields, problems))


def _setting(set_up: SetUp, cohort: Cohort) -> Setting:
    programme = set_up.now.programmes[set_up.now.activities[cohort.activity].programme]
    return Setting(cohort, ZoneInfo(programme.zone), datetime.now(UTC))


def _new(set_up: SetUp, cohort: Cohort, settings: Settings) -> SurveyFormView:
    activity = set_up.now.activities[cohort.activity]
    return SurveyFormView(
        programme=set_up.now.programmes[activity.programme],
        activity=activity,
        cohort=cohort,
        questionnaires=tuple(set_up.questionnaires()),
        address=f"{settings.address}{form_address('')}",
    )


def _settings(set_up: SetUp, setup: Setup, settings: Settings) -> SurveyFormView:
    state = setup.survey.state(datetime.now(UTC))
    return SurveyFormView(
        programme=setup.programme,
        activity=setup.activity,
        cohort=setup.cohort,
        questionnaires=(setup.questionnaire,),
        survey=setup.survey,
        state=state,
        stays_over=_stays_over(set_up, setup) if state == "over" else None,
        address=f"{settings.address}{form_address('')}",
    )


def _stays_over(set_up: SetUp, setup: Setup) -> Text | None:
    return set_up.stays_over(setup)


def _shown(request: Request[Any, Any, Any], view: SurveyFormView, typed: Typed) -> Template:
    page = survey_form_page(msgspec.structs.replace(view, typed=typed), workspace_language(request))
    status = 422 if typed.problems else 409 if view.double else 200
    return workspace_response(request, page, status)
