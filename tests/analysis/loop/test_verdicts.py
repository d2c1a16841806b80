"""Improved, worsened, undetermined."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from analysis.loop.register import Entry, read_register, withdrawn
from analysis.loop.verdicts import Effect, Judgement, judge
from surveys.questions import Point
from surveys.texts import Text
from tests.analysis.loop.changes import (
    OVER,
    WHEN,
    kept,
    make_change,
    make_family,
    rated,
    register_of,
    surveys_of,
)
from tests.factories import PACE, SATISFACTION, USEFULNESS, make_questionnaire


def judged(
    before: tuple[int, int],
    after: tuple[int, int],
    *,
    entry: Entry | None = None,
    rivals: int | None = 1,
    **changes: Any,
) -> Judgement:
    entry = entry or register_of(make_change(**changes), rivals=rivals).entries[0]
    family = make_family({"before": rated(*before), "after": rated(*after)})
    return judge(entry, [family], surveys_of("before", "after"), at=OVER)


def test_forty_four_then_fifty_six_of_sixty_two_is_improved() -> None:
    found = judged((44, 62), (56, 62))

    assert (found.state, found.verdict, found.reason) == ("judged", "improved", "shown")
    assert found.effect is not None
    assert found.effect.difference == pytest.approx(12 / 62)
    # Boschloo's value is 0.0037 (SciPy); the first change may spend 3.04 %, 6.08 % on both sides.
    assert found.effect.p_improved == pytest.approx(0.0037, abs=2e-4)
    assert found.effect.confidence == pytest.approx(0.9392, abs=1e-4)
    # Newcombe by hand with z = 1.875: Wilson 0.592..0.804 and 0.813..0.953.
    assert found.effect.interval == pytest.approx((0.061, 0.322), abs=2e-3)


def test_the_other_way_round_is_worsened_and_what_was_to_fall_improves() -> None:
    assert judged((56, 62), (44, 62)).verdict == "worsened"
    assert judged((56, 62), (44, 62), expects="lower").verdict == "improved"
    assert judged((44, 62), (56, 62), expects="lower").verdict == "worsened"


def test_what_chance_may_do_is_undetermined_and_says_what_would_show() -> None:
    found = judged((47, 50), (49, 50))

    assert (found.verdict, found.reason) == ("undetermined", "no_difference_shown")
    assert found.effect is not None
    assert found.effect.visible is None  # six points are left to rise, and none of them would show
    below = judged((25, 50), (28, 50)).effect
    assert below is not None
    assert below.visible == pytest.approx(0.26, abs=0.02)


def test_a_difference_that_is_there_but_too_small_to_count_is_undetermined() -> None:
    found = judged((300, 500), (350, 500), smallest=0.2)

    assert (found.verdict, found.reason) == ("undetermined", "too_small_to_count")
    assert judged((300, 500), (350, 500), smallest=0.1).verdict == "improved"


def test_fewer_than_five_on_either_side_show_no_number() -> None:
    for before, after in (((4, 4), (60, 62)), ((40, 62), (4, 4)), ((0, 0), (60, 62))):
        found = judged(before, after)
        assert (found.verdict, found.reason) == ("undetermined", "too_few")
        assert found.effect is None


def test_a_cohort_that_is_withheld_lends_nothing_to_those_beside_it() -> None:
    entry = register_of(make_change(before=("old", "before"))).entries[0]
    family = make_family({"old": rated(0, 4), "before": rated(20, 30), "after": rated(29, 30)})
    found = judge(entry, [family], surveys_of("old", "before", "after"), at=OVER)

    assert found.effect is not None
    assert (found.effect.before.count, found.effect.before.answers) == (20, 30)


def test_all_cohorts_named_count_together() -> None:
    entry = register_of(make_change(before=("a", "b"), after=("c", "d"))).entries[0]
    family = make_family(
        {"a": rated(5, 10), "b": rated(6, 10), "c": rated(9, 10), "d": rated(10, 10)}
    )
    found = judge(entry, [family], surveys_of("a", "b", "c", "d"), at=OVER)

    assert found.effect is not None
    assert (found.effect.before.count, found.effect.before.answers) == (11, 20)
    assert (found.effect.after.count, found.effect.after.answers) == (19, 20)


def test_no_verdict_before_every_survey_is_over() -> None:
    entry = register_of(make_change()).entries[0]
    family = make_family({"before": rated(44, 62), "after": rated(62, 62)})
    both = surveys_of("before", "after")
    early = judge(entry, [family], both, at=OVER - timedelta(seconds=1))

    assert early == Judgement(state="waiting", awaited=("before", "after"))
    for surveys in ([both[0]], [both[0], *surveys_of("after", closes_at=None)]):
        found = judge(entry, [family], surveys, at=OVER)
        assert found == Judgement(state="waiting", awaited=("after",))


def test_a_change_registered_too_late_is_never_more_than_undetermined() -> None:
    found = judged((10, 100), (100, 100), rivals=None)

    assert (found.state, found.verdict, found.reason) == ("late", "undetermined", "late")
    assert isinstance(found.effect, Effect)
    assert found.effect.confidence == 0.95
    waiting = judge(
        register_of(make_change(), rivals=None).entries[0], [], surveys_of("before"), at=OVER
    )
    assert (waiting.state, waiting.verdict) == ("late", "undetermined")


def test_a_change_that_was_withdrawn_or_altered_has_no_verdict() -> None:
    register = register_of(make_change())
    gone = withdrawn(register, 1, "Reporté", WHEN, answered=False)
    (left,) = read_register(kept(register.entries[0].registered, gone)).entries
    altered = register.entries[0]._replace(intact=False)

    assert judged((10, 100), (100, 100), entry=left) == Judgement(state="withdrawn")
    assert judged((10, 100), (100, 100), entry=altered) == Judgement(state="altered")


def test_a_later_change_needs_more_to_be_called_improved() -> None:
    first, second, third = register_of(*(make_change(what=str(n)) for n in range(3))).entries

    assert judged((44, 62), (54, 62), entry=first).verdict == "improved"
    assert judged((44, 62), (54, 62), entry=third).verdict == "undetermined"
    assert judged((44, 62), (57, 62), entry=second).verdict == "improved"


def test_points_that_changed_cannot_be_compared() -> None:
    more = msgspec.structs.replace(
        USEFULNESS,
        points=(*USEFULNESS.points, Point(code="maybe", text=Text("?", "?"), side="neutral")),
    )
    second = make_questionnaire(version=2, scales=(SATISFACTION, more, PACE))
    family = make_family({"before": rated(44, 62), "after": rated(62, 62)}, after=second)
    entry = register_of(make_change()).entries[0]
    found = judge(entry, [family], surveys_of("before", "after"), at=OVER)

    assert (found.verdict, found.reason) == ("undetermined", "asked_differently")


def test_the_best_point_is_judged_where_the_hypothesis_says_so() -> None:
    def asked(best: int) -> dict[str, dict[str, int]]:
        return {"satisfaction": {"very_satisfied": best, "satisfied": 60 - best}}

    family = make_family({"before": asked(20), "after": asked(40)})
    for measure, verdict in (("best", "improved"), ("favourable", "undetermined")):
        change = make_change(item="satisfaction", module=None, measure=measure)
        entry = register_of(change).entries[0]
        found = judge(entry, [family], surveys_of("before", "after"), at=OVER)
        assert found.verdict == verdict
