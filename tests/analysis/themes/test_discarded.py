"""What people left of a proposal is told from what is new."""

import pytest

from analysis.themes.decisions import Part
from analysis.themes.discarded import Move, discarded, parts_of, was_left
from analysis.themes.results import ThemesFound
from tests.analysis.themes.layers import layer

STANDS = {1, 2}


def names(found: ThemesFound, *people: int) -> tuple[str, ...]:
    return tuple(m.idea for m in found.mentions if m.submission_id.int in people)


def test_a_proposal_is_left_part_by_part() -> None:
    stands = layer({1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: None, 7: None})
    wanted = layer({1: 1, 2: 2, 3: 3, 4: 3, 5: 2, 6: 3, 7: 2})

    assert set(discarded(stands, wanted).parts) == {
        Part(source=1, into=2, ideas=names(stands, 2), people=1),
        Part(source=None, into=2, ideas=names(stands, 7), people=1),
        Part(source=None, into=None, ideas=names(stands, 3, 4, 6), people=3),
    }


def test_what_would_be_nowhere_or_is_where_it_was_is_no_part() -> None:
    stands = layer({1: 1, 2: 1, 3: 2})

    assert discarded(stands, layer({1: 1, 2: None, 3: 2})).parts == ()


def moves(ideas: range, *, source: int | None = None, into: int = 3) -> list[Move]:
    """One idea of each person."""
    people = layer(dict.fromkeys(range(1, 40), 1)).mentions
    return [Move(str(n), people[n].submission_id, source, into) for n in ideas]


def part(ideas: range, *, source: int | None = None, into: int | None = None) -> Part:
    return Part(source=source, into=into, ideas=tuple(map(str, ideas)), people=len(ideas))


@pytest.mark.parametrize(
    ("now", "same"),
    [
        (range(10), True),
        (range(14), True),  # four more people
        (range(15), False),  # grown by half
        (range(5), True),  # 5 of 10 in common
        (range(4), False),  # 4 of 10
        (range(3, 13), True),  # 7 of 13
        (range(4, 14), False),  # 6 of 14
        (range(20, 30), False),
    ],
)
def test_a_new_theme_was_left_if_half_of_its_ideas_were_and_it_has_not_grown_by_half(
    now: range, *, same: bool
) -> None:
    for number in (3, 17):  # whatever number it is given
        assert was_left(moves(now, into=number), [part(range(10))], STANDS) == same


def test_a_new_theme_is_the_same_wherever_its_ideas_stood() -> None:
    both = [*moves(range(5), source=1), *moves(range(5, 10))]

    assert was_left(both, [part(range(10))], STANDS)
    assert len(list(parts_of(both, STANDS))) == 1


@pytest.mark.parametrize(
    ("source", "into", "same"), [(1, 2, True), (None, 2, False), (2, 1, False)]
)
def test_ideas_between_themes_that_stand_were_left_if_they_go_the_same_way(
    source: int | None, into: int, *, same: bool
) -> None:
    known = [part(range(6), source=1, into=2)]

    assert was_left(moves(range(6), source=source, into=into), known, STANDS) == same


def test_a_part_that_came_back_and_was_left_again_must_grow_again() -> None:
    known = [part(range(10)), part(range(15))]

    assert was_left(moves(range(20)), known, STANDS)
    assert not was_left(moves(range(23)), known, STANDS)
