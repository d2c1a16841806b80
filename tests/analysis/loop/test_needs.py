"""Which theme a need is today, and what its history tells of what was decided."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.loop.needs import Step, absorbed, step, today
from analysis.themes.decisions import (
    Add,
    Discard,
    Dismiss,
    Event,
    Lock,
    Merge,
    Move,
    Rename,
    Restore,
    Split,
    Unlock,
)
from surveys.texts import Text

NAME = Text(fr="Du temps", en="Time")
MERGES: list[Event] = [Merge(theme=4, into=3), Rename(theme=3, name=NAME), Merge(theme=3, into=1)]


def test_a_need_goes_with_the_theme_that_it_was_merged_into() -> None:
    assert today(4, MERGES) == 1
    assert today(1, MERGES) == 1
    assert today(7, MERGES) == 7
    assert absorbed(1, MERGES) == {1, 3, 4}
    assert absorbed(3, MERGES) == set()
    assert absorbed(7, MERGES) == {7}


def test_a_theme_merged_before_its_like_was_is_followed_in_the_order_of_events() -> None:
    assert today(3, [Merge(theme=4, into=5), Merge(theme=3, into=4)]) == 4


@given(st.permutations(range(1, 7)), st.data())
def test_every_theme_is_one_and_only_one_today(order: list[int], data: st.DataObject) -> None:
    """Merged one by one into others that still stand, as decisions are."""
    standing = list(order)
    merges: list[Event] = []
    for theme in order[: data.draw(st.integers(0, 5))]:
        standing.remove(theme)
        merges.append(Merge(theme=theme, into=data.draw(st.sampled_from(standing))))

    parts = [absorbed(theme, merges) for theme in standing]
    assert sorted(number for part in parts for number in part) == [1, 2, 3, 4, 5, 6]


def test_its_history_tells_what_concerns_a_theme_and_nothing_else() -> None:
    own = frozenset({1, 3})
    told: list[tuple[Event, Step | None]] = [
        (Rename(theme=1, name=NAME), Step("renamed", NAME)),
        (Rename(theme=1, name=None), Step("name_taken_back")),
        (Rename(theme=3, name=NAME), None),
        (Merge(theme=3, into=1), Step("merged_in", other=3)),
        (Merge(theme=4, into=3), Step("merged_in", other=4)),
        (Merge(theme=4, into=5), None),
        (Split(theme=1, ideas=("a",), name=NAME), Step("split_off", NAME)),
        (Move(theme=1, ideas=("a",), into=2), Step("moved_out", other=2)),
        (Move(theme=1, ideas=("a",), into=None), Step("moved_out")),
        (Move(theme=2, ideas=("a",), into=1), Step("moved_in", other=2)),
        (Move(theme=2, ideas=("a",), into=5), None),
        (Add(theme=1, ideas=("a",)), Step("added")),
        (Dismiss(theme=1), Step("dismissed")),
        (Restore(theme=1), Step("restored")),
        (Lock(theme=1), Step("locked")),
        (Unlock(theme=1), Step("unlocked")),
        (Discard(parts=()), None),
    ]
    for event, expected in told:
        assert step(event, 1, own) == expected, event
