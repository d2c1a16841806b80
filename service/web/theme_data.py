"""The themes of an activity as data, for programs and for `bilan themes --json`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from analysis.disclosure.comments_read import ShownReading
from analysis.disclosure.gate import Withheld
from analysis.disclosure.ideas import ShownIdea
from analysis.disclosure.modules import ShownModule, ShownModuleQuote
from analysis.disclosure.proposals import ChangeKind, ProposedTheme, ReleasedProposal, ShownChange
from analysis.disclosure.rises import ShownRise
from analysis.disclosure.themes import Mentioned, ShownQuote, ShownTheme
from analysis.intervals import wilson
from dashboards.pages.frame import words_in
from dashboards.pages.theme_cards import (
    Detectable,
    ShownThemes,
    coherence_word,
    rising_name,
    stability_word,
)
from dashboards.sentences import rise_sentence
from dashboards.wording import Words
from service.store.catalogue import Catalogue, NotFound
from service.store.database import Database
from service.web.shown_themes import FoundThemes, found_themes
from surveys.programme import Cohort
from surveys.roles import Permission
from surveys.texts import LANGUAGES, Language, Slug, Text


class CohortShare(msgspec.Struct, frozen=True, kw_only=True):
    """How many of one cohort mention a theme, of those who wrote anything."""

    mentioned: int
    of: int
    low: float
    """Wilson, 95 %: shares from 0 to 1."""
    high: float


class RolePrinted(msgspec.Struct, frozen=True, kw_only=True):
    role: str
    name: Text | None
    """None where no questionnaire offers it any more."""
    people: int


class RisePrinted(msgspec.Struct, frozen=True, kw_only=True):
    """A theme that more of one cohort mention than of those before it."""

    theme: int
    cohort: Slug
    kind: Literal["new", "growing"]
    mentioned: int
    of: int
    mentioned_before: int | None
    of_before: int
    at_most: float
    """The chance of such an alarm where nothing changed is this or less."""
    part: bool
    """Whether it rose in a part of the theme: people put other ideas to it since."""
    sentence: Text


class ModuleNamed(msgspec.Struct, frozen=True, kw_only=True):
    item: str
    name: Text | None
    """None where no questionnaire rates it any more."""


class ModulePrinted(msgspec.Struct, frozen=True, kw_only=True):
    """What was written of one module; None stands for what may not be told."""

    item: str
    name: Text | None
    respondents: int | None
    praise: int | None
    """By a hint only: some of these ask as well."""
    ask: int | None
    quotes: tuple[ShownModuleQuote, ...]


class ThemePrinted(msgspec.Struct, frozen=True, kw_only=True):
    """A theme that may be shown; None stands for what may not."""

    number: int
    label: Text | None
    """From the words of those who mention it."""
    name: Text | None
    """What people called it, in place of the label; None where they did not."""
    words: tuple[str, ...]
    respondents: int
    respondents_by_cohort: Mapping[Slug, int | None]
    shares: Mapping[Slug, CohortShare]
    """Of the cohorts of which it may be told."""
    quotes: tuple[ShownQuote, ...]
    roles: tuple[RolePrinted, ...]
    stability: float | None
    stability_word: Text | None
    coherence: float | None
    coherence_word: Text | None
    modules: tuple[ModuleNamed, ...]
    """Those whose descriptions it is nearest to, nearest first: to be checked."""
    confirmed: bool
    """Whether people said that it is a need."""
    locked: bool
    origin: str

    @property
    def called(self) -> Text | None:
        """What a reader calls it."""
        return self.name or self.label


class ProposedPrinted(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    called: Text | None
    words: tuple[str, ...]
    quotes: tuple[ShownQuote, ...]
    at_least: int | None
    """Respondents, in steps of five; None where what stands differs by a few or not."""


class ChangePrinted(msgspec.Struct, frozen=True, kw_only=True):
    kind: ChangeKind
    before: int | None
    """Number of the theme that stands; None if it is new."""
    after: tuple[ProposedPrinted, ...]


class ProposalPrinted(msgspec.Struct, frozen=True, kw_only=True):
    of: str
    """The search that proposes it: sent back with an answer, it is to no other proposal."""
    changes: tuple[ChangePrinted, ...]
    withheld: int


class IdeaPrinted(msgspec.Struct, frozen=True, kw_only=True):
    """What one participant wrote of one thing, with masks in the place of personal data."""

    idea: str
    text: str
    cohort: Slug | None
    language: Language
    quotable: bool
    unsure: str | None
    pinned: bool


class ThemesPrinted(msgspec.Struct, frozen=True, kw_only=True):
    """What may be shown of what was found; None stands for what may not."""

    comments: int | None
    praise: int | None
    set_aside: int | None
    unsure: int | None
    unsure_because: Mapping[str, int]
    unsure_ideas: tuple[IdeaPrinted, ...]
    """One page of those that may be read."""
    unsure_pages: int
    suggestion_only: bool
    embedder: str
    """What made the vectors that themes were found with."""
    themes: tuple[ThemePrinted, ...]
    dismissed: tuple[ThemePrinted, ...]
    withheld: int
    """Themes that fewer than the threshold mention."""
    watched: Slug | None
    """The cohort in which rises were sought; None where none could be."""
    rises: tuple[RisePrinted, ...]
    rises_too_small: int
    detectable: Detectable | None
    """Of a need that 5 % of the people before mention: what share it must reach to be seen."""
    proposal: ProposalPrinted | None
    modules: tuple[ModulePrinted, ...]


class ThemeDataController(Controller):
    path = "/api/activities/{slug:str}/themes"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    tags = ("Themes",)

    @get(summary="What the comments of an activity are about", sync_to_thread=True)
    def themes(
        self,
        slug: FromPath[str],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        unsure_page: FromQuery[int] = 1,
    ) -> ThemesPrinted:
        """Answers 404 while nobody has looked for themes; of ideas in no theme, one page."""
        activity, now = catalogue.activity(slug), catalogue.now
        with database.reading() as cursor:
            found = found_themes(cursor, now, activity.slug, unsure_page=unsure_page)
        if found is None:
            raise NotFound(slug)
        return themes_printed(found, now.cohorts_of(activity.slug))


def idea_printed(idea: ShownIdea) -> IdeaPrinted:
    return IdeaPrinted(
        idea=idea.idea,
        text=idea.text,
        cohort=idea.cohort,
        language=idea.language,
        quotable=idea.quotable,
        unsure=idea.unsure,
        pinned=idea.pinned,
    )


def themes_printed(found: FoundThemes, cohorts: Sequence[Cohort]) -> ThemesPrinted:
    """Return what was released as data; `cohorts` are those of the activity."""
    shown = found.shown
    comments, praise, set_aside, unsure = _numbers(found.reading)
    names = {cohort.slug: cohort.name for cohort in cohorts}
    return ThemesPrinted(
        comments=comments,
        praise=praise,
        set_aside=set_aside,
        unsure=unsure,
        unsure_because=(
            found.reading.unsure_because if isinstance(found.reading, ShownReading) else {}
        ),
        unsure_ideas=tuple(map(idea_printed, shown.unsure.ideas)),
        unsure_pages=shown.unsure.pages,
        suggestion_only=shown.suggestion_only,
        embedder=found.embedder,
        themes=tuple(_theme(theme, shown) for theme in shown.themes),
        dismissed=tuple(_theme(theme, shown) for theme in shown.dismissed),
        withheld=shown.withheld,
        watched=shown.watched,
        rises=tuple(_rise(rise, shown, names) for rise in shown.rises.shown),
        rises_too_small=shown.rises.too_small,
        detectable=shown.detectable,
        proposal=_proposal(shown.proposal, shown.search) if shown.proposal else None,
        modules=tuple(_module(module, shown) for module in shown.heard),
    )


def _theme(theme: ShownTheme, shown: ShownThemes) -> ThemePrinted:
    return ThemePrinted(
        number=theme.number,
        label=theme.label,
        name=theme.name,
        words=theme.words,
        respondents=theme.respondents,
        respondents_by_cohort={
            cohort: _number(count) for cohort, count in theme.respondents_by_cohort.items()
        },
        shares={cohort: _share(mentioned) for cohort, mentioned in theme.shares.items()},
        quotes=theme.quotes,
        roles=tuple(
            RolePrinted(role=role, name=shown.roles.get(role), people=people)
            for role, people in theme.roles.items()
        ),
        stability=theme.stability,
        stability_word=_word(stability_word, theme),
        coherence=theme.coherence,
        coherence_word=_word(coherence_word, theme),
        modules=tuple(
            ModuleNamed(item=item, name=shown.modules.get(item))
            for item in shown.suggested.get(theme.number, ())
        ),
        confirmed=theme.confirmed,
        locked=theme.locked,
        origin=theme.origin,
    )


def _word(word: Callable[[ShownTheme, Words], str], theme: ShownTheme) -> Text | None:
    fr, en = (word(theme, words_in(language)) for language in LANGUAGES)
    return Text(fr=fr, en=en) if fr else None


def _share(mentioned: Mentioned) -> CohortShare:
    interval = wilson(mentioned.people, mentioned.of)
    return CohortShare(
        mentioned=mentioned.people, of=mentioned.of, low=interval.low, high=interval.high
    )


def _rise(rise: ShownRise, shown: ShownThemes, cohorts: Mapping[Slug, Text]) -> RisePrinted:
    def sentence(language: Language) -> str:
        words = words_in(language)
        theme = rising_name(shown, rise.theme, words)
        return rise_sentence(rise, theme, cohorts[rise.cohort][language], words)

    return RisePrinted(
        theme=rise.theme,
        cohort=rise.cohort,
        kind=rise.kind,
        mentioned=rise.people,
        of=rise.of,
        mentioned_before=_number(rise.people_before),
        of_before=rise.of_before,
        at_most=rise.at_most,
        part=rise.part,
        sentence=Text(fr=sentence("fr"), en=sentence("en")),
    )


def _module(module: ShownModule, shown: ShownThemes) -> ModulePrinted:
    return ModulePrinted(
        item=module.item,
        name=shown.modules.get(module.item),
        respondents=_number(module.respondents),
        praise=_number(module.praise),
        ask=_number(module.ask),
        quotes=module.quotes,
    )


def _proposal(proposal: ReleasedProposal, search: str) -> ProposalPrinted:
    return ProposalPrinted(
        of=search,
        changes=tuple(map(_change, proposal.changes)),
        withheld=proposal.withheld,
    )


def _change(change: ShownChange) -> ChangePrinted:
    return ChangePrinted(
        kind=change.kind,
        before=change.before.number if change.before else None,
        after=tuple(map(_proposed, change.after)),
    )


def _proposed(theme: ProposedTheme) -> ProposedPrinted:
    return ProposedPrinted(
        number=theme.number,
        called=theme.called,
        words=theme.words,
        quotes=theme.quotes,
        at_least=_number(theme.at_least),
    )


def _numbers(
    reading: ShownReading | Withheld,
) -> tuple[int | None, int | None, int | None, int | None]:
    if isinstance(reading, Withheld):
        return None, None, None, None
    return (
        reading.comments,
        _number(reading.praise),
        _number(reading.set_aside),
        _number(reading.unsure),
    )


def _number(count: int | Withheld) -> int | None:
    return None if isinstance(count, Withheld) else count
