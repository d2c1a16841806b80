"""How often a programme calls something improved that is not, and finds what is."""

from math import comb

import numpy as np
import pytest

from analysis.loop.changes import Hypothesis, Rule
from analysis.loop.spending import FALSE_VERDICTS, spent
from analysis.loop.verdicts import decided, effect_of
from analysis.scores.share import Share, share
from tests.analysis.loop.changes import make_hypothesis

HYPOTHESIS = make_hypothesis()


def verdict(
    before: int, after: int, people: int, rule: Rule, hypothesis: Hypothesis = HYPOTHESIS
) -> str:
    return decided(
        effect_of(_share(before, people), _share(after, people), hypothesis, rule),
        hypothesis,
        rule,
    )[0]


def _share(count: int, people: int) -> Share:
    found = share(count, people, None)
    assert found is not None
    return found


def rule(place: int, among: int = 1) -> Rule:
    return Rule(place=place, among=among, alpha=spent(place, among))


def false_programmes(programmes: int, people: int, true: float, *, changes: int = 5) -> int:
    """Return how many programmes in which nothing ever changes call anything improved.

    Each change compares the cohort before it with the one after, which is the cohort before
    the next change: whoever rises by chance falls the next time.
    """
    rng = np.random.default_rng(7)
    cohorts = rng.binomial(people, true, size=(programmes, changes + 1)).tolist()
    return sum(
        any(
            verdict(rated[at], rated[at + 1], people, rule(at + 1)) == "improved"
            for at in range(changes)
        )
        for rated in cohorts
    )


def test_of_a_thousand_programmes_in_which_nothing_changes_fifty_at_most_see_an_improvement() -> (
    None
):
    assert 0 < false_programmes(1_000, 20, 0.8) <= 1_000 * FALSE_VERDICTS


def test_seventy_then_ninety_per_cent_of_sixty_two_is_found_four_times_of_five() -> None:
    rng = np.random.default_rng(62)
    before = rng.binomial(62, 0.7, 1_000).tolist()
    after = rng.binomial(62, 0.9, 1_000).tolist()

    found = sum(
        verdict(*pair, 62, rule(1)) == "improved" for pair in zip(before, after, strict=True)
    )

    assert found >= 800


@pytest.mark.long
@pytest.mark.parametrize("people", [10, 25, 40])
@pytest.mark.parametrize("true", [0.5, 0.7, 0.9, 0.97])
def test_nothing_is_improved_in_more_programmes_than_allowed(people: int, true: float) -> None:
    assert false_programmes(10_000, people, true, changes=8) <= 10_000 * FALSE_VERDICTS


def power(people: int, place: int) -> float:
    """Return how often 70 then 90 % are found improved, every outcome summed."""

    def chance(count: int, true: float) -> float:
        return comb(people, count) * true**count * (1 - true) ** (people - count)

    return sum(
        chance(before, 0.7) * chance(after, 0.9)
        for before in range(people + 1)
        for after in range(before, people + 1)
        if verdict(before, after, people, rule(place)) == "improved"
    )


@pytest.mark.long
@pytest.mark.parametrize(("place", "found"), [(1, 0.827), (2, 0.652), (3, 0.522)])
def test_how_often_each_change_is_found_is_what_the_documents_say(place: int, found: float) -> None:
    assert power(62, place) == pytest.approx(found, abs=1e-3)


def chosen_as_lowest(programmes: int, modules: int, among: int) -> int:
    """Return how many programmes call the lowest of their modules improved; nothing changes."""
    rng = np.random.default_rng(11)
    before = rng.binomial(30, 0.8, size=(programmes, modules)).min(axis=1).tolist()
    after = rng.binomial(30, 0.8, size=programmes).tolist()
    return sum(
        verdict(*pair, 30, rule(1, among)) == "improved" for pair in zip(before, after, strict=True)
    )


def test_the_lowest_of_eight_rises_by_itself_unless_the_choice_is_declared() -> None:
    assert chosen_as_lowest(1_000, 8, among=1) > 1_000 * 2 * FALSE_VERDICTS
    assert chosen_as_lowest(1_000, 8, among=8) <= 1_000 * FALSE_VERDICTS
