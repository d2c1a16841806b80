"""Add an activity to a programme, and correct its name and its rule."""

from datetime import UTC, datetime
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.response import Template

from dashboards.pages.entry_fields import Typed
from dashboards.pages.frame import new_cohort_address, programme_address
from dashboards.pages.set_up import SetUpView
from service.store.set_up import SetUp
from service.web.doubles import activity_twice
from service.web.set_up_forms import Saving, saved, set_up_of, shown, typed_fields
from surveys.roles import Permission
from surveys.set_up_form import Naming, activity_from_fields, fields_from_activity
from surveys.setting_up import ActivityPlan
from surveys.texts import Slug


class ActivitySetUpController(Controller):
    opt = {"needs": Permission.SET_UP}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"set_up": Provide(set_up_of, sync_to_thread=False)}  # noqa: RUF012 -- the same
    include_in_schema = False

    @get("/programmes/{slug:str}/activities/new", sync_to_thread=False)
    def ask(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
    ) -> Template:
        programme = set_up.catalogue.programme(slug)
        return shown(request, SetUpView(kind="activity", programme=programme))

    @post("/programmes/{slug:str}/activities/new")
    async def add(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
    ) -> Response[Any]:
        programme = set_up.catalogue.programme(slug)
        fields = await typed_fields(request)
        return await sync_to_thread(
            saved,
            request,
            SetUpView(kind="activity", programme=programme, typed=Typed(fields)),
            activity_from_fields(fields, Naming(set_up.now.activities, within=slug)),
            Saving[ActivityPlan](
                lambda plan: set_up.add_activity(programme, plan, at=datetime.now(UTC)),
                lambda plan: new_cohort_address(plan.slug),
                lambda plan: activity_twice(set_up.now, programme, plan),
            ),
        )

    @get("/activities/{slug:str}/settings", sync_to_thread=False)
    def show(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
    ) -> Template:
        fields = fields_from_activity(set_up.catalogue.activity(slug))
        return shown(request, _settings(set_up, slug, Typed(fields)))

    @post("/activities/{slug:str}/settings")
    async def correct(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
    ) -> Response[Any]:
        was = set_up.catalogue.activity(slug)
        fields = await typed_fields(request)
        return await sync_to_thread(
            saved,
            request,
            _settings(set_up, slug, Typed(fields)),
            activity_from_fields(fields, Naming(kept=slug)),
            Saving[ActivityPlan](
                lambda plan: set_up.correct_activity(was, plan, at=datetime.now(UTC)),
                lambda plan: f"{programme_address(was.programme)}#{plan.slug}",
            ),
        )


def _settings(set_up: SetUp, slug: Slug, typed: Typed) -> SetUpView:
    activity = set_up.catalogue.activity(slug)
    return SetUpView(
        kind="activity",
        programme=set_up.catalogue.programme(activity.programme),
        activity=activity,
        corrects=True,
        typed=typed,
    )
