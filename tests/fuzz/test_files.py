"""Whatever a file holds, it ends in a value or in a sentence, and soon."""

import time
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import FormUnreadable
from service.formats.attendance.report import AttendanceReport, read_apart
from service.formats.codebook import NotRead, read_codebook
from service.formats.files import read_table
from service.formats.mail_merge import linked_contacts, read_contacts
from service.formats.mapping import MappingUnusable, read_mapping
from service.formats.opening import OpeningUnreadable, read_opening
from service.formats.roster_file import Vocabulary, read_list
from service.formats.tables import Layout, TableUnreadable
from service.web.form_fields import read_fields
from surveys.entry_file import EntriesUnreadable, read_entries
from surveys.indicator_set import IndicatorsUnreadable, read_indicators
from surveys.linting.examine import Around, examine
from surveys.programme import Session
from surveys.questionnaire import QuestionnaireUnreadable, read_questionnaire
from surveys.texts import Text
from tests.fuzz.files import changed, changed_inside
from tests.service.formats import made_files
from tests.service.formats.attendance import made_reports

LONGEST_SECONDS = 5
"""Of the processor, on a slow machine, for a file that is no bomb."""

IN_SUITE, IN_LONG_RUN = 60, 20_000
TODAY = date(2026, 3, 24)
ANSWERS = [
    ("Useful?", "Recommend?", "Group", "Date", "Why?"),
    ("Yes", "9", "A", "03/02/2026", 'parce que, "oui"\nvraiment'),
    ("No", "3", "B", "13/02/2026", ""),
]
LIST = (
    "Nom;Courriel;Organisme;Région;Rôle;Séance 1;Terminé\n"
    "Zoé Tremblay;zoe@example.org;Le Toit;Laval;bénévole;x;oui\n"
    "Luc Roy;;Le Toit;;;;non\n"
).encode()
LINKS = b"name,email,link\nZo,z@example.org,https://b.example/i/7KQ2-M9XT-04BV-7KQ2-M9XT-04BV\n"
REPORTS = tuple(
    text.encode()
    for text in (
        made_reports.ZOOM_MEETING + made_reports.ZOOM + made_reports.ZOOM_ROWS,
        made_reports.ZOOM_FRENCH,
        made_reports.WEBINAR,
        made_reports.TEAMS,
    )
)
TABLES = (made_files.csv_bytes(ANSWERS), LIST, LINKS, *REPORTS)
WORKBOOKS = (
    made_files.xlsx_bytes([*ANSWERS, ("Yes", 9, "A", date(2026, 2, 3), True), (1.5, None, "=1+1")]),
)
SHIPPED = tuple(
    (folder / name).read_bytes()
    for folder, name in (
        (Path(str(files("surveys.questionnaires"))), "webinar.toml"),
        (Path(str(files("surveys.indicator_sets"))), "usual.toml"),
    )
)
"""Texts of ours."""
TEXTS = (made_files.MAPPING.encode(), made_files.QUESTIONNAIRE.encode(), *SHIPPED)
CODEBOOK = (
    b'<?xml version="1.0" encoding="utf-8"?>\n'
    b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="x"><Codes>'
    b'<Code guid="11111111-1111-1111-1111-111111111111" name="A" isCodable="true">'
    b"<Description>d</Description><Code name='B' isCodable='true'/></Code></Codes></CodeBook>"
)
FIELDS = b"id=018f0000-0000-7000-8000-000000000000&lang=fr&q.satisfaction=satisfied&go=next"

SESSIONS = [
    Session(cohort="a", position=at, title=Text(fr="S", en="S"), held_on=TODAY, minutes=60)
    for at in (1, 2)
]


def a_table(content: bytes) -> str:
    said = _refused(lambda: read_table("answers.csv", content, Layout()), TableUnreadable)
    assert not said or said.startswith("answers.csv: ")
    return said


def a_roster(content: bytes) -> str:
    read = read_list(("list.csv", content, SESSIONS, Vocabulary({}, {})))
    assert read.lines or read.problems
    return read.problems[0].kind if read.problems else ""


def a_report(content: bytes) -> str:
    read = read_apart(("report.csv", content, TODAY), None)
    if isinstance(read, AttendanceReport):
        assert read.presences or read.unreadable
        return ""
    assert read.en.startswith("report.csv: ")
    return read.en


def a_list_of_links(content: bytes) -> str:
    return _refused(lambda: linked_contacts(read_contacts("people.csv", content)), TableUnreadable)


def a_codebook(content: bytes) -> str:
    read = read_codebook(content)
    return read.reason if isinstance(read, NotRead) else ""


def a_mapping(content: bytes) -> str:
    try:
        read_mapping("mapping.toml", content)
    except MappingUnusable as error:
        return " ".join(each.reason for each in error.problems)
    return ""


def an_opening(content: bytes) -> str:
    return _refused(lambda: read_opening(content), OpeningUnreadable)


def a_questionnaire(content: bytes) -> str:
    return _refused(lambda: read_questionnaire(content), QuestionnaireUnreadable)


def indicators(content: bytes) -> str:
    return _refused(lambda: read_indicators(content), IndicatorsUnreadable)


def entries(content: bytes) -> str:
    return _refused(
        lambda: read_entries(content, "essai", activities=["a"], today=TODAY), EntriesUnreadable
    )


