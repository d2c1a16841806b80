"""The gate before rises: told with numbers that are shown anyway, or only counted."""

import pytest

from analysis.disclosure.gate import Withheld
from analysis.disclosure.rises import ReleasedRises, RiseRecord, ShownRise, release_rises
from analysis.disclosure.themes import ThemeRecord, release_themes
from analysis.disclosure.voices import Reading, Writers
from surveys.texts import Text

COHORTS = ["a", "b", "c"]


def theme(number: int = 1, *, dismissed: bool = False, **respondents: int) -> ThemeRecord:
    return ThemeRecord(
        number=number,
        label=Text(fr="Exemples", en="Examples"),
        words=(),
        respondents=respondents,
        said_in={},
        quotes=(),
        stability=None,
        dismissed=dismissed,
    )


def told(
    *themes: ThemeRecord, p: float = 0.004, proposed: tuple[ThemeRecord, ...] = (), **wrote: int
) -> ReleasedRises:
    """What is told of a rise of theme 1 in cohort c."""
    sizes = {"a": 40, "b": 40, "c": 40} | wrote
    read = [Reading(cohort, cohort, "needs", n, n, 0, 0) for cohort, n in sizes.items()]
    writers = [Writers(cohort, cohort, ("needs",), n) for cohort, n in sizes.items()]
    standing, others = (
        release_themes(some, read, COHORTS, writers=writers) for some in (themes, proposed)
    )
    rise = RiseRecord(theme=1, cohort="c", kind="growing", p=p)
    return release_rises([rise], standing, others.themes, COHORTS)


def test_a_rise_is_told_with_the_counts_that_the_page_shows() -> None:
    assert told(theme(a=5, b=6, c=12)) == ReleasedRises(
        (
            ShownRise(
                theme=1,
                cohort="c",
                kind="growing",
                people=12,
                of=40,
                people_before=11,
                of_before=80,
                at_most=0.01,
            ),
        ),
        too_small=0,
    )


@pytest.mark.parametrize("before", [0, 4])
def test_nobody_and_a_few_before_look_alike(before: int) -> None:
    (rise,) = told(theme(a=before, c=12)).shown

    assert rise.people_before == Withheld()


def test_a_rise_of_four_people_is_only_counted() -> None:
    assert told(theme(a=9, c=4)) == ReleasedRises((), too_small=1)
    assert told() == ReleasedRises((), too_small=1)


def test_a_rise_after_a_cohort_in_which_four_wrote_is_only_counted() -> None:
    assert told(theme(c=12), a=4, b=0) == ReleasedRises((), too_small=1)


def test_a_rise_of_what_people_dismissed_is_not_even_counted() -> None:
    assert told(theme(dismissed=True, a=5, c=12)) == ReleasedRises((), too_small=0)


def test_a_rise_that_came_with_a_proposal_is_told_from_there() -> None:
    (rise,) = told(proposed=(theme(c=9),)).shown

    assert (rise.people, rise.of) == (9, 40)


@pytest.mark.parametrize(
    ("p", "at_most"), [(0.0002, 0.001), (0.001, 0.001), (0.0011, 0.01), (0.03, 0.05), (0.06, 1.0)]
)
def test_the_chance_of_a_false_alarm_is_told_in_steps(p: float, at_most: float) -> None:
    (rise,) = told(theme(a=5, c=12), p=p).shown

    assert rise.at_most == at_most
