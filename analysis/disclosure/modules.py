"""What may be shown of what people wrote of the modules of a training.

Part of the gate, under the threshold of `analysis.disclosure.gate` and the rules of
`analysis.disclosure.voices`. Only totals over all cohorts are told: a module is spoken of by few
of each, and every further cut would have to be withheld.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from analysis.disclosure.gate import INSIDE, Withheld
from analysis.disclosure.themes import ThemeQuote, shown_quotes
from analysis.disclosure.voices import Reading, Surveys, Voices
from surveys.questions import Hint
from surveys.texts import Language, Slug

MOST_QUOTES = 3


@dataclass(frozen=True, slots=True)
class ModuleQuote:
    """What one participant wrote of a module, before the gate."""

    quote: ThemeQuote
    hint: Hint | None


@dataclass(frozen=True, slots=True)
class ModuleRecord:
    """What was written of one module, as it still stands, before the gate."""

    item: str
    respondents: Mapping[Slug, int]
    """Distinct submissions that speak of it, by survey; where nobody does may be absent."""
    praise: Mapping[Slug, int]
    """Of these, those with an idea whose words praise."""
    ask: Mapping[Slug, int]
    """Of these, those with an idea whose words ask; some do both."""
    quotes: tuple[ModuleQuote, ...]
    """Nearest first, each from another person; more than are shown."""


@dataclass(frozen=True, slots=True)
class ShownModuleQuote:
    """What one participant wrote; of which cohort is not told."""

    text: str
    language: Language
    hint: Hint | None
    quotable: bool
    """Whether who wrote it agreed to be quoted outside the team."""


@dataclass(frozen=True, slots=True)
class ShownModule:
    """What was written of a module, as far as it may be shown."""

    item: str
    respondents: int | Withheld
    """Distinct respondents who speak of it, but for a few that a difference would show."""
    praise: int | Withheld
    """By a hint only; some of these ask as well."""
    ask: int | Withheld
    quotes: tuple[ShownModuleQuote, ...]


def release_modules(
    modules: Sequence[ModuleRecord],
    readings: Sequence[Reading],
    *,
    threshold: int = INSIDE,
) -> tuple[ShownModule, ...]:
    """Return what may be shown of `modules`, each of them, in their order.

    A module of which fewer than the threshold speak says nothing, and looks like one of which
    nobody does. How many praise is told only where as many as the threshold do, and as many do
    not: all of a few, or all but a few, would tell what single people think. So it is with how
    many ask.

    Quotes are the first few of those that may be shown, from surveys that may be heard.

    Args:
        modules: In the order to show them.
        readings: All that was read, for the surveys of `modules`.
        threshold: Fewest people behind a number; `INSIDE` or more.

    Raises:
        ValueError: the threshold is below `INSIDE`.
    """
    surveys = Surveys.read(readings, threshold)
    return tuple(_shown(module, surveys) for module in modules)


def _shown(module: ModuleRecord, surveys: Surveys) -> ShownModule:
    voices = surveys.voices(module.respondents)
    if voices.respondents < surveys.threshold:
        return ShownModule(module.item, Withheld(), Withheld(), Withheld(), ())
    hints = {each.quote: each.hint for each in reversed(module.quotes)}
    quotes = [each.quote for each in module.quotes]
    return ShownModule(
        item=module.item,
        respondents=voices.respondents,
        praise=_part(module.praise, voices, surveys),
        ask=_part(module.ask, voices, surveys),
        quotes=tuple(
            ShownModuleQuote(quote.masked, quote.language, hints[quote], quote.quotable)
            for quote, _ in islice(shown_quotes(quotes, voices, surveys), MOST_QUOTES)
        ),
    )


def _part(people: Mapping[Slug, int], voices: Voices, surveys: Surveys) -> int | Withheld:
    """Return how many of those who are counted are in a part of them, if it may be told."""
    counted = {
        survey: count
        for survey, count in people.items()
        if surveys.cohort_of[survey] in voices.counted
    }
    part = sum(surveys.people(counted).values())
    rest = voices.respondents - part
    return part if part >= surveys.threshold and rest >= surveys.threshold else Withheld()
