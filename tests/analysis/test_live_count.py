"""The count that a room sees: no single arrival shows, nor when it came."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import INSIDE
from analysis.disclosure.live_count import LiveCount, first_count, next_count, stepped

COUNTS = st.integers(0, 100_000)
ENTROPIES = st.integers(0, 2**64 - 1)
DRAWS = range(15)
"""Every draw that differs: one tick in three, one margin of five."""


def test_nobody_and_a_few_look_alike() -> None:
    assert {stepped(submissions) for submissions in range(5)} == {0}


def test_from_five_on_the_count_goes_in_fives() -> None:
    shown = [stepped(submissions) for submissions in range(5, 17)]

    assert shown == [5, 5, 5, 5, 5, 10, 10, 10, 10, 10, 15, 15]


@given(COUNTS)
def test_the_room_is_never_told_more_than_there_are_nor_a_whole_step_less(
    submissions: int,
) -> None:
    assert stepped(submissions) <= submissions < stepped(submissions) + INSIDE


@given(COUNTS)
def test_as_many_counts_as_the_threshold_may_be_behind_what_is_shown(submissions: int) -> None:
    alike = range(max(0, submissions - INSIDE), submissions + INSIDE + 1)

    assert sum(stepped(other) == stepped(submissions) for other in alike) == INSIDE


@given(st.integers(0, 10_000))
def test_five_arrivals_in_a_row_change_what_is_shown_once(submissions: int) -> None:
    shown = [stepped(submissions + arrived) for arrived in range(INSIDE + 1)]

    assert len(set(shown)) == 2
    assert shown == sorted(shown)


@given(COUNTS, st.integers(INSIDE, 50))
def test_steps_may_be_larger(submissions: int, step: int) -> None:
    assert stepped(submissions, step=step) % step == 0


@pytest.mark.parametrize("step", [4, 1, 0, -5])
def test_steps_are_never_smaller_than_the_threshold(step: int) -> None:
    with pytest.raises(ValueError, match="never smaller"):
        stepped(12, step=step)


@given(st.lists(st.tuples(st.integers(-3, 12), ENTROPIES), max_size=60), ENTROPIES)
def test_whatever_arrives_a_room_is_told_a_multiple_of_five_that_was_reached(
    ticks: list[tuple[int, int]], entropy: int
) -> None:
    submissions = 0
    told = first_count(0, entropy=entropy)
    for arrived, drawn in ticks:
        submissions = max(0, submissions + arrived)
        before, told = told, next_count(told, submissions, entropy=drawn)

        assert told.at_least % INSIDE == 0
        assert told.margin in range(INSIDE)
        assert told == before or told.at_least <= submissions


@given(COUNTS, st.lists(ENTROPIES, min_size=60, max_size=60))
def test_what_was_reached_is_told_once_a_step_more_has_arrived(
    submissions: int, drawn: list[int]
) -> None:
    told = LiveCount(0, drawn[0] % INSIDE)
    for entropy in drawn:
        told = next_count(told, submissions, entropy=entropy)

    if any(entropy % 3 == 0 for entropy in drawn):
        assert submissions - 2 * INSIDE < told.at_least <= submissions


def test_answers_that_were_erased_are_told_no_longer() -> None:
    told = LiveCount(15, 4)

    assert next_count(told, 14, entropy=1) == told
    assert next_count(told, 14, entropy=0) == LiveCount(10, 0)
    assert next_count(told, 15, entropy=0) == told


# --- an attack: who knows when everybody else has sent watches for one more --------------------


Seen = Mapping[tuple[int, int], Fraction]
"""How likely each tick and value of the next change are."""


def first_change(counts: Sequence[int], before: int) -> Seen:
    """Add up every draw, exactly; no change at all counts as one of its own."""
    states = {LiveCount(before, margin): Fraction(1, INSIDE) for margin in range(INSIDE)}
    seen: defaultdict[tuple[int, int], Fraction] = defaultdict(Fraction)
    for tick, submissions in enumerate(counts):
        left: defaultdict[LiveCount, Fraction] = defaultdict(Fraction)
        for told, chance in states.items():
            for entropy in DRAWS:
                after = next_count(told, submissions, entropy=entropy)
                if after.at_least == before:
                    left[after] += chance / len(DRAWS)
                else:
                    seen[tick, after.at_least] += chance / len(DRAWS)
        states = dict(left)
    seen[-1, before] = sum(states.values(), Fraction())
    return seen


_NEVER = Fraction(0)


def told_apart(one: Seen, other: Seen) -> Fraction:
    """Return how much better than guessing the best attack is: 0 not at all, 1 always right."""
    apart = (abs(one.get(each, _NEVER) - other.get(each, _NEVER)) for each in {*one, *other})
    return sum(apart, Fraction()) / 2


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=12),
    st.integers(0, 11),
    st.integers(5, 9),
)
def test_the_next_change_hardly_tells_whether_one_more_person_sent(
    arriving: list[int], when: int, already: int
) -> None:
    others = [already + sum(arriving[: tick + 1]) for tick in range(len(arriving))]
    with_one_more = [count + (tick >= when) for tick, count in enumerate(others)]

    assert told_apart(
        first_change(with_one_more, INSIDE), first_change(others, INSIDE)
    ) <= Fraction(1, 5)


@pytest.mark.parametrize("own", range(5, 15))
def test_who_fills_a_step_up_with_answers_of_their_own_cannot_wait_for_the_last(own: int) -> None:
    """With steps that show as they are reached, the ninth answer makes the tenth certain."""
    without, with_one_more = [own] * 30, [own + 1] * 30

    assert told_apart(
        first_change(with_one_more, INSIDE), first_change(without, INSIDE)
    ) <= Fraction(1, 5)


def test_the_moment_of_a_change_is_no_clock_of_arrivals() -> None:
    """Reached at the first tick or at the fourth: what is seen overlaps by more than half."""
    early = first_change([14] * 40, INSIDE)
    late = first_change([5, 5, 5] + [14] * 37, INSIDE)

    assert 0 < told_apart(early, late) < Fraction(3, 4)
