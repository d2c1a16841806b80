"""What fits to be kept of facts, benchmarks and notes, and how they are named."""

import math
from datetime import date
from typing import Any

import msgspec
import pytest

from surveys.entering import LABEL, PARAGRAPH, SENTENCE, problems, tidied
from surveys.facts import Benchmark, Entry, Fact, Note
from surveys.texts import Text

TODAY = date(2026, 3, 2)
FACT = Fact(
    programme="essai",
    code="grants",
    name=Text(fr="Subventions", en="Grants"),
    value=3_900_000,
    unit=Text(fr="$", en="$"),
    source=Text(fr="Rapport annuel", en="Annual report"),
    on=date(2025, 12, 31),
)
BENCHMARK = Benchmark(
    programme="essai",
    activity="formation",
    indicator="completion",
    value=0.25,
    population=Text(fr="Cours ouverts", en="Open courses"),
    year=2020,
    answers=1_200,
    definition=Text(fr="Terminé / inscrit", en="Completed / enrolled"),
    source=Text(fr="Une étude", en="A study"),
    grade="A",
)
NOTE = Note(
    programme="essai",
    kind="good_practice",
    title=Text(fr="Sonder", en="Ask"),
    text=Text(fr="Demander après chaque séance.", en="Ask after each session."),
)


def faulty(entry: Entry, **changes: Any) -> list[str]:
    changed = msgspec.structs.replace(entry, **changes)
    found = problems(changed, activities=["formation"], today=TODAY)
    assert all(problem.message.fr and problem.message.en for problem in found)
    return [problem.field for problem in found]


@pytest.mark.parametrize("entry", [FACT, BENCHMARK, NOTE])
def test_what_is_whole_is_kept(entry: Entry) -> None:
    assert faulty(entry) == []


@pytest.mark.parametrize(
    ("entry", "changes", "field"),
    [
        (FACT, {"name": Text()}, "name"),
        (FACT, {"source": Text()}, "source"),
        (FACT, {"on": date(2026, 3, 3)}, "on"),
        (FACT, {"on": date(206, 3, 3)}, "on"),
        (FACT, {"value": math.nan}, "value"),
        (FACT, {"value": math.inf}, "value"),
        (FACT, {"activity": "webinaire"}, "activity"),
        (FACT, {"name": Text(fr="a" * (LABEL + 1))}, "name"),
        (FACT, {"unit": Text(en="a" * (LABEL + 1))}, "unit"),
        (FACT, {"source": Text(en="a" * (SENTENCE + 1))}, "source"),
        (BENCHMARK, {"source": Text()}, "source"),
        (BENCHMARK, {"year": 2027}, "year"),
        (BENCHMARK, {"year": 20}, "year"),
        (BENCHMARK, {"answers": 0}, "answers"),
        (BENCHMARK, {"value": math.nan}, "value"),
        (BENCHMARK, {"definition": Text()}, "grade"),
        (BENCHMARK, {"definition": Text(), "grade": "C"}, "grade"),
        (BENCHMARK, {"population": Text()}, "grade"),
        (NOTE, {"title": Text()}, "title"),
        (NOTE, {"text": Text()}, "text"),
        (NOTE, {"text": Text(fr="a" * (PARAGRAPH + 1))}, "text"),
    ],
)
def test_what_is_not_is_refused_by_the_field_at_fault(
    entry: Entry, changes: dict[str, Any], field: str
) -> None:
    assert faulty(entry, **changes) == [field]


def test_a_benchmark_that_its_source_hardly_describes_is_kept_with_the_lowest_grade() -> None:
    bare: dict[str, Any] = {"population": Text(), "definition": Text(), "year": None}

    assert faulty(BENCHMARK, **bare, answers=None, grade="D") == []
    assert faulty(BENCHMARK, population=Text(), grade="B") == []


def test_an_introduction_needs_no_title() -> None:
    assert faulty(NOTE, kind="introduction", title=Text()) == []


def test_a_language_left_out_takes_the_words_of_the_other() -> None:
    given = msgspec.structs.replace(FACT, name=Text(fr="  Subventions "), unit=Text())

    kept = tidied(given)

    assert isinstance(kept, Fact)
    assert kept.name == Text(fr="Subventions", en="Subventions")
    assert kept.unit == Text()
    assert tidied(kept) == kept


def test_an_entry_is_named_by_where_it_is_of_and_what_it_says() -> None:
    introduction = msgspec.structs.replace(NOTE, kind="introduction", title=Text())
    other = msgspec.structs.replace(NOTE, title=Text(fr="Sonder", en="Poll"))

    assert FACT.key == "grants"
    assert BENCHMARK.key == "formation.completion"
    assert introduction.key == "introduction"
    assert NOTE.key.startswith("good_practice.")
    assert len({NOTE.key, other.key, introduction.key}) == 3
    assert msgspec.structs.replace(NOTE, text=Text(fr="x", en="x")).key == NOTE.key
