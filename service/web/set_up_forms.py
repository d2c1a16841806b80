"""Answer what is typed to set something up: kept and led on, or shown again with reasons."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from dashboards.pages.set_up import SetUpView, set_up_page
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.set_up import SetUp
from service.web.form_fields import read_fields
from service.web.language import workspace_language
from service.web.responses import workspace_response
from surveys.entering import EntryProblem
from surveys.setting_up import ActivityPlan, CohortPlan, ProgrammePlan
from surveys.typed_fields import NotKept

_PlanT = TypeVar("_PlanT", ProgrammePlan, ActivityPlan, CohortPlan)


def set_up_of(catalogue: NamedDependency[Catalogue], database: NamedDependency[Database]) -> SetUp:
    """Return what things are set up with; a dependency."""
    return SetUp(database, catalogue)


async def typed_fields(request: Request[Any, Any, Any]) -> dict[str, str]:
    """Raises FormUnreadable."""
    return dict(read_fields(await request.body()))


def saved(
    request: Request[Any, Any, Any],
    view: SetUpView,
    plan: _PlanT | NotKept,
    keep: Callable[[_PlanT], tuple[EntryProblem, ...]],
    lead: Callable[[_PlanT], str],
) -> Response[Any]:
    """Keep a plan and lead on; or show `view`, which holds what was typed, with the reasons."""
    if isinstance(plan, NotKept):
        problems = plan.problems
    elif not (problems := keep(plan)):
        request.state.noted = plan.slug
        return Redirect(lead(plan), status_code=303)
    typed = view.typed._replace(problems=problems)
    return shown(request, msgspec.structs.replace(view, typed=typed), 422)


def shown(request: Request[Any, Any, Any], view: SetUpView, status: int = 200) -> Template:
    return workspace_response(request, set_up_page(view, workspace_language(request)), status)
