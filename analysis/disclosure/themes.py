"""What may be shown of themes, and of the comments they were found in.

Part of the gate, under the threshold and the rules of `analysis.disclosure.gate`.
Everything is decided when it is read, from what still stands: a survey that held
five comments at the search and holds four now is withheld now.

People are counted from below. Nobody knows whether who answered a second survey of
a cohort also answered the first, so a cohort counts as many people as its largest
survey: two surveys in which three mention a theme may be the same three.

A theme speaks with the words of those who are counted in it, and of no others. A
survey in which fewer people than the threshold wrote is never quoted and lends no
word; nor do the few whom a total leaves out.

What is not protected here: groups are made blind to cohorts, so who is withheld has
helped to draw them, and to put the words of others into an order.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from analysis.disclosure.gate import INSIDE, Withheld, check_threshold, people_by_cohort
from surveys.texts import LANGUAGES, Language, Slug, Text

MOST_QUOTES = 3
MOST_WORDS = 6


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
    """Comments that name no need."""
    unsure: int
    """Ideas in no theme."""
    praise: int = 0
    """Those of the comments set aside that praise in general."""


@dataclass(frozen=True, slots=True)
class IdeaRecord:
    """One idea as it still stands, before the gate."""

    idea: str
    """What people call it when they decide of it: `analysis.themes.results.Mention.idea`."""
    text: str
    language: Language
    survey: Slug
    quotable: bool
    """Whether who wrote it agreed to be quoted outside the team."""
    unsure: str | None
    """Why it is in no theme, as `analysis.themes.results.Unsure` has it; None in a theme."""
    pinned: bool
    """Whether a person decided where it is."""


@dataclass(frozen=True, slots=True)
class ThemeQuote:
    """What one participant wrote, before the gate."""

    text: str
    language: Language
    survey: Slug
    quotable: bool = False
    """Whether who wrote it agreed to be quoted outside the team."""


@dataclass(frozen=True, slots=True)
class ThemeRecord:
    """A theme as it was found and as its comments still stand, before the gate."""

    label: Text
    words: tuple[str, ...]
    """Most typical first; more than are shown."""
    respondents: Mapping[Slug, int]
    """Distinct submissions that mention it, by survey; where nobody does may be absent."""
    said_in: Mapping[str, Collection[Slug]]
    """The surveys in which people wrote a label or word, by itself, as `label` and `words`
    have it; what nobody wrote is absent."""
    quotes: tuple[ThemeQuote, ...]
    """Best first, each from another person; more than are shown."""
    stability: float | None
    """As `analysis.themes.results.Theme` has it; None if not measured. What follows is too."""
    number: int = 0
    coherence: float | None = None
    name: Text | None = None
    dismissed: bool = False
    locked: bool = False
    origin: str = "groups"


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """What one participant wrote."""

    text: str
    cohort: Slug | None
    """None where naming it would tell that a withheld count is not 0."""
    language: Language
    quotable: bool = False
    """Whether who wrote it agreed to be quoted outside the team."""


@dataclass(frozen=True, slots=True)
class ShownTheme:
    """A theme that at least the threshold mention."""

    label: Text | None
    """None where nobody who may be quoted said any word of it."""
    words: tuple[str, ...]
    respondents: int
    """Distinct respondents, but for the few of withheld cohorts that a difference would show."""
    respondents_by_cohort: Mapping[Slug, int | Withheld]
    """Every cohort asked for, those nobody mentions it in included."""
    quotes: tuple[ShownQuote, ...]
    stability: float | None
    """As it was found, from 0 to 1: it says nothing of anybody."""


@dataclass(frozen=True, slots=True)
class ReleasedThemes:
    """The themes that may be shown, most respondents first."""

    themes: tuple[ShownTheme, ...]
    withheld: int
    """How many were left out because fewer than the threshold mention them."""


@dataclass(frozen=True, slots=True)
class ShownReading:
    """What themes were sought in, as far as it may be told."""

    comments: int
    """Without the few that the pages of cohorts withhold."""
    set_aside: int | Withheld
    unsure: int | Withheld
    """In ideas, not in people."""


@dataclass(frozen=True, slots=True)
class _Voices:
    """Who is counted in a theme, and who may be heard."""

    by_cohort: Mapping[Slug, int]
    """The cohorts that may be told apart."""
    respondents: int
    surveys: frozenset[Slug]
    """Those that lend quotes and words."""


def release_themes(
    themes: Sequence[ThemeRecord],
    readings: Sequence[Reading],
    cohorts: Sequence[Slug],
    *,
    threshold: int = INSIDE,
) -> ReleasedThemes:
    """Return the themes that may be shown, with their counts in each of `cohorts`.

    A theme needs the threshold of distinct respondents, and so does its count in
    a cohort: 0 and "a few" both are `Withheld`. The respondents of the withheld
    cohorts are together one hidden part, as in `release_family`: below the threshold
    they are left out of `respondents`, and are neither quoted nor heard; otherwise they
    are counted, and those of them whose surveys are not withheld are quoted without
    their cohort, if these too are enough.

    Quotes and words are the first few of those that may be shown, so that their number
    does not tell how many may not. Themes come by what is shown of them, alike ones
    included: any other order would tell of what is not.

    Args:
        themes: In any order.
        readings: All that was read, for the surveys and cohorts of `themes`.
        cohorts: All the cohorts the themes were sought in. Pages that release one
            set of themes over different cohorts could be subtracted.
        threshold: Fewest people behind a number; `INSIDE` or more.

    Raises:
        ValueError: the threshold is below `INSIDE`.
    """
    check_threshold(threshold)
    cohort_of = {reading.survey: reading.cohort for reading in readings}
    heard = frozenset(reading.survey for reading in readings if reading.comments >= threshold)
    shown = [
        _shown_theme(theme, _voices(theme, cohort_of, heard, threshold), cohort_of, cohorts)
        for theme in themes
        if sum(_by_cohort(theme.respondents, cohort_of).values()) >= threshold
    ]
    shown.sort(key=_order)
    return ReleasedThemes(tuple(shown), withheld=len(themes) - len(shown))


def release_reading(
    readings: Sequence[Reading], *, threshold: int = INSIDE
) -> ShownReading | Withheld:
    """Return how many comments themes were sought in, and what became of them.

    The pages of cohorts say how many people wrote something; whoever subtracts that
    from all comments is left with those of the withheld. So these are treated as in
    `release_family`: a few on one question are left out of everything.

    Raises:
        ValueError: the threshold is below `INSIDE`.
    """
    check_threshold(threshold)
    hidden: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.comments < threshold:
            hidden.setdefault(reading.question, []).append(reading)
    enough = {
        question
        for question, few in hidden.items()
        if sum(people_by_cohort((r.cohort, r.comments) for r in few).values()) >= threshold
    }
    counted = [r for r in readings if r.comments >= threshold or r.question in enough]
    if sum(people_by_cohort((r.cohort, r.respondents) for r in counted).values()) < threshold:
        return Withheld()

    def at_least(count: int) -> int | Withheld:
        return count if count >= threshold else Withheld()

    return ShownReading(
        comments=sum(each.comments for each in counted),
        set_aside=at_least(sum(each.set_aside for each in counted)),
        unsure=at_least(sum(each.unsure for each in counted)),
    )


def _by_cohort(respondents: Mapping[Slug, int], cohort_of: Mapping[Slug, Slug]) -> dict[Slug, int]:
    return people_by_cohort((cohort_of[survey], people) for survey, people in respondents.items())


def _voices(
    theme: ThemeRecord, cohort_of: Mapping[Slug, Slug], heard: Collection[Slug], threshold: int
) -> _Voices:
    everyone = _by_cohort(theme.respondents, cohort_of)
    shown = {cohort: people for cohort, people in everyone.items() if people >= threshold}
    hidden = sum(everyone.values()) - sum(shown.values())
    aside = {
        survey: people
        for survey, people in theme.respondents.items()
        if survey in heard and cohort_of[survey] not in shown
    }
    mixed = sum(_by_cohort(aside, cohort_of).values()) >= threshold
    return _Voices(
        by_cohort=shown,
        respondents=sum(shown.values()) + (hidden if hidden >= threshold else 0),
        surveys=frozenset(survey for survey in heard if mixed or cohort_of[survey] in shown),
    )


def _shown_theme(
    theme: ThemeRecord, voices: _Voices, cohort_of: Mapping[Slug, Slug], cohorts: Sequence[Slug]
) -> ShownTheme:
    def said(word: str) -> bool:
        return not voices.surveys.isdisjoint(theme.said_in.get(word, ()))

    words = tuple(islice(filter(said, theme.words), MOST_WORDS))
    return ShownTheme(
        label=_label(theme.label, said, words),
        words=words,
        respondents=voices.respondents,
        respondents_by_cohort={
            cohort: voices.by_cohort.get(cohort, Withheld()) for cohort in cohorts
        },
        quotes=tuple(_quotes(theme.quotes, voices, cohort_of)),
        stability=theme.stability,
    )


def _label(label: Text, said: Callable[[str], bool], words: Sequence[str]) -> Text | None:
    """Return the label, each language in place of the other where only one may be shown.

    Where neither may, the most typical word of the rest.
    """
    own = {language: label[language] for language in LANGUAGES if said(label[language])}
    rest = next(iter(own.values()), words[0][:1].upper() + words[0][1:] if words else None)
    if rest is None:
        return None
    return Text(fr=own.get("fr", rest), en=own.get("en", rest))


def _quotes(
    quotes: Sequence[ThemeQuote], voices: _Voices, cohort_of: Mapping[Slug, Slug]
) -> list[ShownQuote]:
    """Return the first few that may be shown; what many wrote in the same words is shown once."""
    heard = {
        quote.text.casefold(): quote for quote in reversed(quotes) if quote.survey in voices.surveys
    }
    chosen = [quote for quote in quotes if heard.get(quote.text.casefold()) is quote]
    return [
        ShownQuote(
            quote.text,
            cohort_of[quote.survey] if cohort_of[quote.survey] in voices.by_cohort else None,
            quote.language,
            quote.quotable,
        )
        for quote in chosen[:MOST_QUOTES]
    ]


def _order(theme: ShownTheme) -> tuple[object, ...]:
    label = theme.label.fr if theme.label else ""
    return (-theme.respondents, label, theme.words, [quote.text for quote in theme.quotes])
