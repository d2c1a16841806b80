"""What searching for themes returns, and what of it is kept.

A search returns what stands (`Searched.standing`) and, where it would change more than put new
ideas into themes that are there, what it proposes (`Searched.proposed`). Both are `ThemesFound`
under the same numbers, so what a proposal changes is seen by comparing the two, and a person
accepts it or leaves it. What people decided is held in what stands: names, states and pins.

No comment's text stands here but the phrases that name themes, only where it is found:
so erasing a comment erases its quotes. All of this is what was collected, not what may be
shown: `analysis.disclosure.themes` decides that.
"""

from hashlib import sha256
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from surveys.questions import Hint
from surveys.texts import Language, Slug, Spoken, Text

Unsure: TypeAlias = Literal["far", "vague", "few", "moved"]
"""Why an idea is in no theme: it is near none; it is near others, but names nothing in common
with them; too few people said the like; a person took it out of its theme."""

Detail: TypeAlias = Literal["fewer", "usual", "more"]
"""How many themes all ideas are grouped into: what comes out most surely, or the next stable
number below or above it. With fewer, themes of the usual number are joined; with more, divided."""

Origin: TypeAlias = Literal["groups", "rest", "rise", "people"]
"""Where a theme comes from: from grouping all ideas; from those that arrived and fit nowhere;
from a rise in one cohort, too small to be a group of its own; from a person who split another."""


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """An idea, in a theme or unsure: `text[start:end]` of one comment."""

    theme: int | None
    """Number of the theme; None: unsure."""
    submission_id: UUID
    question: str
    start: int
    end: int
    language: Language
    """Of the idea."""
    says: tuple[int, ...]
    """Which of its theme's `phrases` stand in it, as they are written there."""
    unsure: Unsure | None = None
    """Why it is in no theme; None in a theme."""
    pinned: bool = False
    """Whether a person decided where it is: no search moves it."""

    @property
    def idea(self) -> str:
        """What the idea is called where people point at it: tells nothing of who wrote it."""
        return idea_name(self.submission_id, self.question, self.start)


def idea_name(submission_id: UUID, question: str, start: int) -> str:
    """Return what the idea is called that begins at `start` of an answer."""
    return sha256(submission_id.bytes + f"{question} {start}".encode()).hexdigest()[:16]


class ReadComment(msgspec.Struct, frozen=True, kw_only=True):
    """A comment in which themes were sought."""

    submission_id: UUID
    question: str
    ideas: int
    """0 if it names no need ("rien à signaler") or only praises in general."""
    unsure: int
    """Ideas in no theme."""
    praise: bool = False
    """Whether it only praises in general ("tout était parfait"), which is an answer, not a need."""
    spoken: Spoken | None = None
    """The language or languages it is written in; None where little tells."""


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """What a group of ideas is about."""

    number: int
    """Its identity within the activity, from 1: kept from search to search, never given again."""
    label: Text
    """From the words of those who mention it."""
    words: tuple[str, ...]
    """Typical words or phrases, most typical first: more than are shown, because some may be
    withheld."""
    respondents: int
    """Distinct submissions that mention it."""
    ideas: int
    quotes: tuple[int, ...]
    """Indexes in `ThemesFound.mentions` of representative ideas, best first, from distinct
    submissions; at most 3 of a survey, so that without some surveys there are others."""
    stability: float | None
    """How well it survives when ideas are drawn again: the mean share of ideas in common with
    the most similar group of each draw (Jaccard), 0 to 1; None if not measured (too few ideas)."""
    coherence: float | None = None
    """How alike its ideas are beside those of the other themes, -1 to 1; None if not measured."""
    name: Text | None = None
    """What people called it: wins over the label, and no search changes it."""
    dismissed: bool = False
    """Whether people said that it is no need; it goes on taking in what is like it."""
    confirmed: bool = False
    """Whether people said that it is a need; never both this and dismissed."""
    locked: bool = False
    """Whether people closed it to searches: it gains and loses nothing but by their hand."""
    origin: Origin = "groups"

    @property
    def phrases(self) -> tuple[str, ...]:
        """All that is said of it in participants' words: both labels, then the words."""
        return (self.label.fr, self.label.en, *self.words)


