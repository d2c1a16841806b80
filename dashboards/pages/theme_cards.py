"""Themes as a reader meets them: a name, how many people, how solid, typical words, quotes."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from analysis.disclosure.ideas import IdeaPage
from analysis.disclosure.modules import ShownModule
from analysis.disclosure.proposals import ReleasedProposal
from analysis.disclosure.rises import ReleasedRises
from analysis.disclosure.themes import ShownQuote, ShownTheme
from analysis.scores.share import share
from dashboards.figures.share_words import Whisker, both, reach, whisker
from dashboards.figures.theme_cohorts import count_in, label_of, language_hint
from dashboards.wording import Words
from surveys.texts import Language, Slug, Text

SOLID_ABOVE = 0.5
"""Stability above which a theme is called solid. At a half or less, Hennig (2007) calls a group
dissolved: what comes out again shares no more ideas with it than it has others."""

ALIKE_FROM = 0.2
"""Coherence from which the ideas of a theme are called alike. Of fifty themes that two people
read, 21 of the 28 above held ideas about one thing, and 8 of the 22 below; no label of those
below was found quite right (docs/labels.md)."""


class Detectable(msgspec.Struct, frozen=True, kw_only=True):
    """The smallest rise that would mostly be seen in a cohort of a size."""

    of: int
    """People who wrote."""
    before: float
    """Share of those before who mention it, from 0 to 1."""
    now: float
    """The same of the cohort."""


class ShownThemes(msgspec.Struct, frozen=True, kw_only=True):
    """The themes of an activity, as the gate released them."""

    themes: tuple[ShownTheme, ...]
    """Most respondents first."""
    withheld: int
    """How many the gate left out."""
    suggestion_only: bool
    """Too few ideas for statistics: groups to read, without numbers."""
    words_only: bool = False
    """Found without a model of meaning: by words in common, which do not cross languages."""
    dismissed: tuple[ShownTheme, ...] = ()
    """Those of which people said that they are no need."""
    watched: Slug | None = None
    """The cohort in which rises were sought; None where none could be."""
    detectable: Detectable | None = None
    """What could be seen in it; None where it may not be told who wrote, or nothing could be."""
    rises: ReleasedRises = ReleasedRises((), 0)
    proposal: ReleasedProposal | None = None
    """None where nothing is proposed of which anything may be told: nobody can decide unseen."""
    slight: bool = False
    """Whether the last search would only change what concerns too few people to be told."""
    search: str = ""
    """What the search is called that made the proposal: an answer is to this one, to no later."""
    unsure: IdeaPage = IdeaPage(())
    """Ideas in no theme, those that may be read."""
    suggested: Mapping[int, tuple[str, ...]] = {}
    """The modules that each theme is nearest to, nearest first, by item."""
    heard: tuple[ShownModule, ...] = ()
    """What was written of each module, in the order asked."""
    modules: Mapping[str, Text] = {}
    """What modules are called, by item."""
    roles: Mapping[str, Text] = {}
    """What roles are called, in the order of the question."""


class Quote(NamedTuple):
    text: str
    cohort: str
    """Empty where naming it would say too much."""
    quotable: bool
    """Whether it may be quoted outside the team."""
    language: Language
    """Of the text, for who hears it read."""


class CohortLine(NamedTuple):
    """How many of one cohort mention a theme."""

    cohort: str
    whisker: Whisker | None
    """None where the count is withheld."""
    share: str
    reach: str


class ThemeCard(NamedTuple):
    number: int
    label: str
    badges: tuple[str, ...]
    keywords: tuple[str, ...]
    counted: str
    """Empty where groups are only suggested."""
    stability: str
    """In a word; empty where nobody measured it."""
    coherence: str
    """That its ideas vary; empty where they are alike, or nobody measured it."""
    note: str
    """Why neither a word nor a quote is shown; empty where one is."""
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...] = ()
    """Where it comes from, what the comments call it, who mentions it, modules."""
    cohorts: tuple[CohortLine, ...] = ()
    spoken: Language | None = None
    """The language of its name, where that is not the reader's."""
    in_other: str = ""
    """The same in words."""