def a_form(content: bytes) -> str:
    return _refused(lambda: read_fields(content), FormUnreadable)


def an_examined_text(content: bytes) -> str:
    examined = examine(content, Around())
    assert examined.questionnaire or not examined.publishable
    return examined.findings[0].message.en if examined.findings else ""


def _refused(read: Callable[[], object], error: type[Exception]) -> str:
    try:
        read()
    except error as refused:
        return str(refused) or "Traceback: nothing is said"
    return ""


class Reader(NamedTuple):
    read: Callable[[bytes], str]
    """Returns what was said of a file; empty if it was read."""
    samples: tuple[bytes, ...]


READERS = (
    Reader(a_table, TABLES),
    Reader(a_roster, TABLES),
    Reader(a_report, TABLES),
    Reader(a_list_of_links, TABLES),
    Reader(a_codebook, (CODEBOOK,)),
    Reader(a_mapping, TEXTS),
    Reader(an_opening, TEXTS),
    Reader(a_questionnaire, TEXTS),
    Reader(indicators, TEXTS),
    Reader(entries, TEXTS),
    Reader(an_examined_text, TEXTS),
    Reader(a_form, (FIELDS,)),
)
OF_WORKBOOKS = (a_table, a_roster, a_report)


def ends_soon(read: Callable[[bytes], str], content: bytes) -> None:
    """Read a file; what it says is a sentence for people."""
    began = time.process_time()
    said = read(content)
    assert time.process_time() - began < LONGEST_SECONDS
    for inner in ("Traceback", "Error(", "recursion", "set_int_max_str_digits", "codec"):
        assert inner not in said


@pytest.mark.parametrize("reader", READERS, ids=lambda each: each.read.__name__)
@given(data=st.data())
@settings(max_examples=IN_SUITE)
def test_a_changed_file_is_read_or_refused_in_a_sentence(reader: Reader, data: Any) -> None:
    ends_soon(reader.read, data.draw(changed(reader.samples)))


@pytest.mark.parametrize("read", OF_WORKBOOKS)
@given(content=changed_inside(WORKBOOKS))
@settings(max_examples=IN_SUITE // 2)
def test_a_changed_workbook_is_read_or_refused_in_a_sentence(
    read: Callable[[bytes], str], content: bytes
) -> None:
    ends_soon(read, content)


@pytest.mark.long
@pytest.mark.parametrize("reader", READERS, ids=lambda each: each.read.__name__)
@given(data=st.data())
@settings(max_examples=IN_LONG_RUN)
def test_thousands_of_changed_files_are_read_or_refused(reader: Reader, data: Any) -> None:
    ends_soon(reader.read, data.draw(changed(reader.samples)))


@pytest.mark.long
@pytest.mark.parametrize("read", OF_WORKBOOKS)
@given(content=changed_inside(WORKBOOKS) | changed(WORKBOOKS))
@settings(max_examples=IN_LONG_RUN // 4)
def test_thousands_of_changed_workbooks_are_read_or_refused(
    read: Callable[[bytes], str], content: bytes
) -> None:
    ends_soon(read, content)


DEEP, LONG = b"a = " + b"[" * 5_000, b"a = " + b"9" * 5_000
"""What Python's reader of TOML lets through as errors of its own."""


@pytest.mark.parametrize(
    "read", [a_mapping, an_opening, a_questionnaire, indicators, entries, an_examined_text]
)
def test_what_python_itself_will_not_read_is_refused_in_a_sentence(
    read: Callable[[bytes], str],
) -> None:
    assert "nested too deep" in read(DEEP)
    assert "thousands of digits" in read(LONG)
    assert "line 2 is not UTF-8 text" in read(b'a = 1\nb = "\xff"')


def test_a_codebook_in_an_encoding_that_nobody_knows_is_refused() -> None:
    assert read_codebook(CODEBOOK.replace(b"utf-8", b"utf-88")) == NotRead("not_xml", 1)


FAR = ("1h " + "2" * 40 + "m 30s", "9" * 50 + " s", "9999999h 0m 0s")
"""Longer than Python's calendar, or than a number of its own."""


@pytest.mark.parametrize("length", FAR)
@pytest.mark.parametrize("moments", ["3/24/26, 1:00 PM\t3/24/26, 2:30 PM", "12/31/9999, 1:00 PM\t"])
def test_a_row_that_lasts_longer_than_time_is_one_that_cannot_be_read(
    length: str, moments: str
) -> None:
    rows = made_reports.TEAMS.splitlines()
    at = next(number for number, row in enumerate(rows) if row.startswith("Luc Roy"))
    rows[at] = f"Luc Roy\t{moments}\t{length}\t\t\tAttendee"

    read = read_apart(("report.csv", "\r\n".join(rows).encode(), TODAY), None)

    assert isinstance(read, AttendanceReport)
    assert read.presences
    assert {each.line for each in read.unreadable} <= {at + 1}


def test_a_meeting_that_ends_after_time_has_no_window() -> None:
    as_it_is = "03/24/2026 01:00:00 PM,03/24/2026 03:00:00 PM,h@example.org,120"
    assert as_it_is in made_reports.ZOOM_MEETING
    after = "12/31/9999 01:00:00 PM,,h@example.org,9999999"
    meeting = made_reports.ZOOM_MEETING.replace(as_it_is, after)

    a_report((meeting + made_reports.ZOOM + made_reports.ZOOM_ROWS).encode())