class ThemesFound(msgspec.Struct, frozen=True, kw_only=True):
    """Themes, and where in the comments they are mentioned."""

    themes: tuple[Theme, ...]
    """Most respondents first; those without a mention too, if people decided something of them."""
    mentions: tuple[Mention, ...]
    """Every idea, those in no theme included."""
    read: tuple[ReadComment, ...]
    """Each comment once."""
    embedder: str
    """Name of the vectors used."""
    suggestion_only: bool
    """Too few ideas for statistics: a reading list with suggested groups."""
    next_number: int = 1
    """The number of the next new theme: above all that were ever given. Of what is proposed: the
    first that is new in it, so that `held` knows them from themes merged since."""


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """A theme that more of one cohort mention than of those before it."""

    theme: int
    """Number of a theme of what stands or, where it came up with the alarm, of what is proposed."""
    cohort: Slug
    kind: Literal["new", "growing"]
    """New: nobody, or hardly anybody, mentioned it before."""
    p: float
    """Chance of such a rise somewhere in this look where nothing changed, 0 to 1: adjusted for
    all themes looked at."""
    people: int
    """Respondents of the cohort who mention it."""
    of: int
    """Respondents of the cohort who wrote anything."""
    people_before: int
    """The same of all cohorts before it together."""
    of_before: int
    part: bool = False
    """Whether people put other ideas to those that rose: its theme is more than what it was
    raised on, and not new."""


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """What the search says of one cohort, the latest in which anybody wrote."""

    cohort: Slug
    looks: int
    """How often this cohort was looked at, this time included: each look spends a part of what
    false alarms are allowed."""
    of: int
    """Respondents of the cohort who wrote anything, when it was last looked at."""
    alarms: tuple[Alarm, ...]
    """All that were raised on it, at this look or an earlier one; most certain first."""


class IdeaHeard(msgspec.Struct, frozen=True, kw_only=True):
    """An idea that speaks of a module."""

    idea: str
    """As `Mention.idea` calls it."""
    hint: Hint | None
    """Whether its words praise or ask; None in doubt. Never more than a hint."""


class ModuleHeard(msgspec.Struct, frozen=True, kw_only=True):
    """What was written of one module, as far as it is near enough to its description."""

    item: str
    """The module: what its usefulness is stored under."""
    ideas: tuple[IdeaHeard, ...]
    """Nearest to the module first; each speaks of one module only."""


class ModuleSuggested(msgspec.Struct, frozen=True, kw_only=True):
    """A module that a theme is near to: a proposal of where its need could be met."""

    theme: int
    """Number of a theme of what stands or of what is proposed."""
    item: str
    nearness: float
    """Cosine of the theme's middle with the nearest part of the description, to 1."""


class IdeaNearest(msgspec.Struct, frozen=True, kw_only=True):
    """Which themes an idea is nearest to."""

    submission_id: UUID
    question: str
    start: int
    themes: tuple[int, ...]
    """Numbers, nearest first: a few."""


class Searched(msgspec.Struct, frozen=True, kw_only=True):
    """What one search for themes returns."""

    standing: ThemesFound
    """Takes the place of what stood: the ideas that arrived are in it."""
    proposed: ThemesFound | None
    """What the search would rather have; None where that is what stands."""
    watch: Watch | None
    """None without a cohort before the latest, or with too few ideas."""
    modules: tuple[ModuleHeard, ...] = ()
    """Each module of the activity, in the order asked; those nobody spoke of included."""
    suggested: tuple[ModuleSuggested, ...] = ()
    """By theme, nearest module first."""
    nearest: tuple[IdeaNearest, ...] = ()
    """Of each idea, in the order of the mentions of what stands."""
