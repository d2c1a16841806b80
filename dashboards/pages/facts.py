"""What was entered by hand for a programme: facts, benchmarks, notes.

Who opens it: whoever writes the report, a few times a year, when a funder's accounts
or a study are at hand; and a reader who asks where a number comes from. What they must
be able to do: within ten seconds, find a number with its source and date; within a
minute, add one or correct one.
"""

from typing import NamedTuple

import msgspec

from dashboards.pages.frame import (
    Frame,
    entries_address,
    entry_address,
    framed,
    way_to,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.entry_form import EntryKind
from surveys.facts import Benchmark, Entry, Fact, Note
from surveys.programme import Activity, Programme
from surveys.texts import Language, Slug

_DECIMALS = 6
"""Most decimals shown of a number that somebody entered."""


class FactsView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activities: tuple[Activity, ...]
    facts: tuple[Fact, ...]
    benchmarks: tuple[Benchmark, ...]
    notes: tuple[Note, ...]


class _Card(NamedTuple):
    name: str
    number: str
    """Empty for a note."""
    of: str
    """The programme or activity, and the day or the indicator."""
    lines: tuple[str, ...]
    address: str


class _Part(NamedTuple):
    kind: EntryKind
    name: str
    """In the plural: the key of its heading, and where it stands on the page."""
    cards: tuple[_Card, ...]
    add: str


def facts_page(view: FactsView, language: Language) -> Page:
    """Return the list of all that was entered."""
    words, said = words_in(language), Words("facts", language)
    names = {activity.slug: activity.name[language] for activity in view.activities}
    programme = view.programme
    frame = Frame(
        said("title"),
        entries_address(programme.slug),
        way_to(words, programme),
        demonstration=programme.demonstration,
    )
    scope = _Scope(words, said, names)
    parts = (
        _part("fact", programme.slug, [_fact_card(each, scope) for each in view.facts]),
        _part(
            "benchmark", programme.slug, [_benchmark_card(each, scope) for each in view.benchmarks]
        ),
        _part("note", programme.slug, [_note_card(each, scope) for each in view.notes]),
    )
    return framed("facts.html", frame, words, f=said, parts=parts)


class _Scope(NamedTuple):
    words: Words
    said: Words
    names: dict[Slug, str]
    """Of activities."""

    def of(self, entry: Entry, more: str) -> str:
        activity = self.names.get(entry.activity or "", entry.activity)
        where = activity or self.said("whole_programme")
        return self.said("between", first=where, second=more) if more else where


def _part(kind: EntryKind, programme: Slug, cards: list[_Card]) -> _Part:
    return _Part(kind, f"{kind}s", tuple(cards), entry_address(programme, kind))


def _fact_card(fact: Fact, scope: _Scope) -> _Card:
    words, said = scope.words, scope.said
    number = words.number(fact.value, digits=_DECIMALS)
    unit = fact.unit[words.language]
    return _Card(
        name=fact.name[words.language],
        number=words("with_unit", number=number, unit=unit) if unit else number,
        of=scope.of(fact, words.day(fact.on)),
        lines=(
            said("source", source=fact.source[words.language]),
            said("fact_code", code=fact.code),
        ),
        address=entry_address(fact.programme, "fact", fact.key),
    )


def _benchmark_card(benchmark: Benchmark, scope: _Scope) -> _Card:
    words, said, language = scope.words, scope.said, scope.words.language
    digits = 0 if round(benchmark.value * 100, 6).is_integer() else 1
    given = {
        "population": benchmark.population[language],
        "year": str(benchmark.year) if benchmark.year else "",
        "answers": words.number(benchmark.answers) if benchmark.answers else "",
        "definition": benchmark.definition[language],
    }
    meaning = said(f"grade_{benchmark.grade}")
    return _Card(
        name=said("beside", indicator=benchmark.indicator),
        number=words.percent(benchmark.value, digits=digits),
        of=scope.of(benchmark, said("grade", grade=benchmark.grade, meaning=meaning)),
        lines=(
            *(
                said(f"{part}_known", **{part: value}) if value else said(f"{part}_unknown")
                for part, value in given.items()
            ),
            said("source", source=benchmark.source[language]),
        ),
        address=entry_address(benchmark.programme, "benchmark", benchmark.key),
    )


def _note_card(note: Note, scope: _Scope) -> _Card:
    title, kind = note.title[scope.words.language], scope.said(f"kind_{note.kind}")
    return _Card(
        name=title or kind,
        number="",
        of=scope.of(note, kind if title else ""),
        lines=tuple(note.text[scope.words.language].split("\n")),
        address=entry_address(note.programme, "note", note.key),
    )
