"""Which rises may be told: themes that more of the latest cohort mention than before.

Part of the gate, on top of the themes that `analysis.disclosure.themes` releases. A rise was
found among all that was written; it is told with the counts that the page of themes shows
anyway, so that it adds no number to what can be subtracted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.disclosure.gate import INSIDE, Withheld
from analysis.disclosure.themes import ReleasedThemes, ShownTheme
from surveys.texts import Slug

LEVELS = (0.001, 0.01, 0.05)
"""What the chance of a false alarm is told to be at the most. The chance itself would give
the counts away that it was made of, and some of those are withheld."""


@dataclass(frozen=True, slots=True)
class RiseRecord:
    """An alarm of the latest cohort, before the gate."""

    theme: int
    """Number of a theme."""
    cohort: Slug
    kind: Literal["new", "growing"]
    p: float
    """As `analysis.themes.results.Alarm` has it."""
    part: bool = False
    """The same."""


@dataclass(frozen=True, slots=True)
class ShownRise:
    """A theme that more of one cohort mention than of those before it."""

    theme: int
    cohort: Slug
    kind: Literal["new", "growing"]
    people: int
    """Of the cohort."""
    of: int
    """Who wrote anything in the cohort."""
    people_before: int | Withheld
    """Of all cohorts before it. Nobody and a few look alike."""
    of_before: int
    at_most: float
    """The chance of such a rise where nothing changed is this or less: one of `LEVELS`."""
    part: bool = False
    """Whether it rose in a part of the theme: people put other ideas to it since."""


@dataclass(frozen=True, slots=True)
class ReleasedRises:
    """The rises that may be told, most certain first."""

    shown: tuple[ShownRise, ...]
    too_small: int
    """How many were found among people who are too few to be told of."""


def release_rises(
    rises: Sequence[RiseRecord],
    standing: ReleasedThemes,
    proposed: Sequence[ShownTheme],
    cohorts: Sequence[Slug],
) -> ReleasedRises:
    """Return the rises that may be told.

    Both groups must be enough people: those of the cohort who mention the theme, and those
    who wrote anything before. How many mentioned it before may be nobody, so that number
    may be withheld; it is what the shown total of the theme leaves beside the cohort.
    A rise of a theme that people dismissed is not counted at all.

    Args:
        rises: Most certain first.
        standing: What is shown of the themes that stand.
        proposed: Themes that are new in a proposal, of which rises may be told too.
        cohorts: Of the activity, oldest first.
    """
    dismissed = {theme.number for theme in standing.dismissed}
    themes = {theme.number: theme for theme in (*proposed, *standing.themes)}
    asked = [rise for rise in rises if rise.theme not in dismissed]
    shown = [
        told
        for rise in asked
        if rise.theme in themes
        and (told := _shown(rise, themes[rise.theme], standing.wrote, cohorts))
    ]
    return ReleasedRises(tuple(shown), len(asked) - len(shown))


def _shown(
    rise: RiseRecord, theme: ShownTheme, wrote: Mapping[Slug, int], cohorts: Sequence[Slug]
) -> ShownRise | None:
    mentioned = theme.shares.get(rise.cohort)
    earlier = sum(wrote.get(cohort, 0) for cohort in cohorts[: cohorts.index(rise.cohort)])
    if mentioned is None or earlier < INSIDE:
        return None
    before = theme.respondents - mentioned.people
    return ShownRise(
        theme=rise.theme,
        cohort=rise.cohort,
        kind=rise.kind,
        people=mentioned.people,
        of=mentioned.of,
        people_before=before if before >= INSIDE else Withheld(),
        of_before=max(earlier, before),
        at_most=min((level for level in LEVELS if rise.p <= level), default=1.0),
        part=rise.part,
    )
