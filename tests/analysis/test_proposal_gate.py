"""What stands and what is proposed, side by side: whoever subtracts them learns of no few.

Both are drawn from the same comments. The attacker reads one page: all that is shown of the
themes that stand, and all that is shown of the proposal.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import INSIDE, Withheld
from analysis.disclosure.proposals import (
    Change,
    ChangeRecord,
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
    kind: Change, now: Sequence[ThemeRecord], then: Sequence[ThemeRecord]
) -> ReleasedProposal:
    change = ChangeRecord(
        kind, tuple(each.number for each in now), tuple(each.number for each in then)
    )
    return release_proposal(layer(*now), layer(*then), [change])


def counts(released: ReleasedProposal) -> list[int | None]:
    """What is told of each theme of the proposal; None where it is withheld."""
    return [
        None if isinstance(each.respondents, Withheld) else each.respondents
        for change in released.changes
        for each in change.after
    ]


def test_a_theme_that_grows_by_a_few_says_that_it_grows_and_not_by_how_many() -> None:
    assert counts(proposal("grown", [theme(1, a=9)], [theme(1, a=11)])) == [None]
    assert counts(proposal("grown", [theme(1, a=9)], [theme(1, a=7)])) == [None]
    assert counts(proposal("grown", [theme(1, a=9)], [theme(1, a=14)])) == [14]
    assert counts(proposal("grown", [theme(1, a=9)], [theme(1, a=9)])) == [9]


def test_the_few_whom_a_split_leaves_out_cannot_be_counted() -> None:
    # 20 people, of which 17 go on in two parts: the third part has three, and is not shown.
    released = proposal("split", [theme(1, a=20)], [theme(1, a=12), theme(2, a=5), theme(3, a=3)])

    assert counts(released) == [12, None]


def test_a_hidden_theme_that_is_put_to_a_shown_one_cannot_be_counted() -> None:
    assert counts(proposal("merged", [theme(1, a=9), theme(2, a=4)], [theme(1, a=13)])) == [None]


def test_a_new_theme_is_told_with_all_its_people_and_its_cohorts_for_rises_alone() -> None:
    released = proposal("new", [], [theme(4, a=6, b=5)])

    assert counts(released) == [11]
    assert released.risen[0].respondents_by_cohort == {"a": 6, "b": 5, "c": Withheld()}


def test_no_quote_of_a_proposal_names_its_cohort() -> None:
    (change,) = proposal("grown", [theme(1, a=9)], [theme(1, a=14)]).changes

    assert [(quote.text, quote.cohort) for quote in change.after[0].quotes] == [("De a", None)]


def test_what_was_hidden_looks_new_and_what_would_be_looks_gone() -> None:
    assert proposal("grown", [theme(1, a=4)], [theme(1, a=9)]).changes[0].kind == "new"
    assert proposal("grown", [theme(1, a=9)], [theme(1, a=4)]).changes[0].kind == "gone"


def test_changes_among_hidden_themes_are_only_counted() -> None:
    released = proposal("grown", [theme(1, a=3)], [theme(1, a=4)])

    assert (released.changes, released.withheld) == ((), 1)


class Person(NamedTuple):
    """Somebody with one idea."""

    cohort: str
    now: int | None
    """The theme of it, as it stands."""
    then: int | None
    """The same, as it is proposed."""


PEOPLE = st.lists(
    st.builds(
        Person,
        cohort=st.sampled_from(COHORTS),
        now=st.sampled_from([None, 1, 2, 3]),
        then=st.sampled_from([None, 1, 2, 3, 4]),
    ),
    max_size=60,
)


@given(PEOPLE)
def test_no_sum_of_what_is_shown_of_both_is_of_a_few(
    people: list[Person],
) -> None:
    numbers = (1, 2, 3, 4)
    now = [theme(n, **Counter(each.cohort for each in people if each.now == n)) for n in numbers]
    then = [theme(n, **Counter(each.cohort for each in people if each.then == n)) for n in numbers]
    standing, proposed = layer(*now), layer(*then)
    changes = [ChangeRecord("grown", (number,), (number,)) for number in numbers]
    split = ChangeRecord("split", numbers, numbers)
    released = release_proposal(standing, proposed, [*changes, split])

    for change in released.changes:
        was = {each.number: each.respondents for each in change.before}
        told = {
            each.number: each.respondents
            for each in change.after
            if not isinstance(each.respondents, Withheld)
        }
        for number, count in told.items():
            assert _nobody_or_enough(count - was.get(number, 0))
        if told and was:
            assert _nobody_or_enough(sum(told.values()) - sum(was.values()))


def _nobody_or_enough(difference: int) -> bool:
    return difference == 0 or abs(difference) >= INSIDE
