"""The board of needs and the log of decisions, in every state."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from analysis.themes.decisions import (
    Accept,
    Add,
    Confirm,
    Discard,
    Dismiss,
    Event,
    Leave,
    Lock,
    Merge,
    Move,
    Rename,
    Split,
    Undo,
)
from dashboards.pages.decision_log import DecisionLogView, Logged
from dashboards.pages.needs import NeedsView
from dashboards.pages.sorting import SortingView
from dashboards.pages.theme_cards import ShownThemes
from surveys.texts import Text
from tests.dashboards.examples import ACTIVITY, COHORTS, PROGRAMME, themes_view
from tests.dashboards.theme_examples import DECIDED

_AT = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("America/Toronto"))
_LOGGED: tuple[tuple[Event, bool, int | None], ...] = (
    (Undo(sequence=11), True, None),
    (Merge(theme=4, into=1), False, None),
    (Confirm(theme=1), True, None),
    (Rename(theme=1, name=Text("Le suivi", "Follow-up")), True, 12),
    (Rename(theme=2, name=None), True, None),
    (Split(theme=1, ideas=("b1",)), True, None),
    (Move(theme=1, ideas=("b1", "b2"), into=None), True, None),
    (Add(theme=2, ideas=("a1",)), True, None),
    (Leave(ideas=("a2", "a3")), True, None),
    (Discard(parts=()), True, None),
    (Accept(search="20261120T120000.000000"), True, None),
    (Lock(theme=9), True, None),
    (Dismiss(theme=3), True, None),
)
LOG = tuple(
    Logged(
        sequence=13 - place,
        at=_AT,
        who="" if isinstance(event, Accept | Lock) else "Zoé Tremblay",
        event=event,
        holds=holds,
        kept=not isinstance(event, Dismiss),
        first=first,
        gone=isinstance(event, Lock),
    )
    for place, (event, holds, first) in enumerate(_LOGGED)
)
"""Every kind of event, latest first, in every state."""


def needs_view(themes: ShownThemes | None = DECIDED, **changes: Any) -> NeedsView:
    view = NeedsView(
        programme=PROGRAMME,
        activity=ACTIVITY,
        cohorts=COHORTS,
        themes=themes,
        reading=themes_view().reading,
        last=LOG[2],
    )
    return msgspec.structs.replace(view, **changes)


def sorting_view(**changes: Any) -> SortingView:
    view = SortingView(
        programme=PROGRAMME,
        activity=ACTIVITY,
        themes=DECIDED.themes,
        names=DECIDED.themes,
        theme=None,
        idea=DECIDED.unsure.ideas[0],
        left=12,
        last=LOG[2],
    )
    return msgspec.structs.replace(view, **changes)


def decision_log_view(logged: tuple[Logged, ...] = LOG, **changes: Any) -> DecisionLogView:
    view = DecisionLogView(
        programme=PROGRAMME,
        activity=ACTIVITY,
        logged=logged,
        names={theme.number: theme.called for theme in (*DECIDED.themes, *DECIDED.dismissed)},
    )
    return msgspec.structs.replace(view, **changes)
