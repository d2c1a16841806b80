"""What people type into the forms of facts, benchmarks and notes."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.entry_form import (
    Desk,
    EntryKind,
    code_of,
    entry_from_fields,
    fields_from_entry,
)
from surveys.facts import Benchmark, Entry, Fact, Note
from surveys.texts import Text
from surveys.typed_fields import NotKept
from tests.surveys.test_entering import BENCHMARK, FACT, NOTE, TODAY

DESK = Desk("essai", ("formation",), (), TODAY)
KINDS: dict[type[Entry], EntryKind] = {Fact: "fact", Benchmark: "benchmark", Note: "note"}
ENTRIES: list[Entry] = [FACT, BENCHMARK, NOTE]


def typed(entry: Entry, **fields: str) -> Entry | NotKept:
    return entry_from_fields(KINDS[type(entry)], fields_from_entry(entry) | fields, DESK)


def refused(entry: Entry, **fields: str) -> list[str]:
    read = typed(entry, **fields)
    assert isinstance(read, NotKept)
    assert all(problem.message.fr and problem.message.en for problem in read.problems)
    return [problem.field for problem in read.problems]


@pytest.mark.parametrize("entry", ENTRIES)
def test_what_is_shown_to_be_corrected_reads_back_as_it_was(entry: Entry) -> None:
    assert typed(entry) == entry


@given(st.floats(-1e15, 1e15) | st.integers(1_001, 999_999).map(lambda n: n / 1_000))
def test_any_number_reads_back_as_it_was(value: float) -> None:
    fact = msgspec.structs.replace(FACT, value=value)

    assert typed(fact) == fact


@given(st.integers(0, 1_000))
def test_any_share_in_tenths_of_a_percent_reads_back_as_it_was(permille: int) -> None:
    benchmark = msgspec.structs.replace(BENCHMARK, value=permille / 1_000)

    assert typed(benchmark) == benchmark


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3 900 000", 3_900_000),
        ("3\u00a0900\u202f000,5", 3_900_000.5),
        ("3,900,000", 3_900_000),
        ("3,900,000.5", 3_900_000.5),
        ("2,5", 2.5),
        ("2.5", 2.5),
        ("0,125", 0.125),
        ("1200", 1_200),
        ("−4", -4),
        ("0", 0),
    ],
)
def test_a_number_is_read_as_people_write_it(written: str, value: float) -> None:
    read = typed(FACT, value=written)

    assert isinstance(read, Fact)
    assert read.value == value


@pytest.mark.parametrize(
    "written", ["", " ", "1,200", "12.500", "3,9 M$", "500+", "nan", "inf", "1e6", "12,", "1 2,3,4"]
)
def test_what_is_no_number_or_reads_two_ways_is_refused(written: str) -> None:
    assert refused(FACT, value=written) == ["value"]


@pytest.mark.parametrize(
    ("written", "share"), [("56", 0.56), ("56,2 %", 0.562), ("100", 1), ("0", 0)]
)
def test_a_benchmark_is_typed_as_a_percentage(written: str, share: float) -> None:
    read = typed(BENCHMARK, value=written)

    assert isinstance(read, Benchmark)
    assert read.value == share


@pytest.mark.parametrize(
    ("entry", "fields", "faulty"),
    [
        (FACT, {"source_fr": " ", "source_en": ""}, ["source"]),
        (FACT, {"on": ""}, ["on"]),
        (FACT, {"on": "2026-02-30"}, ["on"]),
        (FACT, {"on": "30 juin 2026"}, ["on"]),
        (FACT, {"on": "2027-01-01"}, ["on"]),
        (FACT, {"code": "Grants"}, ["code"]),
        (FACT, {"name_fr": "", "name_en": "", "code": ""}, ["name"]),
        (FACT, {"name_fr": "2024", "name_en": "", "code": ""}, ["code"]),
        (FACT, {"activity": "autre"}, ["activity"]),
        (
            FACT,
            {"value": "", "on": "", "source_fr": "", "source_en": ""},
            ["value", "on", "source"],
        ),
        (BENCHMARK, {"value": "101"}, ["value"]),
        (BENCHMARK, {"value": "-1"}, ["value"]),
        (BENCHMARK, {"value": ""}, ["value"]),
        (BENCHMARK, {"indicator": ""}, ["indicator"]),
        (BENCHMARK, {"year": "l’an dernier"}, ["year"]),
        (BENCHMARK, {"answers": "1,5"}, ["answers"]),
        (BENCHMARK, {"grade": ""}, ["grade"]),
        (NOTE, {"kind": "preface"}, ["kind"]),
        (NOTE, {"title_fr": "", "title_en": ""}, ["title"]),
        (NOTE, {"text_fr": "", "text_en": ""}, ["text"]),
    ],
)
def test_what_cannot_be_kept_is_refused_by_its_field(
    entry: Entry, fields: dict[str, str], faulty: list[str]
) -> None:
    assert refused(entry, **fields) == faulty


def test_an_empty_form_says_all_that_is_missing() -> None:
    for kind, fields in (
        ("fact", ["value", "on", "name", "source"]),
        ("benchmark", ["grade", "indicator", "value", "source"]),
        ("note", ["kind", "text"]),
    ):
        read = entry_from_fields(kind, {}, DESK)  # type: ignore[arg-type]
        assert isinstance(read, NotKept)
        assert [problem.field for problem in read.problems] == fields


@pytest.mark.parametrize(
    ("entry", "field"), [(FACT, "code"), (BENCHMARK, "indicator"), (NOTE, "title")]
)
def test_a_second_one_under_the_same_name_is_refused(entry: Entry, field: str) -> None:
    kind = KINDS[type(entry)]
    read = entry_from_fields(kind, fields_from_entry(entry), DESK._replace(taken=(entry.key,)))

    assert isinstance(read, NotKept)
    assert [problem.field for problem in read.problems] == [field]


def test_a_fact_without_a_code_takes_one_of_its_name() -> None:
    read = typed(FACT, code="", name_fr="Bourses d’amorçage, 2024")

    assert isinstance(read, Fact)
    assert read.code == "bourses_d_amorcage_2024"


@given(st.text())
def test_a_code_made_of_a_name_is_a_code_or_nothing(name: str) -> None:
    code = code_of(name)

    assert code == "" or refused_code(code) is False


def refused_code(code: str) -> bool:
    return isinstance(typed(FACT, code=code), NotKept)


def test_lines_end_as_everywhere_and_a_language_left_out_takes_the_other() -> None:
    read = typed(NOTE, text_fr="Un.\r\nDeux.", text_en="")

    assert isinstance(read, Note)
    assert read.text == Text(fr="Un.\nDeux.", en="Un.\nDeux.")


@given(
    st.dictionaries(
        st.sampled_from([*fields_from_entry(FACT), *fields_from_entry(BENCHMARK), "kind"]),
        st.text(max_size=20),
    ),
    st.sampled_from(ENTRIES),
)
def test_whatever_is_typed_is_kept_or_refused_with_reasons(
    fields: dict[str, str], entry: Any
) -> None:
    read = typed(entry, **fields)

    assert not isinstance(read, NotKept) or read.problems
    assert isinstance(read, NotKept) or read.programme == "essai"
    assert not isinstance(read, Fact) or (read.source and read.on <= date(2026, 3, 2))
