"""What a second designer's blind placing says."""

import pytest

from analysis.agreement.alpha import alpha, alpha_interval
from analysis.agreement.second_look import Placing, compare, first_look

SEED = b"a seed"


def test_who_decided_most_cannot_look_again_and_of_two_the_last_who_decided() -> None:
    assert first_look([], "eva") == "eva"
    assert first_look(["ada", "bob", "ada"], "eva") == "ada"
    assert first_look(["ada", "bob", "bob", "ada"], "eva") == "ada"
    assert first_look(["ada", "bob"], "ada") == "bob"


def test_what_is_unclear_is_counted_and_left_out() -> None:
    placings = [
        Placing(1, False, 1),
        Placing(None, True, 1),
        Placing(2, False, 1),
        Placing(None, False, None),
        Placing(None, False, 2),
    ]

    found = compare(placings, seed=SEED)

    pairs = [(1, 1), (1, 2), (0, 0), (2, 0)]
    assert (found.read, found.unclear, found.alike, found.differ) == (5, 1, 2, (2, 4))
    assert found.alpha == pytest.approx(alpha(pairs))
    assert found.interval == alpha_interval(pairs, seed=SEED)
    assert found.themes == {None: (1, 0, 1), 1: (1, 1, 0), 2: (0, 1, 1)}


def test_of_nothing_nothing_is_said() -> None:
    found = compare([], seed=SEED)

    assert (found.read, found.alpha, found.interval, found.themes) == (0, None, None, {})
