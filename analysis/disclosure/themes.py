"""What may be shown of themes.

Part of the gate, under the threshold and the rules of `analysis.disclosure.gate`;
`analysis.disclosure.voices` says who is counted.

A theme speaks with the words of those who are counted in it, and of no others. A
survey in which fewer people than the threshold wrote is never quoted and lends no
word; nor do the few whom a total leaves out.

What is not protected here: groups are made blind to cohorts, so who is withheld has
helped to draw them, and to put the words of others into an order. And who decides about
themes moves ideas that are shown, and may see counts follow: people signed in are trusted
not to sort ideas in order to learn whose they are, and each decision is kept.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from analysis.disclosure.gate import INSIDE, Withheld
from analysis.disclosure.voices import Reading, Surveys, Voices, Writers
from surveys.slices import NOT_SAID
from surveys.texts import BESIDE, LANGUAGES, Language, Slug, Text

MOST_QUOTES = 3
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class ThemeQuote:
    """What one participant wrote, before the gate."""

    text: str
    language: Language
    survey: Slug
    quotable: bool = False
    """Whether who wrote it agreed to be quoted outside the team."""


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
class ThemeRecord:
    """A theme as it was found and as its comments still stand, before the gate."""

    label: Text
    words: tuple[str, ...]
    """Most typical first; more than are shown."""
    respondents: Mapping[Slug, int]
    """Distinct submissions that mention it, by survey; where nobody does may be absent."""
    said_in: Mapping[str, Collection[Slug]]
    """The surveys in which people wrote a label or word, by itself, as `label` and `words`
    have it; what nobody wrote is absent. Of two phrases side by side each is among `words`."""
    quotes: tuple[ThemeQuote, ...]
    """Best first, each from another person; more than are shown."""
    stability: float | None
    """As `analysis.themes.results.Theme` has it; None if not measured. What follows is too."""
    number: int = 0
    coherence: float | None = None
    name: Text | None = None
    dismissed: bool = False
    confirmed: bool = False
    locked: bool = False
    origin: str = "groups"
    roles: Mapping[Slug, Mapping[str, int]] = field(default_factory=dict)
    """Distinct submissions that mention it, by survey and role, `NOT_SAID` included."""
    spoken: Mapping[str, Collection[tuple[Slug, Language]]] = field(default_factory=dict)
    """In which surveys, and in which language, people wrote each phrase, in lower case."""


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """What one participant wrote."""

    text: str
    cohort: Slug | None
    """None where naming it would tell that a withheld count is not 0."""
    language: Language
    quotable: bool = False
    """Whether who wrote it agreed to be quoted outside the team."""


class Mentioned(NamedTuple):
    """How many of one cohort mention a theme."""

    people: int
    of: int
    """Who wrote anything in the cohort; no fewer than `people`."""


_TYPICAL = 3


@dataclass(frozen=True, slots=True)
class ShownTheme:
    """A theme that at least the threshold mention."""

    number: int
    """Its identity within the activity: what it is called in addresses."""
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
    coherence: float | None = None
    """As it was found, from -1 to 1."""
    name: Text | None = None
    """What people called it: it wins over the label."""
    confirmed: bool = False
    """Whether people said that it is a need."""
    locked: bool = False
    origin: str = "groups"
    shares: Mapping[Slug, Mentioned] = field(default_factory=dict)
    """Of the cohorts whose count is told, if as many wrote as may be told."""
    roles: Mapping[str, int] = field(default_factory=dict)
    """Respondents by role, most first; roles of a few, and those who did not say, are absent."""
    only_in: Mapping[Language, Language] = field(default_factory=dict)
    """For a reader's language, the other one, where only in that one people said the label."""

    @property
    def called(self) -> Text | None:
        """What a reader calls it."""
        return self.name or self.label

    @property
    def typical(self) -> tuple[str, ...]:
        """The words that tell it apart in a list of names; none where people named it.

        A label that is found is often one wide word, such as "project".
        """
        if self.name or self.label is None:
            return ()
        said = f"{self.label.fr} {self.label.en}".casefold()
        return tuple(each for each in self.words if each.casefold() not in said)[:_TYPICAL]


