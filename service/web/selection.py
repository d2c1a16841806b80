"""What an address selects: `?role=volunteer` or `?only=role:volunteer`, `?from=2026-01-01`."""

from collections.abc import Sequence
from typing import Any

from litestar import Request

from dashboards.pages.selection import SelectionView
from service.store.catalogue import Setup
from surveys.slices import DIMENSIONS, options_of, read_selection


def selection_view(
    request: Request[Any, Any, Any], setups: Sequence[Setup], *, period: bool = True
) -> SelectionView:
    """Return what the address of `request` selects of these surveys, and what it could.

    Without a `period`, on the page of one cohort, days select nothing.

    Raises:
        SelectionRefused: it selects something that is not there, or two things at a time.
    """
    newest_first = sorted(setups, key=lambda setup: setup.survey.opens_at, reverse=True)
    questionnaires = [setup.questionnaire for setup in newest_first]
    options = {dimension: options_of(questionnaires, dimension) for dimension in DIMENSIONS}
    names = {"only", *DIMENSIONS} | ({"from", "to"} if period else set())
    asked = {name: value for name, value in request.query_params.items() if name in names}
    return SelectionView(selection=read_selection(asked, options), options=options)
