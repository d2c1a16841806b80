"""Set up by program: the same plans as in a file, in JSON."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Controller, Request, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from dashboards.pages.frame import form_address
from service.settings import Settings
from service.store.set_up import SetUp
from service.web.refusals import FieldsDoNotFit, refusal
from service.web.set_up_forms import set_up_of
from service.web.set_up_surveys import close_survey
from surveys.entering import EntryProblem, tidied
from surveys.roles import Permission
from surveys.setting_up import ActivityPlan, CohortPlan, ProgrammePlan, SetUpRefused, SurveyPlan
from surveys.texts import Slug

_NOT_SET_UP = {422: refusal("It cannot be: each problem is named.", FieldsDoNotFit)}


class Made(msgspec.Struct, frozen=True, kw_only=True):
    slug: Slug


class SurveyMade(msgspec.Struct, frozen=True, kw_only=True):
    slug: Slug
    opens_at: datetime
    closes_at: datetime | None
    address: str
    """Where people answer; with personal links, each link leads there."""


class SetUpDataController(Controller):
    path = "/api"
    opt = {"needs": Permission.SET_UP}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"set_up": Provide(set_up_of, sync_to_thread=False)}  # noqa: RUF012 -- the same
    tags = ("Setting up",)

    @post(
        "/programmes",
        needs=Permission.SERVICE,
        summary="Make a programme",
        responses=_NOT_SET_UP,
        sync_to_thread=True,
    )
    def programme(
        self,
        data: JSONBody[ProgrammePlan],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
    ) -> Made:
        """From a signed-in browser: a token is of one programme, and makes none. 422: problems."""
        plan = tidied(data)
        return _made(request, plan.slug, set_up.add_programme(plan, at=datetime.now(UTC)))

    @post(
        "/programmes/{slug:str}/activities",
        summary="Add an activity",
        responses=_NOT_SET_UP,
        sync_to_thread=True,
    )
    def activity(
        self,
        slug: FromPath[str],
        data: JSONBody[ActivityPlan],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
    ) -> Made:
        """Answers 422 with every problem, and keeps nothing then."""
        programme, plan = set_up.catalogue.programme(slug), tidied(data)
        problems = set_up.add_activity(programme, plan, at=datetime.now(UTC))
        return _made(request, plan.slug, problems)

    @post(
        "/activities/{slug:str}/cohorts",
        summary="Add a cohort",
        responses=_NOT_SET_UP,
        sync_to_thread=True,
    )
    def cohort(
        self,
        slug: FromPath[str],
        data: JSONBody[CohortPlan],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
    ) -> Made:
        """With its sessions. Answers 422 with every problem, and keeps nothing then."""
        activity = set_up.catalogue.activity(slug)
        plan = tidied(data)
        problems = set_up.add_cohort(activity, plan, at=datetime.now(UTC))
        return _made(request, plan.slug, problems)

    @post(
        "/cohorts/{slug:str}/surveys",
        summary="Open a survey",
        responses=_NOT_SET_UP,
        sync_to_thread=True,
    )
    def survey(
        self,
        slug: FromPath[str],
        data: JSONBody[SurveyPlan],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
        settings: NamedDependency[Settings],
    ) -> SurveyMade:
        """Its promise never changes. Answers 422 with every problem, and keeps nothing then."""
        cohort = set_up.catalogue.cohort(slug)
        _made(request, data.slug, set_up.add_survey(cohort, data, at=datetime.now(UTC)))
        return _printed(set_up, data.slug, settings)

    @post(
        "/surveys/{slug:str}/close",
        status_code=200,
        summary="Close a survey now",
        responses=_NOT_SET_UP,
        sync_to_thread=True,
    )
    def close(
        self,
        slug: FromPath[str],
        set_up: NamedDependency[SetUp],
        settings: NamedDependency[Settings],
    ) -> SurveyMade:
        """One that is over stays as it is. Answers 422 for one that has not opened."""
        close_survey(set_up, slug)
        return _printed(set_up, slug, settings)


def _made(request: Request[Any, Any, Any], slug: Slug, problems: tuple[EntryProblem, ...]) -> Made:
    """Raises SetUpRefused."""
    if problems:
        raise SetUpRefused(problems)
    said = request.state.get("noted", "")  # by which token
    request.state.noted = f"{said} {slug}".strip()
    return Made(slug=slug)


def _printed(set_up: SetUp, slug: Slug, settings: Settings) -> SurveyMade:
    survey = set_up.catalogue.setup(slug).survey
    return SurveyMade(
        slug=slug,
        opens_at=survey.opens_at,
        closes_at=survey.closes_at,
        address=f"{settings.address}{form_address(slug)}",
    )
