"""Whether sums hold a few, against every choice of people."""

from random import Random

import pytest

from analysis.disclosure.combinations import holds_few, without_few
from tests.analysis.attacker import told_apart

Standing = dict[frozenset[str], int]


def people_at_random(number: int) -> Standing:
    """Return how many stand in sums of one to three dimensions, some of which are shown."""
    random = Random(number)  # noqa: S311 -- no secret
    sizes = [random.randint(1, 4) for _ in range(random.randint(1, 3))]
    every = [f"{d}{v}" for d, size in enumerate(sizes) for v in range(size)]
    shown = {each for each in every if random.random() < 0.7}
    found: Standing = {}
    for _ in range(random.randint(5, 40)):
        said = {f"{d}{min(random.randrange(n), random.randrange(n))}" for d, n in enumerate(sizes)}
        sums = frozenset({"everybody"} | said & shown)
        found[sums] = found.get(sums, 0) + (random.random() < 0.95)
    return found


def found_by_trying(standing: Standing) -> bool:
    cells = list(standing)
    rows = [{cell: 1 for cell in cells if each in cell} for each in sorted(set().union(*cells))]
    return bool(told_apart(rows, cells, lambda some: sum(standing[each] for each in some), 5))


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_few_are_held_exactly_where_leaving_them_out_says_so(first: int) -> None:
    made = [people_at_random(number) for number in range(first, first + 50)]

    found = [holds_few(each, 5) for each in made]

    assert found == [found_by_trying(each) for each in made]
    assert {*found} == {True, False}


def test_a_sum_is_published_if_it_may_be_beside_those_before_it() -> None:
    standing = {
        frozenset({"all", "fr", "here"}): 13,
        frozenset({"all", "fr", "there"}): 1,
        frozenset({"all", "en", "there"}): 7,
    }

    assert without_few(["fr", "here", "en"], standing, least=5, known=["all"]) == ["fr", "en"]
    assert without_few(["here", "fr", "en"], standing, least=5, known=["all"]) == ["here"]


def test_whoever_does_not_count_must_not_be_held_either() -> None:
    standing = {frozenset({"all", "here"}): 9, frozenset({"all"}): 0}

    assert holds_few(standing, 5)
    assert not holds_few({frozenset({"all", "here"}): 9, frozenset({"all"}): 9}, 5)
