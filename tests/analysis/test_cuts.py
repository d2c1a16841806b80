"""Light cuts, against every way of putting the nodes on two sides."""

from collections.abc import Mapping
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.cuts import light_cut

Lines = Mapping[tuple[str, str], int]

lines = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("uvwx")), st.integers(0, 7), max_size=12
)


def weight(lines: Lines, side: frozenset[str]) -> int | None:
    """What is cut; None: no line is."""
    cut = [heavy for (one, other), heavy in lines.items() if (one in side) != (other in side)]
    return sum(cut) if cut else None


def every_side(lines: Lines) -> list[frozenset[str]]:
    nodes = sorted({node for pair in lines for node in pair})
    return [
        frozenset(node for node, here in zip(nodes, sides, strict=True) if here)
        for sides in product([False, True], repeat=len(nodes))
    ]


@given(lines, st.integers(1, 9))
def test_a_light_cut_is_found_exactly_where_there_is_one(lines: Lines, least: int) -> None:
    weights = [found for side in every_side(lines) if (found := weight(lines, side)) is not None]

    cut = light_cut(lines, least)

    assert (cut is None) == all(found >= least for found in weights)
    if cut is not None:
        found = weight(lines, cut)
        assert found is not None
        assert found < least


def test_a_bridge_between_two_heavy_halves_is_found() -> None:
    halves = {("a", "u"): 9, ("b", "u"): 9, ("c", "v"): 9, ("d", "v"): 9}

    assert light_cut(halves, 5) is None
    assert light_cut({**halves, ("a", "v"): 1}, 5) in (frozenset("bau"), frozenset("cdv"))


def test_lines_that_weigh_nothing_are_cut_all_the_same() -> None:
    assert light_cut({("a", "u"): 0}, 1) is not None
    assert light_cut({}, 1) is None
