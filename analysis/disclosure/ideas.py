"""Which ideas may be read one by one: those of a theme, or those in none.

Part of the gate, under the threshold of `analysis.disclosure.gate` and the rules of
`analysis.disclosure.voices`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.disclosure.gate import INSIDE
from analysis.disclosure.themes import IdeaRecord
from analysis.disclosure.voices import Reading, Surveys
from analysis.text.personal_data.detect import without
from analysis.text.personal_data.known import NOBODY, KnownNames
from surveys.texts import Language, Slug

A_PAGE = 200
"""Ideas: more are not read on one page."""


@dataclass(frozen=True, slots=True)
class ShownIdea:
    """What one participant wrote of one thing.

    It is masked when it is read: a theme may hold a hundred thousand, of which a page shows a few.
    """

    idea: str
    """What it is called in a decision: the same text said by others goes with it."""
    written: str
    """As it was written: to compare ideas by, and to unmask one. What is shown is `text`."""
    cohort: Slug | None
    """None where naming it would tell that a withheld count is not 0."""
    language: Language
    quotable: bool
    unsure: str | None
    pinned: bool
    known: KnownNames = field(default=NOBODY, repr=False, compare=False)

    @property
    def text(self) -> str:
        """With masks in the place of personal data."""
        return without(self.written, self.language, self.known)


@dataclass(frozen=True, slots=True)
class IdeaPage:
    """One page of a list of ideas."""

    ideas: tuple[ShownIdea, ...]
    number: int = 1
    """From 1."""
    pages: int = 1
    """All there are; 1 where there is no idea."""


def release_ideas(
    respondents: Mapping[Slug, int],
    ideas: Sequence[IdeaRecord],
    readings: Sequence[Reading],
    *,
    page: int = 1,
    threshold: int = INSIDE,
) -> IdeaPage:
    """Return the ideas that may be shown, of which many may say the same once, page by page.

    Where fewer than the threshold have such ideas, none is shown. A theme says how many
    people are counted in it; a list of what they said would tell how many of them may not
    be heard, and its order whose are whose. So it is in the order of what ideas are called, and
    those whose cohort is not named are listed only where the others are
    nobody or the threshold.

    Args:
        respondents: Distinct submissions with such an idea, by survey.
        ideas: In any order.
        readings: All that was read, for the surveys of `respondents`.
        page: Which; the last where there are not so many, the first below 1.
        threshold: Fewest people behind a number; `INSIDE` or more.

    Raises:
        ValueError: the threshold is below `INSIDE`.
    """
    shown = readable_ideas(respondents, ideas, readings, threshold=threshold)
    pages = max(1, math.ceil(len(shown) / A_PAGE))
    number = min(max(page, 1), pages)
    return IdeaPage(shown[(number - 1) * A_PAGE : number * A_PAGE], number, pages)


def readable_ideas(
    respondents: Mapping[Slug, int],
    ideas: Iterable[IdeaRecord],
    readings: Sequence[Reading],
    *,
    threshold: int = INSIDE,
) -> tuple[ShownIdea, ...]:
    """Return the same on one page; `ideas` may be some of those of `respondents`."""
    surveys = readable_surveys(respondents, readings, threshold=threshold)
    shown: dict[str, ShownIdea] = {}
    for idea in sorted(ideas, key=lambda each: each.idea):
        if idea.survey in surveys:
            shown.setdefault(
                idea.text.casefold(),
                ShownIdea(
                    idea=idea.idea,
                    written=idea.text,
                    cohort=surveys[idea.survey],
                    language=idea.language,
                    quotable=idea.quotable,
                    unsure=idea.unsure,
                    pinned=idea.pinned,
                    known=idea.known,
                ),
            )
    return tuple(shown.values())


def readable_surveys(
    respondents: Mapping[Slug, int], readings: Sequence[Reading], *, threshold: int = INSIDE
) -> dict[Slug, Slug | None]:
    """Return the surveys of which such ideas may be read, with the cohort to name, or None."""
    surveys = Surveys.read(readings, threshold)
    if not surveys.enough(respondents):
        return {}
    voices = surveys.voices(respondents)
    unnamed = voices.unheard == 0 or voices.unheard >= threshold
    cohorts = {survey: surveys.cohort_of[survey] for survey in voices.surveys}
    return {
        survey: cohort if cohort in voices.by_cohort else None
        for survey, cohort in cohorts.items()
        if cohort in voices.by_cohort or unnamed
    }
