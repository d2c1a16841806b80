"""What an address selects: `?role=volunteer` or `?only=role:volunteer`, `?from=2026-01-01`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from litestar import Request

from analysis.scores.account import Account
from dashboards.pages.selection import SelectionView
from service.store.account import read_account
from service.store.catalogue import Catalogue, Setup
from service.store.telling import Source
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


def selected_account(
    request: Request[Any, Any, Any], catalogue: Catalogue, source: Source, programme: str
) -> tuple[SelectionView, Account]:
    """Read what the address of `request` selects of a programme, as of now.

    Raises:
        NotFound: there is no such programme.
        SelectionRefused: see `selection_view`.
    """
    now, slug = catalogue.now, catalogue.programme(programme).slug
    selected = selection_view(request, now.setups_of_programme(slug))
    account = read_account(source, now, slug, selected.selection, at=datetime.now(UTC))
    return selected, account
