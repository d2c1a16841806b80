"""Linking two waves by their codes: laws, worked cases, simulations that know the truth."""

import random
from collections.abc import Sequence
from math import comb, prod
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.matched import ReleasedMatching, release_matching
from analysis.inputs import HashedCode, Wave
from analysis.matching import Linked, Pair, coincidences, link
from analysis.scores.match_rate import match_rate

Code = tuple[int, ...]


def hashed(number: int, code: Code) -> HashedCode:
    """A code as it is kept: a stand-in for each hash, distinct as the hashes are."""
    hashes = tuple(
        UUID(int=hash((place, *code[:place], -1, *code[place + 1 :])) % 2**128)
        for place in range(len(code))
    )
    return HashedCode(UUID(int=number), hashes)


def wave(codes: Sequence[Code], start: int = 0) -> Wave:
    return Wave("s", tuple(hashed(start + place, code) for place, code in enumerate(codes)))


def pair(before: int, after: int) -> Pair:
    return Pair(UUID(int=before), UUID(int=100 + after))


def linked(before: Sequence[Code], after: Sequence[Code]) -> Linked:
    return link(wave(before), wave(after, 100))


A, B = (1, 1, 1, 1, 1, 1), (2, 2, 2, 2, 2, 2)


def test_equal_codes_are_linked_first_and_then_those_that_differ_in_one_element() -> None:
    nearly_a, nearly_b = (9, 1, 1, 1, 1, 1), (2, 2, 2, 2, 2, 9)

    # A has its equal; who differs from A by one element has nobody else left.
    found = linked([A, B], [nearly_a, nearly_b, A])

    assert found == Linked(exact=(pair(0, 2),), tolerant=(pair(1, 1),), ambiguous=0)


def test_two_elements_that_differ_are_one_too_many() -> None:
    assert linked([A], [(1, 1, 1, 1, 9, 9)]) == Linked((), (), 0)


def test_who_fits_two_people_is_linked_to_neither_and_all_three_are_counted() -> None:
    assert linked([A], [A, A]) == Linked((), (), 3)
    assert linked([A], [(9, 1, 1, 1, 1, 1), (1, 9, 1, 1, 1, 1)]) == Linked((), (), 3)
    # Two equal codes before fit one after; a third, one element away, finds it taken.
    assert linked([A, A, (9, 1, 1, 1, 1, 1)], [A, B]) == Linked((), (), 3)


codes = st.lists(st.tuples(*[st.integers(0, 1)] * 6), max_size=8)


@given(codes, codes)
def test_swapping_the_waves_swaps_the_pairs(before: list[Code], after: list[Code]) -> None:
    there, back = linked(before, after), link(wave(after, 100), wave(before))

    assert {Pair(b, a) for a, b in back.exact} == set(there.exact)
    assert {Pair(b, a) for a, b in back.tolerant} == set(there.tolerant)
    assert back.ambiguous == there.ambiguous


