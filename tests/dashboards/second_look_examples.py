"""Second looks at every stage, on top of the themes of `theme_examples`."""

from datetime import UTC, datetime

import msgspec

from analysis.agreement.second_look import Placing, compare
from dashboards.pages.second_look import (
    Differing,
    LookResult,
    Reading,
    SecondLookView,
    Stage,
    Waiting,
)
from tests.dashboards.examples import ACTIVITY, PROGRAMME
from tests.dashboards.theme_examples import DECIDED, IDEAS

WAITING = Waiting(placed=12, of=40, reader="Grace Hopper", first="Ada Lovelace", yours=False)
UNBEGUN = Waiting(placed=0, of=40, reader="", first="Ada Lovelace", yours=True)
READING = Reading(idea=IDEAS[1], number=13, of=40, placed=12)
READ_BEFORE = msgspec.structs.replace(READING, placing=Placing(None, True, 1))

_PLACINGS = (
    *[Placing(1, False, 1)] * 16,
    *[Placing(2, False, 2)] * 11,
    *[Placing(None, False, None)] * 6,
    *[Placing(2, False, 1)] * 3,
    Placing(None, False, 2),
    Placing(1, False, None),
    Placing(9, False, 9),
    Placing(None, True, 2),
)
RESULT = LookResult(
    compared=compare(_PLACINGS, seed=b"forty ideas"),
    readable=198,
    reader="Grace Hopper",
    at=datetime(2026, 11, 23, 14, tzinfo=UTC),
    differ=(
        Differing(idea=IDEAS[0], stood=1, placed=2, now=1),
        Differing(idea=IDEAS[1], stood=2, placed=None, now=2),
        Differing(idea=IDEAS[0], stood=None, placed=1, now=None),
        Differing(idea=IDEAS[1], stood=1, placed=2, now=2),
        Differing(idea=IDEAS[0], stood=1, placed=9, now=1),
    ),
)
UNVARIED = msgspec.structs.replace(
    RESULT, compared=compare([Placing(1, False, 1)] * 30, seed=b"alike"), differ=()
)


def second_look_view(stage: Stage | None, *, may_decide: bool = True) -> SecondLookView:
    return SecondLookView(
        programme=PROGRAMME,
        activity=ACTIVITY,
        themes=DECIDED.themes,
        stage=stage,
        may_decide=may_decide,
    )
