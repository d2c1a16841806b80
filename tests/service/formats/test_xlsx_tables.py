"""How workbooks are read, and those that are made to harm."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.formats.files import read_table
from service.formats.tables import Layout, Table, TableUnreadable
from service.formats.xlsx_cells import moment_text
from tests.service.formats.made_files import csv_bytes, with_part, xlsx_bytes

SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def read(content: bytes, layout: Layout = Layout()) -> Table:  # noqa: B008  # frozen
    return read_table("answers.xlsx", content, layout)


def test_cells_are_what_a_person_sees() -> None:
    moment = datetime(2018, 9, 8, 15, 29)
    rows: list[list[object]] = [
        ["text", "whole", "part", "tick", "time", "lines", "empty", "moment"],
        [" yes ", 5.0, 0.1 + 0.2, True, time(9, 5), "one \r\ntwo", None, moment],
    ]

    found = read(xlsx_bytes(rows))

    assert found.rows[0].line == 2
    assert found.rows[0].cells[:7] == ("yes", "5", "0.3", "TRUE", "09:05:00", "one\ntwo", "")
    assert found.rows[0].moments == {7: moment}


def test_a_date_is_known_even_where_its_text_is_ambiguous() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Date"])
    sheet.append([date(2020, 2, 1)])
    sheet["A2"].number_format = "m/d/yyyy"
    content = io.BytesIO()
    workbook.save(content)

    found = read(content.getvalue())

    assert found.rows[0].cells == ("2/1/2020",)
    assert found.rows[0].moments == {0: datetime(2020, 2, 1)}


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("m/d/yyyy\\ h:mm:ss", "3/7/2020 15:04:09"),
        ("yyyy-mm-dd", "2020-03-07"),
        ("dd/mm/yy hh:mm", "07/03/20 15:04"),
        ("h:mm AM/PM", "3:04 PM"),
        ('d "of" mmmm yyyy', "7 of March 2020"),
        ("[$-409]d-mmm-yy;@", "7-Mar-20"),
        ("mm:ss", "04:09"),
        ("mm-dd-yy", "2020-03-07"),  # looks different in each country
        ("dddd d", "2020-03-07"),  # days of the week: not known here
        ("h:mm:ss.000", "2020-03-07 15:04:09"),
    ],
)
def test_a_moment_is_shown_as_its_format_says(number_format: str, shown: str) -> None:
    assert moment_text(datetime(2020, 3, 7, 15, 4, 9), number_format) == shown


def test_a_sheet_is_chosen_by_name_and_an_unknown_one_refused() -> None:
    content = xlsx_bytes([["a"], ["1"]], title="Réponses")

    assert read(content, Layout(sheet="Réponses")).columns == ("a",)
    with pytest.raises(TableUnreadable, match="no sheet “Answers”; it has “Réponses”"):
        read(content, Layout(sheet="Answers"))


def test_rows_keep_their_number_past_empty_ones_and_short_ones_are_filled() -> None:
    found = read(xlsx_bytes([["a", "b", None], ["1", None], [None], ["2", "3"]]))

    assert found.columns == ("a", "b")
    assert [(row.line, row.cells) for row in found.rows] == [(2, ("1", "")), (4, ("2", "3"))]


def test_a_formula_counts_as_the_value_it_showed() -> None:
    sheet = (
        HEAD + b'<row r="1"><c r="A1" t="inlineStr"><is><t>Score</t></is></c></row>'
        b'<row r="2"><c r="A2"><f>2+3</f><v>5</v></c></row>'
        b'<row r="3"><c r="A3"><f>NOW()</f></c></row>'
        b'<row r="4"><c r="A4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>' + TAIL
    )

    rows = read(with_part(xlsx_bytes([["Score"]]), SHEET, sheet)).rows

    assert [(row.cells, dict(row.faults)) for row in rows] == [
        (("5",), {}),
        (("",), {0: "the cell is a formula whose value was never saved"}),
        (("",), {0: "the cell shows the error #DIV/0!"}),
    ]


def test_an_answer_that_looks_like_a_formula_stays_text() -> None:
    assert read(csv_bytes([["Why?"], ["=1+1"]])).rows[0].cells == ("=1+1",)


_words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff"),
    max_size=15,
).filter(lambda word: "_x" not in word and not word.startswith("="))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(_words, _words, st.integers(0, 10**6)), min_size=1, max_size=5))
def test_a_workbook_and_a_csv_file_of_the_same_answers_are_one_table(
    rows: list[tuple[str, str, int]],
) -> None:
    header = ["one", "two", "three"]

    sheet = read(xlsx_bytes([header, *rows]))
    lines = read(csv_bytes([header, *([*words, str(number)] for *words, number in rows)]))

    assert (sheet.columns, sheet.rows) == (lines.columns, lines.rows)


# Attacks


def test_a_workbook_cut_short_is_refused_wherever_it_is_cut() -> None:
    whole = xlsx_bytes([["a", "b"], ["1", "2"]])

    for length in range(4, len(whole) - 1, 97):
        with pytest.raises(TableUnreadable, match="damaged, or not an XLSX workbook"):
            read(whole[:length])


def test_a_workbook_behind_a_password_is_refused() -> None:
    content = bytearray(xlsx_bytes([["a"]]))
    place = -1
    while (place := content.find(b"PK\x01\x02", place + 1)) >= 0:
        content[place + 8] |= 1  # "encrypted", in the directory of the archive

    with pytest.raises(TableUnreadable, match="damaged, or not an XLSX workbook"):
        read(bytes(content))


_WORKBOOK = xlsx_bytes([["Group", "Useful?"], ["A", 2.5], ["B", "Yes"]])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(4, len(_WORKBOOK) - 1), st.integers(0, 255)), min_size=1, max_size=9
    )
)
def test_a_damaged_workbook_is_read_or_refused_in_a_sentence(
    damages: list[tuple[int, int]],
) -> None:
    content = bytearray(_WORKBOOK)
    for place, value in damages:
        content[place] = value

    with suppress(TableUnreadable):
        assert read(bytes(content)).columns


def test_another_kind_of_archive_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")

    with pytest.raises(TableUnreadable, match="not an XLSX workbook"):
        read(content.getvalue())


def test_a_workbook_that_unpacks_to_more_than_it_may_is_not_unpacked() -> None:
    # 101 MB of one character pack into about 100 kB.
    bomb = with_part(xlsx_bytes([["a"]]), SHEET, b" " * 101_000_000)

    assert len(bomb) < 200_000
    with pytest.raises(TableUnreadable, match="unpacks to 101 MB"):
        read(bomb)


def test_one_row_that_would_fill_the_memory_is_not_built() -> None:
    sheet = HEAD + b"<row>" + b"<c><v>1</v></c>" * 1_000_000 + b"</row>" + TAIL

    with pytest.raises(TableUnreadable, match="too long to be a row of answers"):
        read(with_part(xlsx_bytes([["a"]]), SHEET, sheet))


def test_entities_that_multiply_are_refused() -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(98, 108)
    )
    sheet = entities + b"]>" + HEAD + b'<row><c t="str"><v>&k;</v></c></row>' + TAIL

    with pytest.raises(TableUnreadable, match="damaged"):
        read(with_part(xlsx_bytes([["a"]]), SHEET, sheet))


def test_a_cell_at_the_far_end_of_the_sheet_is_refused() -> None:
    right = HEAD + b'<row r="1"><c r="XFD1"><v>1</v></c></row>' + TAIL
    below = HEAD + b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>' + TAIL

    with pytest.raises(TableUnreadable, match="16384 columns"):
        read(with_part(xlsx_bytes([["a"]]), SHEET, right))
    with pytest.raises(TableUnreadable, match="beyond row"):
        read(with_part(xlsx_bytes([["a"]]), SHEET, below))


def test_a_reference_to_a_text_that_is_not_there_is_refused() -> None:
    sheet = HEAD + b'<row><c t="s"><v>99</v></c></row>' + TAIL

    with pytest.raises(TableUnreadable, match="damaged"):
        read(with_part(xlsx_bytes([["a"]]), SHEET, sheet))
