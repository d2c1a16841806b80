"""Add a cohort with its sessions to an activity, and correct them."""

from datetime import UTC, datetime
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.response import Template

from dashboards.pages.entry_fields import Typed
from dashboards.pages.frame import cohort_address, new_survey_address
from dashboards.pages.set_up import SetUpView
from service.store import reads
from service.store.set_up import SetUp, eligible_given
from service.web.doubles import cohort_twice
from service.web.set_up_forms import Saving, saved, set_up_of, shown, typed_fields
from surveys.programme import Activity, Cohort
from surveys.roles import Permission
from surveys.set_up_form import Naming, cohort_from_fields, fields_from_cohort, session_rows
from surveys.setting_up import CohortPlan


class CohortSetUpController(Controller):
    opt = {"needs": Permission.SET_UP}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"set_up": Provide(set_up_of, sync_to_thread=False)}  # noqa: RUF012 -- the same
    include_in_schema = False

    @get("/activities/{slug:str}/cohorts/new", sync_to_thread=False)
    def ask(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
    ) -> Template:
        return shown(request, _view(set_up, set_up.catalogue.activity(slug)))

    @post("/activities/{slug:str}/cohorts/new")
    async def add(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
    ) -> Response[Any]:
        activity, fields = set_up.catalogue.activity(slug), await typed_fields(request)
        view = _view(set_up, activity, typed=Typed(fields))
        if "more" in fields:
            return shown(request, view)
        return await sync_to_thread(
            saved,
            request,
            view,
            cohort_from_fields(fields, activity, Naming(set_up.now.cohorts, within=slug)),
            Saving[CohortPlan](
                lambda plan: set_up.add_cohort(activity, plan, at=datetime.now(UTC)),
                lambda plan: new_survey_address(plan.slug),
                lambda plan: cohort_twice(set_up.now, activity, plan),
            ),
        )

    @get("/cohorts/{slug:str}/settings", sync_to_thread=True)
    def show(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
    ) -> Template:
        cohort = set_up.catalogue.cohort(slug)
        activity = set_up.catalogue.activity(cohort.activity)
        typed = Typed(_stored(set_up, cohort))
        return shown(request, _view(set_up, activity, cohort, typed))

    @post("/cohorts/{slug:str}/settings")
    async def correct(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
    ) -> Response[Any]:
        cohort, fields = set_up.catalogue.cohort(slug), await typed_fields(request)
        activity = set_up.catalogue.activity(cohort.activity)
        view = _view(set_up, activity, cohort, Typed(fields))
        if "more" in fields:
            return shown(request, view)
        return await sync_to_thread(
            saved,
            request,
            view,
            cohort_from_fields(fields, activity, Naming(kept=slug)),
            Saving[CohortPlan](
                lambda plan: set_up.correct_cohort(
                    activity, plan, rows=session_rows(fields), at=datetime.now(UTC)
                ),
                lambda plan: cohort_address(plan.slug),
            ),
        )


def _view(
    set_up: SetUp, activity: Activity, cohort: Cohort | None = None, typed: Typed | None = None
) -> SetUpView:
    return SetUpView(
        kind="cohort",
        programme=set_up.catalogue.programme(activity.programme),
        activity=activity,
        cohort=cohort,
        corrects=cohort is not None,
        typed=typed or Typed(),
    )


def _stored(set_up: SetUp, cohort: Cohort) -> dict[str, str]:
    """Return the fields of a cohort as they are kept, not as its roster has them."""
    with set_up.database.cursor() as cursor:
        sessions = reads.sessions(cursor, cohort.slug)
        eligible = eligible_given(cursor, cohort.slug)
    fields = fields_from_cohort(cohort, sessions)
    return fields | {"eligible": "" if eligible is None else str(eligible)}