def theme_cards(
    shown: ShownThemes, cohorts: Mapping[Slug, str], words: Words, *, here: Slug | None = None
) -> tuple[ThemeCard, ...]:
    """Return a card for each theme.

    `cohorts` names each, oldest first; `here` is the one whose own count is told too: where it
    is given, the card says no more of the others.
    """
    return tuple(
        ThemeCard(
            number=theme.number,
            label=label_of(theme, words),
            badges=() if shown.suggestion_only else tuple(_badges(theme, shown, words)),
            keywords=theme.words,
            counted="" if shown.suggestion_only else _counted(theme, here, words),
            stability=stability_word(theme, words),
            coherence=coherence_word(theme, words) if _varied(theme) else "",
            note="" if theme.called or theme.quotes else words("theme_unheard"),
            quotes=quotes_of(theme.quotes, cohorts),
            notes=tuple(_notes(theme, shown, words)) if here is None else (),
            spoken=theme.only_in.get(words.language),
            in_other=language_hint(theme, words),
            cohorts=(
                ()
                if shown.suggestion_only or here is not None
                else tuple(_line(theme, cohort, name, words) for cohort, name in cohorts.items())
            ),
        )
        for theme in shown.themes
    )


def quotes_of(quotes: Sequence[ShownQuote], cohorts: Mapping[Slug, str]) -> tuple[Quote, ...]:
    """Return quotes with the name of their cohort, where it may be named."""
    return tuple(
        Quote(
            quote.text,
            cohorts[quote.cohort] if quote.cohort else "",
            quote.quotable,
            quote.language,
        )
        for quote in quotes
    )


def rising_name(shown: ShownThemes, number: int, words: Words) -> str:
    """Return what a theme is called of which a rise is told: it stands, or is new in a proposal."""
    proposed = shown.proposal.risen if shown.proposal else ()
    (theme,) = (each for each in (*shown.themes, *proposed) if each.number == number)
    return label_of(theme, words)


def explained(cards: Sequence[ThemeCard], words: Words) -> str:
    """Return what the words for stability and coherence mean; empty where no card has one."""
    said = [words("stability_explained")] if any(card.stability for card in cards) else []
    if any(card.coherence for card in cards):
        said.append(Words("themes", words.language)("coherence_explained"))
    return " ".join(said)


def stability_word(theme: ShownTheme, words: Words) -> str:
    """Return whether a theme would come out again; empty where nobody measured it."""
    if theme.stability is None:
        return ""
    return words("theme_solid" if theme.stability > SOLID_ABOVE else "theme_doubtful")


def coherence_word(theme: ShownTheme, words: Words) -> str:
    """Return whether the ideas of a theme are alike; empty where nobody measured it."""
    if theme.coherence is None:
        return ""
    return Words("themes", words.language)("mixed" if _varied(theme) else "coherent")


def _varied(theme: ShownTheme) -> bool:
    return theme.coherence is not None and theme.coherence < ALIKE_FROM


def _badges(theme: ShownTheme, shown: ShownThemes, words: Words) -> list[str]:
    said = Words("themes", words.language)
    rises = [rise.kind for rise in shown.rises.shown if rise.theme == theme.number]
    badges = [said("alarm_new" if kind == "new" else "alarm_growing") for kind in rises[:1]]
    if theme.confirmed:
        badges.append(Words("needs", words.language)("need"))
    return [*badges, said("locked")] if theme.locked else badges


def _notes(theme: ShownTheme, shown: ShownThemes, words: Words) -> list[str]:
    said = Words("themes", words.language)
    notes = []
    if theme.name and theme.label and theme.label != theme.name:
        notes.append(said("found_as", label=theme.label[words.language]))
    if theme.origin != "groups":
        notes.append(said(f"origin_{theme.origin}"))
    if theme.roles and not shown.suggestion_only:
        roles = [
            said("who_one", role=shown.roles[role][words.language], count=words.number(count))
            for role, count in theme.roles.items()
            if role in shown.roles
        ]
        notes.append(said("who", roles=words.each(roles)))
    if modules := [
        shown.modules[item][words.language]
        for item in shown.suggested.get(theme.number, ())
        if item in shown.modules
    ]:
        notes.append(said("modules", modules=" · ".join(modules)))
    return notes


def _line(theme: ShownTheme, cohort: Slug, name: str, words: Words) -> CohortLine:
    mentioned = theme.shares.get(cohort)
    of_cohort = share(mentioned.people, mentioned.of, None) if mentioned else None
    if of_cohort is None:
        count = count_in(theme, cohort)
        counted = words("too_few_short") if count is None else words.number(count)
        return CohortLine(name, None, counted, words("dash"))
    return CohortLine(name, whisker(of_cohort), both(of_cohort, words), reach(of_cohort, words))


def _counted(theme: ShownTheme, here: Slug | None, words: Words) -> str:
    everywhere = words.count("mentioned_by", theme.respondents)
    if here is None:
        return everywhere
    count = count_in(theme, here)
    own = words("few_here") if count is None else words.count("mentioned_here", count)
    return words("first_second_sentence", first=everywhere, second=own)
