"""A small file that grows when it is read is refused in a sentence, soon and in little memory."""

import sys
import time
from collections.abc import Callable

import pytest

from service.formats.files import read_table
from service.formats.tables import Layout, TableUnreadable
from service.jobs.worker import Computation, compute
from tests.fuzz.bombs import (
    SHEET,
    TEXTS,
    packed,
    parts_of,
    read_with_bounds,
    sheet_of,
    whole_workbook,
)

WHOLE = parts_of(whole_workbook())
NEVER_READ = ("docProps/app", "xl/theme", "_rels")
READ_BY_OPENPYXL = sorted(
    name for name in WHOLE if name.endswith((".xml", ".rels")) and not name.startswith(NEVER_READ)
)
LAUGHS = b"<!DOCTYPE x [" + b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10 if letter > 97 else b"ha" * 10)
    for letter in range(97, 107)
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/hostname">'
QUADRATIC = b'<!DOCTYPE x [<!ENTITY j "' + b"a" * 100_000 + b'">'


def refused(parts: dict[str, bytes]) -> str:
    began = time.process_time()
    with pytest.raises(TableUnreadable) as raised:
        read_table("list.xlsx", packed(WHOLE | parts), Layout())
    assert time.process_time() - began < 5
    return str(raised.value)


def test_the_workbook_that_is_made_worse_can_be_read() -> None:
    table = read_table("list.xlsx", packed(WHOLE), Layout())

    assert [row.cells for row in table.rows] == [("Zoé", "zoe@example.org")]
    assert {SHEET, TEXTS, "docProps/custom.xml", "xl/styles.xml"} <= set(READ_BY_OPENPYXL)


@pytest.mark.parametrize("part", READ_BY_OPENPYXL)
@pytest.mark.parametrize("entities", [LAUGHS, OUTSIDE, QUADRATIC], ids=["laughs", "file", "long"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_part_of_a_workbook_declares_entities(part: str, entities: bytes, encoding: str) -> None:
    head, _, rest = WHOLE[part].partition(b"?>")
    said = b'<?xml version="1.0" encoding="%s"?>' % encoding.encode()
    text = said + entities + b"]>" + (rest or head).lstrip()

    assert "damaged" in refused({part: text.decode().encode(encoding)})


BLOATED: dict[str, Callable[[bytes], bytes]] = {
    "xl/styles.xml": lambda part: part.replace(b"</cellXfs>", b"<xf/>" * 250_000 + b"</cellXfs>"),
    "xl/workbook.xml": lambda part: part.replace(
        b"</definedNames>", b'<definedName name="a">b</definedName>' * 30_000 + b"</definedNames>"
    ),
    "[Content_Types].xml": lambda part: part.replace(
        b"</Types>", b'<Default Extension="a" ContentType="b"/>' * 30_000 + b"</Types>"
    ),
    "xl/_rels/workbook.xml.rels": lambda part: part.replace(
        b"</Relationships>", b'<Relationship Id="x" Type="y" Target="z"/>' * 30_000
    ),
    "docProps/core.xml": lambda part: part.replace(
        b"</cp:coreProperties>", b"<a/>" * 260_000 + b"</cp:coreProperties>"
    ),
}


@pytest.mark.parametrize("part", BLOATED)
def test_a_part_beside_the_sheet_that_is_larger_than_any_is_refused_by_its_name(part: str) -> None:
    bloated = BLOATED[part](WHOLE[part])

    assert len(packed(WHOLE | {part: bloated})) < 30_000
    assert f"its part {part} has" in refused({part: bloated})


CELLS = b"<c><v>1</v></c>" * 1_000


@pytest.mark.parametrize(
    "sheet",
    [
        sheet_of(b"<row>" + CELLS * 300 + b"</row>"),
        sheet_of(b"<row>" + (CELLS + b'<c t="str"><v>row></v></c>') * 300 + b"</row>"),
        sheet_of(b"<row>" + (CELLS + b"<!--</row>-->") * 300 + b"</row>"),
        sheet_of(b"<row>" + (CELLS + b"<c><v><![CDATA[</row>]]></v></c>") * 300 + b"</row>"),
        sheet_of(b"<row><c/></row>", before=b"<cols>" + b"<col/>" * 600_000 + b"</cols>"),
    ],
    ids=["plain", "in a text", "in a comment", "in a section", "before the rows"],
)
def test_a_row_that_never_ends_is_not_built_wherever_its_end_is_feigned(sheet: bytes) -> None:
    assert "one row of its sheet is too long" in refused({SHEET: sheet})


def test_empty_rows_without_end_are_rows() -> None:
    parts = WHOLE | {SHEET: sheet_of(b'<row x="%s"/>' % (b"0" * 200) * 20_000)}

    assert "holds no header" in refused(parts)


def test_one_text_that_would_fill_the_memory_is_not_built() -> None:
    runs = b"<sst><si>" + b"<r><t>a</t></r>" * 300_000 + b"</si></sst>"

    assert "too long" in refused({TEXTS: runs})


def test_a_part_that_is_larger_than_it_declares_is_refused() -> None:
    workbook = bytearray(packed(WHOLE | {SHEET: sheet_of(b"<row><c><v>1</v></c></row>" * 50_000)}))
    size = len(sheet_of(b"<row><c><v>1</v></c></row>" * 50_000)).to_bytes(4, "little")
    workbook = bytearray(bytes(workbook).replace(size, (200).to_bytes(4, "little")))

    with pytest.raises(TableUnreadable, match="damaged"):
        read_table("list.xlsx", bytes(workbook), Layout())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
@pytest.mark.parametrize(("memory", "seconds"), [(100_000_000, 60), (1_000_000_000, 1)])
def test_what_no_rule_foresees_is_ended_by_the_system(memory: int, seconds: int) -> None:
    feigned = b'<cols xmlns:x="y">' + b"<x:row></x:row>" * 1_000_000 + b"</cols>"
    workbook = packed(WHOLE | {SHEET: sheet_of(b"<row><c/></row>", before=feigned)})

    assert len(workbook) < 100_000
    asked = Computation(
        read_with_bounds.__module__, read_with_bounds.__name__, (workbook, memory, seconds)
    )
    said = compute(asked, progress=lambda _: None)

    assert said == (
        "list.xlsx: reading it takes more time or memory than answers do. Save it as CSV."
    )
