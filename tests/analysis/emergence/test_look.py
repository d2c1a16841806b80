from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from analysis.emergence.look import look
from analysis.emergence.regions import of_trees
from analysis.emergence.voices import Voices
from tests.analysis.emergence.cohorts import voices_of


def planted(people: int, *, theme: int = -1) -> Voices:
    """Four cohorts of forty who ask for ten things; `people` of the last ask for an eleventh."""
    needs = np.tile(np.arange(10), 16)
    needs[len(needs) - people :] = 10
    voices = voices_of(needs, np.repeat(np.arange(4), 40))
    return replace(voices, theme=np.where(needs == 10, theme, needs))


def test_nothing_rises_where_every_cohort_asks_for_the_same() -> None:
    assert look(planted(0), look=1, seed=0) == ()


def test_what_twelve_of_forty_ask_for_and_nobody_before_is_new_though_in_no_theme() -> None:
    (rise,) = look(planted(12), look=1, seed=0)

    assert (rise.kind, rise.theme) == ("new", None)
    assert (rise.people, rise.of, rise.people_before, rise.of_before) == (12, 40, 0, 120)
    assert rise.ideas == tuple(range(148, 160))
    assert rise.p <= 0.01


def test_a_theme_that_rises_is_told_as_the_theme() -> None:
    (rise,) = look(planted(12, theme=77), look=1, seed=0)

    assert (rise.kind, rise.theme, rise.people) == ("new", 77, 12)


def test_what_some_mentioned_before_is_growing_and_not_new() -> None:
    needs = np.tile(np.arange(10), 16)
    needs[[5, 45, 85]] = 10
    needs[145:] = 10
    voices = voices_of(needs, np.repeat(np.arange(4), 40))

    (rise,) = look(voices, look=1, seed=0)

    assert (rise.kind, rise.theme) == ("growing", 10)
    assert (rise.people, rise.people_before) == (15, 3)


def test_two_needs_that_rise_are_two_rises_and_share_nobody() -> None:
    needs = np.tile(np.arange(10), 16)
    needs[130:142], needs[148:160] = 10, 11
    rises = look(voices_of(needs, np.repeat(np.arange(4), 40)), look=1, seed=0)

    assert sorted(rise.theme or 0 for rise in rises) == [10, 11]
    assert not set(rises[0].ideas) & set(rises[1].ideas)


def test_who_says_it_six_times_counts_once() -> None:
    voices = planted(2)
    rows = np.concatenate([np.arange(160), np.repeat([158, 159], 6)])
    loud = Voices(voices.vectors[rows], voices.person[rows], voices.theme[rows], voices.cohort)

    assert look(loud, look=1, seed=0) == ()


def test_people_who_said_nothing_of_use_are_among_those_asked() -> None:
    voices = planted(12)
    silent = replace(voices, cohort=np.concatenate([voices.cohort, [3] * 8, [1] * 4]))

    (rise,) = look(silent, look=1, seed=0)

    assert (rise.people, rise.of, rise.of_before) == (12, 48, 124)


def test_without_a_cohort_before_or_an_idea_there_is_nothing_to_rise_from() -> None:
    alone = planted(12)
    nothing = np.zeros(0, dtype=np.int64)

    assert look(replace(alone, cohort=np.zeros_like(alone.cohort)), look=1, seed=0) == ()
    assert look(Voices(alone.vectors[:0], nothing, nothing, alone.cohort), look=1, seed=0) == ()


@pytest.mark.parametrize("ideas", [1, 2, 4, 7])
def test_a_handful_of_ideas_is_looked_at_without_fault(ideas: int) -> None:
    voices = planted(12)
    few = Voices(
        voices.vectors[-ideas:], voices.person[-ideas:], voices.theme[-ideas:], voices.cohort
    )

    assert all(rise.p <= 0.05 for rise in look(few, look=1, seed=0))


def test_where_to_look_is_chosen_blind_to_cohort() -> None:
    voices = planted(12)
    dealt = replace(voices, cohort=np.random.default_rng(2).permutation(voices.cohort))

    assert (of_trees(voices) == of_trees(dealt)).all()


def test_which_earlier_cohort_somebody_is_of_changes_nothing_while_they_are_few() -> None:
    voices = planted(12)
    before = np.flatnonzero(voices.cohort < 3)
    shuffled = voices.cohort.copy()
    shuffled[before] = np.random.default_rng(2).permutation(voices.cohort[before])

    assert look(replace(voices, cohort=shuffled), look=1, seed=0) == look(voices, look=1, seed=0)


def test_the_same_voices_give_the_same_rises() -> None:
    assert look(planted(12), look=2, seed=3) == look(planted(12), look=2, seed=3)


def test_a_later_look_hears_nothing_that_an_earlier_one_would_not() -> None:
    for people in range(4, 10):
        heard = [bool(look(planted(people), look=number, seed=0)) for number in (1, 2, 4, 8)]

        assert heard == sorted(heard, reverse=True)


@settings(max_examples=10)
@given(people=st.integers(6, 20))
def test_the_more_ask_for_it_the_less_it_is_chance(people: int) -> None:
    certain = [
        {r.theme: r.p for r in look(planted(n, theme=77), look=1, seed=0)}
        for n in (people, people + 4)
    ]

    assert certain[1].get(77, 1.0) <= certain[0].get(77, 1.0) + 0.01


def test_the_chance_is_never_below_that_of_the_theme_alone() -> None:
    (rise,) = look(planted(8, theme=77), look=1, seed=0)

    assert rise.p >= hypergeom.sf(7, 160, 8, 40)
