"""Make a programme, and correct its name."""

from datetime import UTC, datetime
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.response import Template

from dashboards.pages.entry_fields import Typed
from dashboards.pages.frame import NEW_PROGRAMME, new_activity_address, programme_address
from dashboards.pages.set_up import SetUpView
from service.store.set_up import SetUp
from service.web.doubles import programme_twice
from service.web.set_up_forms import Saving, saved, set_up_of, shown, typed_fields
from surveys.roles import Permission
from surveys.set_up_form import Naming, fields_from_programme, programme_from_fields
from surveys.setting_up import ProgrammePlan


class ProgrammeSetUpController(Controller):
    dependencies = {"set_up": Provide(set_up_of, sync_to_thread=False)}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(NEW_PROGRAMME, needs=Permission.SERVICE, sync_to_thread=False)
    def ask(self, request: Request[Any, Any, Any]) -> Template:
        return shown(request, SetUpView(kind="programme"))

    @post(NEW_PROGRAMME, needs=Permission.SERVICE)
    async def add(
        self, request: Request[Any, Any, Any], set_up: NamedDependency[SetUp]
    ) -> Response[Any]:
        fields = await typed_fields(request)
        return await sync_to_thread(
            saved,
            request,
            SetUpView(kind="programme", typed=Typed(fields)),
            programme_from_fields(fields, Naming(taken=set_up.now.programmes)),
            Saving[ProgrammePlan](
                lambda plan: set_up.add_programme(plan, at=datetime.now(UTC)),
                lambda plan: new_activity_address(plan.slug),
                lambda plan: programme_twice(set_up.now, plan),
            ),
        )

    @get("/programmes/{slug:str}/settings", needs=Permission.SET_UP, sync_to_thread=False)
    def show(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
    ) -> Template:
        programme = set_up.catalogue.programme(slug)
        typed = Typed(fields_from_programme(programme))
        view = SetUpView(kind="programme", programme=programme, corrects=True, typed=typed)
        return shown(request, view)

    @post("/programmes/{slug:str}/settings", needs=Permission.SET_UP)
    async def correct(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        set_up: NamedDependency[SetUp],
    ) -> Response[Any]:
        was = set_up.catalogue.programme(slug)
        fields = await typed_fields(request)
        return await sync_to_thread(
            saved,
            request,
            SetUpView(kind="programme", programme=was, corrects=True, typed=Typed(fields)),
            programme_from_fields(fields, Naming(kept=slug), was.zone),
            Saving[ProgrammePlan](
                lambda plan: set_up.correct_programme(was, plan, at=datetime.now(UTC)),
                lambda plan: programme_address(plan.slug),
            ),
        )
