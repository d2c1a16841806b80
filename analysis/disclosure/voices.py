"""Who is counted among those who say something, and who of them may be heard.

Part of the gate, under the threshold and the rules of `analysis.disclosure.gate`.
Everything is decided when it is read, from what still stands: a survey that held
five comments at the search and holds four now is withheld now.

People are counted from below. Nobody knows whether who answered a second survey of
a cohort also answered the first, so a cohort counts as many people as its largest
survey: two surveys in which three mention a theme may be the same three.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.disclosure.gate import check_threshold, people_by_cohort
from surveys.texts import Slug


@dataclass(frozen=True, slots=True)
class Reading:
    """What the search read on one question of one survey, as far as it still stands."""

    survey: Slug
    cohort: Slug
    question: str
    comments: int
    """One a person."""
    respondents: int
    """Distinct submissions with at least one idea."""
    set_aside: int
    """Comments that name no need, those that only praise included."""
    unsure: int
    """Ideas in no theme."""
    praise: int = 0
    """Comments that only praise in general."""


@dataclass(frozen=True, slots=True)
class Writers:
    """How many wrote under exactly these questions of one survey, as far as it still stands."""

    survey: Slug
    cohort: Slug
    questions: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Voices:
    """Of those who say one thing: who is counted, and who may be heard."""

    by_cohort: Mapping[Slug, int]
    """The cohorts that may be told apart."""
    respondents: int
    surveys: frozenset[Slug]
    """Those that lend quotes and words."""
    counted: frozenset[Slug]
    """The cohorts that `respondents` counts."""
    unheard: int
    """People who are counted, and may not be heard."""


@dataclass(frozen=True, slots=True)
class Surveys:
    """The surveys that were read."""

    cohort_of: Mapping[Slug, Slug]
    heard: frozenset[Slug]
    """Those in which at least the threshold wrote."""
    threshold: int

    @classmethod
    def read(cls, readings: Sequence[Reading], threshold: int) -> "Surveys":
        """Raises ValueError: the threshold is below `INSIDE`."""
        check_threshold(threshold)
        return cls(
            {reading.survey: reading.cohort for reading in readings},
            frozenset(reading.survey for reading in readings if reading.comments >= threshold),
            threshold,
        )

    def people(self, respondents: Mapping[Slug, int]) -> dict[Slug, int]:
        """Return the fewest people behind counts by survey, by cohort."""
        return people_by_cohort(
            (self.cohort_of[survey], people) for survey, people in respondents.items()
        )

    def enough(self, respondents: Mapping[Slug, int]) -> bool:
        """Whether at least the threshold say it."""
        return sum(self.people(respondents).values()) >= self.threshold

    def voices(self, respondents: Mapping[Slug, int]) -> Voices:
        """Return who may be heard of those who say one thing, by survey.

        Cohorts in which too few say it are one hidden part: below the threshold they are
        not counted; else those of them whose surveys are not withheld are heard, if these
        too are enough.
        """
        everyone = {cohort: n for cohort, n in self.people(respondents).items() if n}
        shown = {cohort: n for cohort, n in everyone.items() if n >= self.threshold}
        hidden = sum(everyone.values()) - sum(shown.values())
        counted = hidden >= self.threshold
        aside = {
            survey: people
            for survey, people in respondents.items()
            if survey in self.heard and self.cohort_of[survey] not in shown
        }
        heard = sum(self.people(aside).values())
        mixed = heard >= self.threshold
        return Voices(
            by_cohort=shown,
            respondents=sum(shown.values()) + (hidden if counted else 0),
            surveys=frozenset(
                survey for survey in self.heard if mixed or self.cohort_of[survey] in shown
            ),
            counted=frozenset(everyone if counted else shown),
            unheard=hidden - heard if counted else 0,
        )
