"""Which ideas a second person reads."""

from collections import Counter
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from analysis.agreement.drawing import FEWEST, MOST, OF_EACH, Readable, draw

SEED = b"a seed"
sizes = st.dictionaries(st.one_of(st.none(), st.integers(1, 9)), st.integers(1, 60), max_size=6)


def ideas(of_theme: dict[int | None, int]) -> list[Readable]:
    return [
        Readable(f"{theme}-{number}", f"Idée {number} sur {theme}", theme)
        for theme, count in of_theme.items()
        for number in range(count)
    ]


def test_of_two_hundred_and_forty_ideas_a_fifth_is_drawn_from_each_theme() -> None:
    drawn = draw(ideas({1: 120, 2: 60, 3: 10, None: 50}), SEED)

    assert Counter(each.theme for each in drawn) == {1: 24, 2: 12, 3: 2, None: 10}


def test_of_few_ideas_thirty_or_all_are_drawn() -> None:
    assert len(draw(ideas({1: 50, 2: 40}), SEED)) == FEWEST
    assert len(draw(ideas({1: 15, 2: 5}), SEED)) == 20
    assert draw([], SEED) == ()


def test_nobody_is_asked_to_read_more_than_two_hundred() -> None:
    assert len(draw(ideas({1: 3_000, 2: 2_000}), SEED)) == MOST


@given(sizes)
def test_every_theme_is_looked_at_and_the_parts_are_about_alike(
    of_theme: dict[int | None, int],
) -> None:
    drawn = Counter(each.theme for each in draw(ideas(of_theme), SEED))
    there = sum(of_theme.values())
    wanted = min(there, max(FEWEST, -(-there // 5)))

    assert wanted <= drawn.total() <= wanted + OF_EACH * len(of_theme)
    for theme, size in of_theme.items():
        assert min(OF_EACH, size) <= drawn[theme] <= max(OF_EACH, wanted * size // there + 1)


@given(sizes, st.randoms(use_true_random=False))
def test_the_same_seed_draws_the_same_whatever_the_order(
    of_theme: dict[int | None, int], chance: Random
) -> None:
    there = ideas(of_theme)
    shuffled = list(there)
    chance.shuffle(shuffled)

    assert draw(shuffled, SEED) == draw(there, SEED)


def test_another_seed_draws_other_ideas() -> None:
    there = ideas({1: 100, 2: 100})

    assert set(draw(there, SEED)) != set(draw(there, b"another"))


def test_the_same_words_are_read_once() -> None:
    said = [
        Readable(str(number), "Plus de temps" if number % 2 else "plus de TEMPS", number % 3)
        for number in range(12)
    ]

    assert len(draw(said, SEED)) == 1


def test_the_order_does_not_tell_the_theme() -> None:
    themes = [each.theme for each in draw(ideas({1: 100, 2: 100}), SEED)]

    changes = sum(one != other for one, other in pairwise(themes))
    assert 8 <= changes <= 32  # 19.5 expected of 39, where sorted by theme has 1
