"""What an attacker takes for more than luck."""

from itertools import permutations
from random import Random

import pytest

from analysis.attacker.chance import _by_pairs, better_than_chance, goes_with
from analysis.attacker.orders import (
    Order,
    best_pairing,
    pairings,
    steps_back,
    strongest_correlation,
)


@pytest.mark.parametrize(
    ("correct", "guesses", "among", "tries", "believed"),
    [
        (5, 5, 60, 1, False),  # 1.3e-9
        (3, 5, 60, 1, True),  # 4.5e-5
        (1, 60, 60, 1, True),  # one of sixty is what luck gives
        (20, 20, 2, 1, False),  # 9.5e-7
        (20, 20, 2, 2, True),  # the better of two tries
        (0, 0, 10, 1, True),
    ],
)
def test_luck_explains_a_few_right_guesses_and_no_more(
    correct: int, guesses: int, among: int, tries: int, *, believed: bool
) -> None:
    assert better_than_chance(correct, guesses, among=among, tries=tries) != believed


def test_ten_in_the_same_order_are_no_luck_and_nine_may_be() -> None:
    same = [(float(n), float(n)) for n in range(10)]

    assert goes_with([same])  # 2 in 10! orders: 5.5e-7
    assert goes_with([[(-one, other) for one, other in same]])
    assert not goes_with([same[:9]])
    assert not goes_with([same], tries=2)


def test_days_are_compared_within_themselves_only() -> None:
    mixed = [(0.0, 1.0), (1.0, 0.0)]
    later = [[(one + 10 * day, other + 10 * day) for one, other in mixed] for day in range(30)]

    assert goes_with(later)  # thirty times the same, turned round
    assert not goes_with([[pair] for day in later for pair in day])


@pytest.mark.parametrize("size", [2, 3, 4])
def test_the_chance_of_an_order_is_what_counting_all_of_them_gives(size: int) -> None:
    def turned(order: tuple[int, ...]) -> int:
        return sum(a > b for n, a in enumerate(order) for b in order[n + 1 :])

    orders = list(permutations(range(size)))
    for order in orders:
        part = [(float(n), float(each)) for n, each in enumerate(order)]
        fewest = min(turned(order), size * (size - 1) // 2 - turned(order))
        exact = 2 * sum(turned(each) <= fewest for each in orders) / len(orders)
        assert _by_pairs([part]) == pytest.approx(min(1.0, exact))


def test_many_shuffled_orders_are_taken_for_luck_and_ordered_ones_are_not() -> None:
    random = Random(3)  # noqa: S311 -- no secret
    shuffled = [[(float(n), random.random()) for n in range(80)] for _ in range(20)]
    ordered = [[(float(n), n + 20 * random.random()) for n in range(80)]]

    assert not goes_with(shuffled)
    assert goes_with(ordered)
    assert not goes_with([[(float(n), 1.0) for n in range(80)]])


def test_two_orders_laid_beside_each_other_give_the_pairs() -> None:
    truth = {"a": "x", "b": "y", "c": "z"}
    links = [Order("links", ["b", "a", "c"])]
    answers = [Order("answers", ["z", "x", "y"])]

    assert best_pairing(pairings(links, answers), truth) == (3, 2)
    assert strongest_correlation(pairings(links, answers), truth) == pytest.approx(2**0.5)
    assert best_pairing([], truth) == (0, 0)


def test_keys_in_their_own_order_never_step_back() -> None:
    assert [steps_back(each) for each in ("abcd", "dcba", "abab", "")] == [0, 3, 1, 0]