@given(codes, codes, st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing(
    before: list[Code], after: list[Code], shuffling: random.Random
) -> None:
    one, other = wave(before), wave(after, 100)
    mixed = list(other.codes)
    shuffling.shuffle(mixed)

    assert link(one, Wave("s", tuple(mixed))) == link(one, other)
    assert coincidences([Wave("s", tuple(mixed))]) == coincidences([other])


@given(codes, codes)
def test_nobody_is_linked_twice_and_linked_codes_differ_in_one_element_at_most(
    before: list[Code], after: list[Code]
) -> None:
    found = linked(before, after)
    both = [*found.exact, *found.tolerant]

    def apart(each: Pair) -> int:
        mine, theirs = before[each.before.int], after[each.after.int - 100]
        return sum(a != b for a, b in zip(mine, theirs, strict=True))

    assert len({each.before for each in both}) == len({each.after for each in both}) == len(both)
    assert {apart(each) for each in found.exact} <= {0}
    assert {apart(each) for each in found.tolerant} <= {1}
    assert 2 * len(both) + found.ambiguous <= len(before) + len(after)


@given(st.lists(codes, max_size=3))
def test_coincidences_are_the_pairs_within_a_survey_that_differ_in_one_element_at_most(
    surveys: list[list[Code]],
) -> None:
    alike = sum(
        sum(a != b for a, b in zip(mine, theirs, strict=True)) <= 1
        for each in surveys
        for place, mine in enumerate(each)
        for theirs in each[:place]
    )

    found = coincidences(wave(each) for each in surveys)

    assert found == (alike, sum(comb(len(each), 2) for each in surveys))


# --- people made up as they are: names cluster, birthdays do not -----------------------------

INITIALS = [14, 9, 9, 8, 7, 6, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1]
TOWNS = [30, 15, 10, 8, 7, 6, 5, 4, 4, 3, 3, 2, 2, 1]
WEIGHTS = [INITIALS, INITIALS, TOWNS, [30, 20, 10, 8, 8, 6, 6, 4, 4, 4], [1] * 12, [1] * 31]
WEIGHTS.append([40, 35, 15, 10])
"""How often each value of the seven shipped elements comes, roughly."""


def people(
    count: int, dice: random.Random, weights: Sequence[Sequence[int]] = WEIGHTS
) -> list[Code]:
    return [
        tuple(dice.choices(range(len(each)), each)[0] for each in weights) for _ in range(count)
    ]


def mistyped(code: Code, dice: random.Random) -> Code:
    """The code as somebody gives it again, each element wrong one time in ten."""
    return tuple(-1 if dice.random() < 0.1 else each for each in code)


def test_five_in_six_find_themselves_again_though_one_element_in_ten_is_mistyped() -> None:
    dice = random.Random(7)  # noqa: S311 -- a simulation
    right = equal = wrong = 0
    for _ in range(40):
        before = people(40, dice)
        after = [mistyped(code, dice) for code in before[:30]] + people(5, dice)
        found = linked(before, after)
        equal += len(found.exact)
        for each in (*found.exact, *found.tolerant):
            right += each.before.int == each.after.int - 100
            wrong += each.before.int != each.after.int - 100

    # At most one of seven elements wrong: 0.9**7 + 7 * 0.1 * 0.9**6 = 0.850; none: 0.478.
    assert right / 1_200 == pytest.approx(0.850, abs=0.02)
    assert equal / 1_200 == pytest.approx(0.478, abs=0.03)
    assert wrong <= 1


def chance_of_being_alike(weights: Sequence[Sequence[int]]) -> float:
    """The exact chance that two strangers differ in one element at most."""
    same = [sum((each / sum(of)) ** 2 for each in of) for of in weights]
    all_the_same = prod(same)
    return all_the_same + sum(all_the_same / each * (1 - each) for each in same)


def test_the_shipped_elements_take_two_strangers_for_one_once_in_a_hundred_thousand() -> None:
    assert 0.5e-5 < chance_of_being_alike(WEIGHTS) < 2e-5


WEAK = WEIGHTS[:5]
"""Five elements: coincidences are frequent enough to be counted."""


def test_the_chance_that_strangers_are_alike_is_what_pairs_within_surveys_say() -> None:
    dice = random.Random(1)  # noqa: S311 -- a simulation
    within = coincidences(wave(people(60, dice, WEAK)) for _ in range(100))
    truth = chance_of_being_alike(WEAK)

    # 177,000 pairs. Pairs share people, so the count spreads more than a binomial one would.
    assert within.alike / within.pairs == pytest.approx(truth, rel=0.15)


def test_the_false_links_are_no_more_than_expected_and_seldom_above_the_upper_end() -> None:
    dice = random.Random(2)  # noqa: S311 -- a simulation
    expected = false = above = 0.0
    for _ in range(200):
        before = people(30, dice, WEAK)
        after = [mistyped(code, dice) for code in before[:20]] + people(5, dice, WEAK)
        first, second = wave(before), wave(after, 100)
        found = link(first, second)
        wrong = sum(
            each.after.int - 100 != each.before.int for each in (*found.exact, *found.tolerant)
        )
        released = release_matching(first, second, found, coincidences([first, second]))
        assert isinstance(released, ReleasedMatching)
        rate = match_rate(released)
        expected += rate.false_expected
        false += wrong
        above += wrong > rate.false_at_most

    assert 0 < false < expected
    assert above / 200 < 0.05
