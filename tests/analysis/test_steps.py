"""When a table may be told anew."""

from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.steps import (
    EVERYBODY,
    Sheet,
    next_when_over,
    next_while_open,
    people_between,
    texts_due,
)
from analysis.inputs import ItemTally

people = st.lists(st.sampled_from(["a", "b", "c", "not_applicable"]), max_size=40)
several = st.lists(st.sets(st.sampled_from(["a", "b", "c"]), min_size=1), max_size=40)


def table(**counts: int) -> ItemTally:
    return ItemTally(sum(counts.values()), counts)


def of(answers: list[str]) -> ItemTally:
    return ItemTally(len(answers), dict(Counter(answers)))


def sheet(**counts: int) -> Sheet:
    return {EVERYBODY: table(**counts)}


def drawn(told: Sequence[Sheet], present: ItemTally, seed: int = 0) -> ItemTally | None:
    return next_while_open(told, present, chance=Random(seed).randrange)  # noqa: S311 -- nothing is kept secret here


@given(before=people, after=people)
def test_the_bound_never_says_more_people_than_there_are(
    before: list[str], after: list[str]
) -> None:
    # Whoever stands at one place in both lists is one person; one list is longer by newcomers.
    length = max(len(before), len(after))
    one, other = (each + [""] * (length - len(each)) for each in (before, after))
    changed = sum(a != b for a, b in zip(one, other, strict=True))

    assert people_between(of(before), of(after)) <= changed


def test_who_moves_from_one_answer_to_another_is_seen_though_as_many_answered() -> None:
    assert people_between(table(a=10), table(a=5, b=5)) == 5
    assert people_between(table(a=10), table(a=10, not_applicable=7)) == 0


def test_the_first_table_of_an_open_survey_waits_for_ten_and_leaves_five_out() -> None:
    assert drawn([], table(a=9, not_applicable=4)) is None

    told = drawn([], table(a=6, b=4, not_applicable=4))

    assert told is not None
    assert told.answered == 9
    assert told.counts["not_applicable"] == 4
    assert people_between(told, table(a=6, b=4)) == 5


@given(answers=people, seed=st.integers(0, 1000))
def test_what_is_left_out_are_answers_that_were_given(answers: list[str], seed: int) -> None:
    present = of(answers)
    told = drawn([], present, seed)

    if told is not None:
        gone = Counter(present.counts)
        gone.subtract(told.counts)
        assert min(gone.values()) >= 0
        assert sum(gone.values()) == present.answered - told.answered == 5


@given(answers=several, seed=st.integers(0, 1000))
def test_of_several_options_none_is_told_more_often_than_people(
    answers: list[set[str]], seed: int
) -> None:
    present = ItemTally(len(answers), Counter(each for some in answers for each in some))
    told = drawn([], present, seed)

    if told is not None:
        assert told.answered == present.answered - 5
        for option, count in present.counts.items():
            left = told.counts.get(option, 0)
            assert max(0, count - 5) <= left <= min(count, told.answered)


def test_who_is_left_out_is_a_matter_of_chance() -> None:
    told = [drawn([], table(a=5, b=5), seed) for seed in range(300)]
    mean = sum(each.counts.get("a", 0) for each in told if each) / 300

    assert mean == pytest.approx(2.5, abs=0.25)  # 4.4 standard errors


def test_the_next_table_waits_for_five_more() -> None:
    told = [sheet(a=5)]

    assert drawn(told, table(a=14)) is None
    assert drawn(told, table(a=15)) == table(a=10)


def test_over_it_is_told_as_it_is_and_then_only_with_five_changes() -> None:
    assert next_when_over([], sheet(a=3)) == sheet(a=3)
    assert next_when_over([sheet(a=12)], sheet(a=12)) is None
    assert next_when_over([sheet(a=12)], sheet(a=8)) is None
    assert next_when_over([sheet(a=12)], sheet(a=8, b=4)) is None
    assert next_when_over([sheet(a=12)], sheet(a=7, b=5)) == sheet(a=7, b=5)
    assert next_when_over([sheet(a=12)], {}) == {}


def test_no_table_comes_close_to_an_earlier_one() -> None:
    told = [sheet(a=5, b=5), sheet(a=10)]

    assert next_when_over(told, sheet(a=10, b=1)) is None
    assert next_when_over(told, sheet(a=10)) == sheet(a=10)  # again: that was told


def test_every_part_that_changes_does_so_by_five_people_or_none_is_told() -> None:
    before = {"staff": table(a=10), "volunteer": table(a=10)}

    assert next_when_over([before], before | {"staff": table(a=15)})
    assert next_when_over([before], before | {"staff": table(a=15), "other": table(a=4)}) is None
    assert next_when_over([before], {"staff": table(a=15), "volunteer": table(a=9)}) is None


@pytest.mark.parametrize(
    ("told", "waiting", "over", "due"),
    [
        (0, 9, False, 0),
        (0, 10, False, 5),
        (20, 14, False, 9),
        (20, 9, False, 0),
        (0, 3, True, 3),
        (20, 4, True, 0),
        (20, 5, True, 5),
    ],
)
def test_texts_come_with_four_others(told: int, waiting: int, *, over: bool, due: int) -> None:
    assert texts_due(told, waiting, over=over) == due
