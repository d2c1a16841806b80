"""What stands and what is proposed, side by side: whoever subtracts them learns of no few.

Both are drawn from the same comments. The attacker reads one page: all that is shown of the
themes that stand, and all that is shown of the proposal.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import INSIDE, Withheld
from analysis.disclosure.proposals import (
    ChangeKind,
    ChangeRecord,
    ProposedTheme,
    ReleasedProposal,
    release_proposal,
)
from analysis.disclosure.themes import (
    ReleasedThemes,
    ThemeQuote,
    ThemeRecord,
    release_themes,
)
from analysis.disclosure.voices import Reading
from surveys.texts import Text

COHORTS = ("a", "b", "c")
READ = [Reading(cohort, cohort, "needs", 40, 40, 0, 0) for cohort in COHORTS]


def theme(number: int, **respondents: int) -> ThemeRecord:
    return ThemeRecord(
        number=number,
        label=Text(fr="Exemples", en="Examples"),
        words=(),
        respondents=respondents,
        said_in={},
        quotes=tuple(ThemeQuote(f"De {survey}", "fr", survey) for survey in respondents),
        stability=None,
        roles={survey: {"member": n} for survey, n in respondents.items()},
    )


def layer(*themes: ThemeRecord) -> ReleasedThemes:
    return release_themes(themes, READ, COHORTS)


def proposal(
    now: Sequence[ThemeRecord], then: Sequence[ThemeRecord], *changes: ChangeRecord
) -> ReleasedProposal:
    return release_proposal(layer(*now), layer(*then), changes)


def told(released: ReleasedProposal) -> list[tuple[str, dict[int, int | None]]]:
    """Each change with what is told of its themes; None where no number is."""
    return [
        (
            change.kind,
            {
                each.number: None if isinstance(each.at_least, Withheld) else each.at_least
                for each in change.after
            },
        )
        for change in released.changes
    ]


GROWN = ChangeRecord("grown", 1, ())


def test_people_of_a_proposal_are_told_in_steps_of_five() -> None:
    assert told(proposal([theme(1, a=9)], [theme(1, a=14)], GROWN)) == [("grown", {1: 10})]
    assert told(proposal([theme(1, a=9)], [theme(1, a=15)], GROWN)) == [("grown", {1: 15})]


@pytest.mark.parametrize("people", [5, 8, 10, 13])
def test_that_a_theme_changes_by_a_few_is_not_told(people: int) -> None:
    released = proposal([theme(1, a=9)], [theme(1, a=people)], GROWN)

    assert (released.changes, released.withheld) == ((), 1)


def test_what_goes_on_nearly_as_it_is_has_no_number_where_it_is_split() -> None:
    split = ChangeRecord("split", 1, (2, 3))
    released = proposal([theme(1, a=20)], [theme(1, a=17), theme(2, a=9), theme(3, a=4)], split)

    assert told(released) == [("split", {1: None, 2: 5})]


def test_a_hidden_theme_that_is_put_to_a_shown_one_is_not_told_of() -> None:
    merged = ChangeRecord("merged", 2, (1,))
    now, then = [theme(1, a=9), theme(2, a=4)], [theme(1, a=13)]

    assert proposal(now, then, merged).changes == ()
    assert told(proposal([theme(1, a=9), theme(2, a=8)], then, merged)) == [("merged", {1: None})]


def test_a_part_of_another_change_is_not_told_as_new_too() -> None:
    changes = [ChangeRecord("new", 2, (1,)), ChangeRecord("split", 1, (2,))]
    released = proposal([theme(1, a=20)], [theme(1, a=9), theme(2, a=11)], *changes)

    assert told(released) == [("split", {1: 5, 2: 10})]
    assert released.withheld == 0


def test_only_a_theme_from_outside_of_themes_has_its_cohorts_told_for_rises() -> None:
    now, then = [theme(1, a=20)], [theme(1, a=20), theme(4, a=6, b=5), theme(5, a=7)]
    released = proposal(now, then, ChangeRecord("new", 4, ()), ChangeRecord("new", 5, (1,)))

    assert told(released) == [("new", {4: 10}), ("new", {5: 5})]
    assert [each.respondents_by_cohort for each in released.risen] == [
        {"a": 6, "b": 5, "c": Withheld()}
    ]


def test_no_quote_of_a_proposal_names_its_cohort() -> None:
    (change,) = proposal([theme(1, a=9)], [theme(1, a=14)], GROWN).changes

    assert [(quote.text, quote.cohort) for quote in change.after[0].quotes] == [("De a", None)]


def test_what_was_hidden_looks_new_and_what_would_be_looks_gone() -> None:
    assert told(proposal([theme(1, a=4)], [theme(1, a=9)], GROWN)) == [("new", {1: 5})]
    assert told(proposal([theme(1, a=9)], [theme(1, a=4)], GROWN)) == [("gone", {})]
    assert proposal([theme(1, a=3)], [theme(1, a=4)], GROWN).withheld == 1


COUNTS = st.dictionaries(st.sampled_from(COHORTS), st.integers(0, 30))


@given(
    now=st.lists(COUNTS, max_size=4),
    then=st.lists(COUNTS, max_size=4),
    kinds=st.lists(st.sampled_from(get_args(ChangeKind)), min_size=4, max_size=4),
    others=st.lists(st.sets(st.integers(1, 4)), min_size=4, max_size=4),
)
def test_whatever_is_subtracted_what_is_left_may_be_nobody_or_five(
    now: list[dict[str, int]],
    then: list[dict[str, int]],
    kinds: list[ChangeKind],
    others: list[set[int]],
) -> None:
    """The attacker knows every number of what stands, and subtracts any sum of them."""
    standing = layer(*(theme(number, **each) for number, each in enumerate(now, start=1)))
    proposed = layer(*(theme(number, **each) for number, each in enumerate(then, start=1)))
    changes = [
        ChangeRecord(kind, number, tuple(sorted(parts)))
        for number, (kind, parts) in enumerate(zip(kinds, others, strict=True), start=1)
    ]
    known = {each.number: each.respondents for each in standing.themes}
    sums = {sum(some) for size in range(5) for some in combinations(known.values(), size)}

    released = release_proposal(standing, proposed, changes)

    for change in released.changes:
        for each in change.after:
            possible = _possible(each, known.get(each.number), change.kind)
            for known_sum in sums:
                left = {people - known_sum for people in possible}
                assert any(n == 0 or abs(n) >= INSIDE for n in left)


def _possible(each: ProposedTheme, stands: int | None, kind: ChangeKind) -> set[int]:
    """Whatever number of people may be behind what is told: the attacker knows the rules."""
    if isinstance(each.at_least, Withheld):
        assert stands is not None
        assert kind not in {"grown", "shrunk"}
        return set(range(stands - 4, stands + 5))
    people = set(range(each.at_least, each.at_least + INSIDE))
    return people if stands is None else {n for n in people if abs(n - stands) >= INSIDE}
