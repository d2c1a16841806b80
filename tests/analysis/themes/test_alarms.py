"""Alarms stay with the ideas they were raised on, whatever people decide."""

import pytest

from analysis.themes.alarms import Decided, followed
from analysis.themes.decide import decide
from analysis.themes.decisions import Decision, Dismiss, Lock, Merge, Move, Rename, Split
from analysis.themes.held import held
from analysis.themes.results import Alarm, ThemesFound, Watch
from tests.analysis.themes.layers import layer

STANDS = layer({1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 2, 7: 2, 8: 2, 9: None})
"""Persons 1 to 5 in theme 1, 6 to 8 in theme 2, 9 in none."""


def alarm(theme: int, *, p: float = 0.01) -> Alarm:
    return Alarm(
        theme=theme, cohort="c", kind="new", p=p, people=3, of=9, people_before=0, of_before=9
    )


def watch(*alarms: Alarm) -> Watch:
    return Watch(cohort="c", looks=1, of=9, alarms=alarms)


def idea(person: int) -> str:
    return next(m.idea for m in STANDS.mentions if m.submission_id.int == person)


def raised(*alarms: Alarm, after: ThemesFound) -> list[tuple[int, str, bool]]:
    """Theme, kind and whether it is a part of it, of each alarm once `after` stands."""
    told = followed(watch(*alarms), Decided(STANDS, after))
    return [(each.theme, each.kind, each.part) for each in told.alarms]


def test_an_alarm_goes_with_its_theme_into_the_one_it_is_merged_into() -> None:
    after = decide(STANDS, Merge(theme=2, into=1))

    assert raised(alarm(2), after=after) == [(1, "growing", True)]


def test_a_theme_that_takes_many_others_in_is_not_new_any_more() -> None:
    after = decide(STANDS, Merge(theme=2, into=1))

    assert raised(alarm(1), after=after) == [(1, "growing", True)]


def test_of_two_alarms_in_one_theme_the_more_certain_stays() -> None:
    after = decide(STANDS, Merge(theme=2, into=1))
    told = followed(watch(alarm(2, p=0.001), alarm(1, p=0.02)), Decided(STANDS, after))

    assert [(each.theme, each.p) for each in told.alarms] == [(1, 0.001)]


@pytest.mark.parametrize(("away", "theme"), [((1, 2), 1), ((1, 2, 3), 3)])
def test_a_split_leaves_the_alarm_with_the_larger_part(away: tuple[int, ...], theme: int) -> None:
    after = decide(STANDS, Split(theme=1, ideas=tuple(idea(person) for person in away)))

    assert raised(alarm(1), after=after) == [(theme, "new", False)]


def test_parts_of_one_size_leave_the_alarm_where_it_was() -> None:
    some = layer({1: 1, 2: 1, 3: 1, 4: 1})
    after = decide(some, Split(theme=1, ideas=tuple(m.idea for m in some.mentions[:2])))

    assert [each.theme for each in followed(watch(alarm(1)), Decided(some, after)).alarms] == [1]


def test_an_alarm_follows_most_of_its_ideas_where_they_are_moved() -> None:
    away = tuple(idea(person) for person in (6, 7))
    after = decide(STANDS, Move(theme=2, ideas=away, into=1))

    assert raised(alarm(2), after=after) == [(1, "growing", True)]


def test_a_theme_whose_ideas_were_all_put_nowhere_takes_its_alarm_away() -> None:
    away = tuple(idea(person) for person in (6, 7, 8))
    after = decide(STANDS, Move(theme=2, ideas=away, into=None))

    assert raised(alarm(2), after=after) == []


@pytest.mark.parametrize("decision", [Rename(theme=2, name=None), Lock(theme=2), Dismiss(theme=2)])
def test_an_alarm_stays_where_no_idea_moves(decision: Decision) -> None:
    """A dismissed theme does not show it, and has it again when it is restored."""
    assert raised(alarm(2), after=decide(STANDS, decision)) == [(2, "new", False)]


def test_what_is_no_need_brings_no_alarm_into_another_theme() -> None:
    before = decide(STANDS, Dismiss(theme=2))
    after = decide(before, Merge(theme=2, into=1))

    assert followed(watch(alarm(2)), Decided(before, after)).alarms == ()


def test_an_alarm_does_not_go_into_a_dismissed_theme() -> None:
    before = decide(STANDS, Dismiss(theme=1))
    away = tuple(idea(person) for person in (6, 7))
    after = decide(before, Move(theme=2, ideas=away, into=1))

    assert [each.theme for each in followed(watch(alarm(2)), Decided(before, after)).alarms] == [2]


def test_an_alarm_on_what_is_only_proposed_stays_as_it_is() -> None:
    after = decide(STANDS, Merge(theme=2, into=1))

    assert raised(alarm(7), after=after) == [(7, "new", False)]


def test_an_alarm_on_what_is_only_proposed_goes_where_a_merge_keeps_its_ideas() -> None:
    wanted = layer({1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 3, 7: 3, 8: 2, 9: None}, next_number=3)
    after = decide(STANDS, Merge(theme=2, into=1))

    told = followed(watch(alarm(3)), Decided(STANDS, after), Decided(wanted, held(wanted, after)))

    assert [(each.theme, each.part) for each in told.alarms] == [(1, True)]