@dataclass(frozen=True, slots=True)
class ReleasedThemes:
    """The themes that may be shown, most respondents first."""

    themes: tuple[ShownTheme, ...]
    withheld: int
    """How many were left out because fewer than the threshold mention them."""
    dismissed: tuple[ShownTheme, ...] = ()
    """Those of which people said that they are no need; where a few mention one, it is absent."""
    wrote: Mapping[Slug, int] = field(default_factory=dict)
    """Who wrote anything, by cohort, as far as it may be told."""


def release_themes(
    themes: Sequence[ThemeRecord],
    readings: Sequence[Reading],
    cohorts: Sequence[Slug],
    *,
    writers: Sequence[Writers] = (),
    threshold: int = INSIDE,
) -> ReleasedThemes:
    """Return the themes that may be shown, with their counts in each of `cohorts`.

    A theme needs the threshold of distinct respondents, and so does its count in
    a cohort: 0 and "a few" both are `Withheld`. The respondents of the withheld
    cohorts are together one hidden part, as in `release_family`: below the threshold
    they are left out of `respondents`, and are neither quoted nor heard; otherwise they
    are counted, and those of them whose surveys are not withheld are quoted without
    their cohort, if these too are enough.

    Of whom the respondents of a cohort are a share is told apart from the questions that
    fewer than the threshold answered there: who wrote anything, less who answered a shown
    question, would else be some of them.

    Roles are parts of `respondents`: what the shown ones leave of it is nobody or the
    threshold. Nor is it ever one role alone that mentions a theme, for then all its quotes
    were of that role; nor is there any in a theme that people put together of quotes.

    Quotes and words are the first few of those that may be shown, so that their number
    does not tell how many may not. Themes come by what is shown of them, alike ones
    included: any other order would tell of what is not.

    Args:
        themes: In any order.
        readings: All that was read, for the surveys and cohorts of `themes`.
        cohorts: All the cohorts the themes were sought in. Pages that release one
            set of themes over different cohorts could be subtracted.
        writers: Who wrote under which questions; without them there are no shares.
        threshold: Fewest people behind a number; `INSIDE` or more.

    Raises:
        ValueError: the threshold is below `INSIDE`.
    """
    surveys = Surveys.read(readings, threshold)
    wrote = _wrote(writers, surveys, readings)
    shown = [theme for theme in themes if surveys.enough(theme.respondents)]

    def released(*, dismissed: bool) -> tuple[ShownTheme, ...]:
        some = [theme for theme in shown if theme.dismissed is dismissed]
        made = (_shown_theme(theme, surveys, cohorts, wrote) for theme in some)
        return tuple(sorted(made, key=_order))

    return ReleasedThemes(
        themes=released(dismissed=False),
        withheld=sum(not theme.dismissed for theme in themes)
        - sum(not theme.dismissed for theme in shown),
        dismissed=released(dismissed=True),
        wrote=wrote,
    )


def shown_quotes(
    quotes: Sequence[ThemeQuote], voices: Voices, surveys: Surveys
) -> Iterator[tuple[ThemeQuote, Slug | None]]:
    """Yield those that may be shown, with the cohort to name beside each if it may be named.

    What many wrote in the same words is shown once.
    """
    heard = {
        quote.text.casefold(): quote for quote in reversed(quotes) if quote.survey in voices.surveys
    }
    for quote in quotes:
        if heard.get(quote.text.casefold()) is quote:
            cohort = surveys.cohort_of[quote.survey]
            yield quote, cohort if cohort in voices.by_cohort else None


def _wrote(
    writers: Sequence[Writers], surveys: Surveys, readings: Sequence[Reading]
) -> dict[Slug, int]:
    told = {(each.survey, each.question) for each in readings if each.comments >= surveys.threshold}
    people: Counter[Slug] = Counter()
    for each in writers:
        if any((each.survey, question) in told for question in each.questions):
            people[each.survey] += each.people
    return {
        cohort: count
        for cohort, count in surveys.people(people).items()
        if count >= surveys.threshold
    }


