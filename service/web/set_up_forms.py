"""Answer what is typed to set something up: kept and led on, or shown again with reasons."""

from collections.abc import Callable
from typing import Any, Final, Generic, NamedTuple, TypeVar

import msgspec
from litestar import Request, Response
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from dashboards.pages.set_up import Double, SetUpView, set_up_page
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

ANOTHER: Final = "another"
"""The field that says: it is called the same, and is something else."""


def set_up_of(catalogue: NamedDependency[Catalogue], database: NamedDependency[Database]) -> SetUp:
    """Return what things are set up with; a dependency."""
    return SetUp(database, catalogue)


async def typed_fields(request: Request[Any, Any, Any]) -> dict[str, str]:
    """Raises FormUnreadable."""
    return dict(read_fields(await request.body()))


class Saving(NamedTuple, Generic[_PlanT]):
    """How a plan is kept."""

    keep: Callable[[_PlanT], tuple[EntryProblem, ...]]
    lead: Callable[[_PlanT], str]
    """Return where what is kept leads on to."""
    double: Callable[[_PlanT], Double | None] | None = None
    """Return what is there already and may be the same."""


def saved(
    request: Request[Any, Any, Any],
    view: SetUpView,
    plan: _PlanT | NotKept,
    saving: Saving[_PlanT],
) -> Response[Any]:
    """Keep a plan and lead on; or show `view`, which holds what was typed, with the reasons."""
    if isinstance(plan, NotKept):
        return _refused(request, view, plan.problems)
    if double := _double(view, plan, saving):
        return shown(request, msgspec.structs.replace(view, double=double), 409)
    if problems := saving.keep(plan):
        if double := _double(view, plan, saving):  # kept meanwhile: the button was pressed twice
            return shown(request, msgspec.structs.replace(view, double=double), 409)
        return _refused(request, view, problems)
    request.state.noted = plan.slug
    return Redirect(saving.lead(plan), status_code=303)


def _double(view: SetUpView, plan: _PlanT, saving: Saving[_PlanT]) -> Double | None:
    if ANOTHER in view.typed.fields or saving.double is None:
        return None
    return saving.double(plan)


def _refused(
    request: Request[Any, Any, Any], view: SetUpView, problems: tuple[EntryProblem, ...]
) -> Template:
    typed = view.typed._replace(problems=problems)
    return shown(request, msgspec.structs.replace(view, typed=typed), 422)


def shown(request: Request[Any, Any, Any], view: SetUpView, status: int = 200) -> Template:
    return workspace_response(request, set_up_page(view, workspace_language(request)), status)
