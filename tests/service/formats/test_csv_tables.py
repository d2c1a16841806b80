"""How CSV files are read whose encoding and delimiter nobody wrote down."""

import codecs
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.formats.files import read_table
from service.formats.tables import MOST_COLUMNS, Layout, Table, TableUnreadable, tell_apart
from tests.service.formats.made_files import csv_bytes, table


def read(content: bytes, layout: Layout = Layout()) -> Table:  # noqa: B008  # frozen
    return read_table("answers.csv", content, layout)


TEXT = "Prénom,Réponse\r\nZoë,Très utile\r\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
    ],
)
def test_every_unicode_encoding_gives_the_same_table(content: bytes) -> None:
    found = read(content)

    assert found.columns == ("Prénom", "Réponse")
    assert found.rows[0].cells == ("Zoë", "Très utile")
    assert not found.notes


def test_windows_1252_is_read_and_said() -> None:
    found = read("Prénom,Réponse\nZoë,L’été\n".encode("cp1252"))

    assert found.rows[0].cells == ("Zoë", "L’été")
    assert "Windows-1252" in found.notes[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a,b\n\x81\x8d,c\n", "neither UTF-8, UTF-16 nor Windows-1252"),
        (codecs.BOM_UTF8 + b"a,b\n\xff,c\n", "it says it is utf-8-sig, but is not"),
        (b"a,b\nx\x00y,c\n", "NUL bytes"),
        (b"", "it is empty"),
        (b"  \n\n", "it is empty"),
        (b",,,\n,,\n", "no header"),
        (b'a,b\n1,2\n"never closed,3\n4,5\n', "the record that begins at line 3 is not CSV"),
        (b'a,b\n"x"y,2\n', "the record that begins at line 2 is not CSV"),
        (b"\xd0\xcf\x11\xe0old workbook", "old .xls"),
    ],
)
def test_what_is_no_csv_file_is_refused_in_a_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(TableUnreadable, match=reason) as refused:
        read(content)

    assert str(refused.value).startswith("answers.csv: ")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_among_texts_that_hold_the_others(delimiter: str) -> None:
    rows = [["Why; really?", "So, what"], ["a; b, c | d", "x\ty"], ["e", "1"]]

    assert read(csv_bytes(rows, delimiter=delimiter)).columns == ("Why; really?", "So, what")


def test_the_delimiter_that_excel_names_is_taken() -> None:
    found = read(b"sep=;\r\na;b\r\n1;2\r\n")

    assert found.columns == ("a", "b")
    assert (found.rows[0].line, found.rows[0].cells) == (3, ("1", "2"))


def test_one_column_is_a_table_too() -> None:
    assert [row.cells for row in read(b"Why?\nGood\nBad, alas\n").rows if not row.whole_fault] == [
        ("Good",)
    ]


def test_a_row_keeps_the_physical_line_where_it_begins() -> None:
    # Line 1 is the header, the first row takes lines 2 to 4, line 5 is empty.
    found = read(b'a,b\n"one\ntwo\nthree",x\n\nlast,y\n')

    assert [(row.line, row.cells[0]) for row in found.rows] == [(2, "one\ntwo\nthree"), (6, "last")]


def test_a_ragged_row_is_marked_not_padded_or_cut() -> None:
    found = read(b"a,b,c\n1,2\n1,2,3\n1,2,3,4\n")

    assert [row.whole_fault for row in found.rows] == [
        "it has 2 cells where the header has 3",
        None,
        "it has 4 cells where the header has 3",
    ]


def test_empty_lines_and_columns_without_anything_are_left_out() -> None:
    found = read(b"a,b,\n1,2,\n,,\n\n3,4,\n")

    assert found.columns == ("a", "b")
    assert [row.cells for row in found.rows] == [("1", "2"), ("3", "4")]


def test_columns_of_the_same_name_are_told_apart() -> None:
    assert tell_apart(["Other", "other ", "", "Other (2)", "Other"]) == (
        "Other",
        "other  (2)",
        "(column 3)",
        "Other (2) (2)",
        "Other (3)",
    )


def test_answers_may_begin_after_rows_that_repeat_the_questions() -> None:
    content = b'Q1,Q2\nUseful?,Why?\n"{""ImportId"":""Q1""}",x\nYes,Good\n'

    found = read(content, Layout(header_row=2, first_answer_row=4))

    assert found.columns == ("Useful?", "Why?")
    assert [row.cells for row in found.rows] == [("Yes", "Good")]


def test_twenty_thousand_columns_are_refused() -> None:
    with pytest.raises(TableUnreadable, match=f"20000 columns; .* at most {MOST_COLUMNS}"):
        read(b",".join(b"c%d" % number for number in range(20_000)))


def test_a_cell_without_end_is_refused() -> None:
    with pytest.raises(TableUnreadable, match="line 2"):
        read(b'a,b\n"' + b"x" * 200_000 + b'",1\n')


def test_a_line_without_end_is_refused_before_it_is_cut_into_cells() -> None:
    with pytest.raises(TableUnreadable, match="line 2 has 2000001 characters"):
        read(b"a,b\n" + b"," * 2_000_000 + b"\n")


_cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20).map(
    str.strip
)


@settings(deadline=None)
@given(st.lists(st.tuples(_cells, _cells, _cells), min_size=1, max_size=6))
def test_what_was_written_is_read(rows: list[tuple[str, str, str]]) -> None:
    found = table(("one", "two", "three"), *rows)

    assert [row.cells for row in found.rows] == [row for row in rows if any(row)]


@settings(deadline=None)
@given(
    st.text(alphabet='ab",;\t\r\n|é\0', max_size=60), st.sampled_from(["utf-8", "utf-16", "cp1252"])
)
def test_any_file_is_read_or_refused_in_a_sentence(text: str, encoding: str) -> None:
    with suppress(TableUnreadable):
        assert read(text.encode(encoding)).columns


def test_two_thousand_columns_of_one_name_are_told_apart_at_once() -> None:
    began = time.process_time()
    names = tell_apart(["Oui", "oui"] * 1_000)

    assert (names[0], names[1], names[1_999]) == ("Oui", "oui (2)", "oui (2000)")
    assert time.process_time() - began < 0.5