def _shown_theme(
    theme: ThemeRecord, surveys: Surveys, cohorts: Sequence[Slug], wrote: Mapping[Slug, int]
) -> ShownTheme:
    voices = surveys.voices(theme.respondents)

    def said(word: str) -> bool:
        return not voices.surveys.isdisjoint(theme.said_in.get(word, ()))

    words = tuple(islice(filter(said, theme.words), MOST_WORDS))
    label = _label(theme.label, said, [*filter(said, theme.words)])
    return ShownTheme(
        number=theme.number,
        label=label,
        words=words,
        respondents=voices.respondents,
        respondents_by_cohort={
            cohort: voices.by_cohort.get(cohort, Withheld()) for cohort in cohorts
        },
        quotes=tuple(
            ShownQuote(quote.text, cohort, quote.language, quote.quotable)
            for quote, cohort in islice(shown_quotes(theme.quotes, voices, surveys), MOST_QUOTES)
        ),
        stability=theme.stability,
        coherence=theme.coherence,
        name=theme.name,
        confirmed=theme.confirmed,
        locked=theme.locked,
        origin=theme.origin,
        shares={
            cohort: Mentioned(people, max(people, wrote[cohort]))
            for cohort, people in voices.by_cohort.items()
            if cohort in wrote
        },
        roles=_roles(theme, voices, surveys),
        only_in={} if label is None or theme.name else _only_in(label, theme, voices),
    )


def _roles(theme: ThemeRecord, voices: Voices, surveys: Surveys) -> dict[str, int]:
    if theme.origin == "people":
        return {}
    people = _roles_counted(theme, voices, surveys)
    shown = [
        role
        for role in sorted(people, key=lambda role: (-people[role], role))
        if role != NOT_SAID and people[role] >= surveys.threshold
    ]
    while shown:
        rest = people.total() - sum(people[role] for role in shown)
        if rest >= surveys.threshold or (rest == 0 and len(shown) > 1):
            break
        shown.pop()
    return {role: people[role] for role in shown}


def _roles_counted(theme: ThemeRecord, voices: Voices, surveys: Surveys) -> Counter[str]:
    """Return the respondents of a theme by role: of each cohort, those of its largest survey."""
    largest: dict[Slug, Slug] = {}
    for survey in sorted(theme.respondents, key=lambda each: (theme.respondents[each], each)):
        largest[surveys.cohort_of[survey]] = survey
    people: Counter[str] = Counter()
    for cohort, survey in largest.items():
        if cohort in voices.counted:
            people.update(theme.roles.get(survey, {}))
    return people


def _label(label: Text, said: Callable[[str], bool], words: Sequence[str]) -> Text | None:
    """Return the label, each language in place of the other where only one may be shown.

    Of phrases side by side, those that are among `words`, which may all be shown. Where neither
    language has any, the first of these.
    """
    heard = {
        language: label[language] if said(label[language]) else _among(words, label[language])
        for language in LANGUAGES
    }
    own = {language: phrase for language, phrase in heard.items() if phrase}
    rest = next(iter(own.values()), _capitalised(words[0]) if words else None)
    if rest is None:
        return None
    return Text(fr=own.get("fr", rest), en=own.get("en", rest))


def _among(words: Sequence[str], label: str) -> str:
    """Return the phrases of a label that are among `words`, whatever their case."""
    known = {word.casefold(): word for word in reversed(words)}
    parts = (known.get(part.casefold()) for part in label.split(BESIDE))
    return _capitalised(BESIDE.join(part for part in parts if part))


def _capitalised(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _only_in(label: Text, theme: ThemeRecord, voices: Voices) -> dict[Language, Language]:
    """Return for which reader a label is in the other language, as those who are heard said it."""
    only: dict[Language, Language] = {}
    for reader in LANGUAGES:
        languages = {
            language
            for phrase in label[reader].casefold().split(BESIDE)
            for survey, language in theme.spoken.get(phrase, ())
            if survey in voices.surveys
        }
        if languages and reader not in languages:
            (only[reader],) = languages
    return only


def _order(theme: ShownTheme) -> tuple[object, ...]:
    label = theme.label.fr if theme.label else ""
    return (-theme.respondents, label, theme.words, [quote.text for quote in theme.quotes])
