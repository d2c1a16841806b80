"""`bilan report` over the demonstration: it makes, it checks, and it finds what was altered."""

import os
import random
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from dashboards.report.blocks import Report
from dashboards.report.paper import manuscript
from dashboards.report.verify import pdf_differences, printed_figures
from service.__main__ import main
from service.commands.demo import load_demonstration
from service.formats.pdf_text import pdf_text
from service.jobs.make_report import Made, from_file
from service.jobs.typeset import typeset
from service.store.database import Database

SEED = 20_261_123


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demonstration's bilan in French, made once."""
    folder = tmp_path_factory.mktemp("report")
    with Database(folder / "bilan.duckdb") as database:
        load_demonstration(database, at=datetime.now(UTC))
    os.environ["BILAN_DATABASE"] = str(folder / "bilan.duckdb")
    try:
        made = _run("demonstration", "--out", str(folder / "bilans"))
        assert made.exit_code == 0, made.output
        yield folder / "bilans"
    finally:
        del os.environ["BILAN_DATABASE"]


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A copy to alter; the path is that of its snapshot."""
    shutil.copytree(folder, tmp_path / "bilans")
    (snapshot,) = (tmp_path / "bilans").glob("*.json")
    return snapshot


@pytest.fixture(scope="module")
def made(folder: Path) -> Made:
    (snapshot,) = folder.glob("*.json")
    return from_file(snapshot.read_bytes())


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, ["report", *words])


def _set(report: Report, made: Made) -> bytes:
    return typeset(manuscript(report, made.snapshot), lambda _: None)


def test_a_bilan_made_from_the_command_line_has_every_section_its_needs_included(
    made: Made,
) -> None:
    sections = [section.id for section in made.report.sections]

    assert {"needs", "testimonials", "key-figures"} <= set(sections)
    assert len(sections) >= 12
    assert made.snapshot.themes


def test_an_untouched_report_is_verified_figure_by_figure(folder: Path, made: Made) -> None:
    ran = _run("--verify", "--out", str(folder))
    figures = len({run.figure for run in printed_figures(made.report)})

    assert ran.exit_code == 0
    assert figures > 100
    assert f"{figures} figures verified." in ran.output


def test_the_pdf_is_tagged_titled_and_says_its_language_and_seal(folder: Path, made: Made) -> None:
    (pdf,) = folder.glob("*.pdf")
    reader = PdfReader(BytesIO(pdf.read_bytes()))
    catalogue: Any = reader.trailer["/Root"]

    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "fr-CA"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_data()
    assert reader.metadata
    assert reader.metadata.title == made.report.title
    assert made.seal in str(reader.metadata.get("/Keywords"))
    assert len(reader.outline) >= len(made.report.sections)
    tags = _tags(catalogue["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Caption", "/Figure"} <= tags


def _tags(node: object) -> set[str]:
    """Return the kinds of all elements of a tree of tags."""
    found, waiting = set(), [node]
    while waiting:
        each = waiting.pop()
        each = each.get_object() if hasattr(each, "get_object") else each
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            found.add(str(each.get("/S")))
            waiting += [each["/K"]] if "/K" in each else []
    return found


def test_every_figure_printed_on_the_screen_stands_in_the_pdf(folder: Path, made: Made) -> None:
    (pdf,) = folder.glob("*.pdf")
    text = "".join((pdf_text(pdf.read_bytes()) or "").split())
    after = 0
    for run in printed_figures(made.report):
        said = "".join(run.text.split())
        after = text.find(said, after) + len(said)
        assert after >= len(said), f"{run.figure} ({run.part}) {run.text} is not in the PDF"


def test_the_same_snapshot_sets_the_same_pdf(folder: Path, made: Made) -> None:
    (pdf,) = folder.glob("*.pdf")

    assert _set(made.report, made) == pdf.read_bytes()


@pytest.mark.parametrize(
    "unusual",
    ["👍🏽 👩‍💻", "中文", "ᐃᓄᒃᑎᑐᑦ", "\x07\x00", "\\u0007 😊"],
    ids=["emoji", "Chinese", "Inuktitut", "controls", "a backslash"],
)
def test_what_no_font_has_does_not_keep_a_pdf_from_being_set(made: Made, unusual: str) -> None:
    report = msgspec.structs.replace(made.report, period=f"Merci {unusual} à vous", sections=())
    text = pdf_text(_set(report, made))

    assert text is not None
    assert re.search(r"Merci\s.*\ufffd.*\sà vous", text, re.DOTALL)


def test_a_digit_altered_in_the_pdf_is_found_and_its_figure_named(made: Made) -> None:
    chance = random.Random(SEED)  # noqa: S311 -- places, no secrets
    key_figures = [each for each in made.report.sections if each.id == "key-figures"]
    short = msgspec.structs.replace(made.report, sections=tuple(key_figures))
    original = _set(short, made)
    text = pdf_text(original) or ""
    report = msgspec.json.encode(short).decode()
    runs = [run for run in printed_figures(short) if run.text[0].isdigit()]
    for run in chance.sample(runs, 8):
        printed = msgspec.json.encode(run).decode()
        digit = printed.index(run.text, printed.index('"text"') + 6)
        other = str((int(printed[digit]) + 1) % 10)
        changed = report.replace(printed, printed[:digit] + other + printed[digit + 1 :], 1)
        altered = _set(msgspec.json.decode(changed, type=Report), made)

        assert altered != original
        (said,) = pdf_differences(pdf_text(altered) or "", text, short)
        assert run.figure in said


@pytest.mark.parametrize("suffix", [".json", ".html", ".pdf"])
def test_one_altered_digit_fails_the_check_with_a_sentence(copy: Path, suffix: str) -> None:
    path = copy.with_suffix(suffix)
    content = path.read_bytes()
    chance = random.Random(SEED)  # noqa: S311 -- places, no secrets
    at = chance.choice([i for i, byte in enumerate(content) if chr(byte).isdigit()])
    other = b"3" if content[at : at + 1] != b"3" else b"4"
    path.write_bytes(content[:at] + other + content[at + 1 :])

    ran = _run("--verify", str(copy.parent))

    assert ran.exit_code == 1
    assert "1 of 1 reports print something else than their snapshot gives." in ran.output


def test_a_snapshot_that_is_missing_or_stands_alone_verifies_nothing(copy: Path) -> None:
    for suffix in (".html", ".pdf"):
        shutil.move(copy.with_suffix(suffix), copy.parent / f"kept{suffix}")
    alone = _run("--verify", str(copy))
    for suffix in (".html", ".pdf"):
        shutil.move(copy.parent / f"kept{suffix}", copy.with_suffix(suffix))
    copy.unlink()
    missing = _run("--verify", str(copy.with_suffix(".pdf")))

    assert alone.exit_code == missing.exit_code == 1
    assert "neither an HTML page nor a PDF" in alone.output
    assert "The snapshot is missing" in missing.output


@pytest.mark.parametrize(("gone", "left"), [(".pdf", "HTML page"), (".html", "PDF")])
def test_what_was_not_there_to_be_checked_is_told(copy: Path, gone: str, left: str) -> None:
    copy.with_suffix(gone).unlink()
    ran = _run("--verify", str(copy))

    assert ran.exit_code == 0
    assert f"figures verified in the {left} alone" in ran.output


def test_a_damaged_pdf_is_told_in_one_sentence_and_nothing_else(
    copy: Path, caplog: pytest.LogCaptureFixture
) -> None:
    copy.with_suffix(".pdf").write_bytes(b"%PDF-1.7 cut short")
    ran = _run("--verify", str(copy))

    assert ran.exit_code == 1
    assert "PDF: it is damaged and cannot be read." in ran.output
    assert caplog.records == []


def test_a_file_that_is_no_snapshot_is_refused_with_a_reason(copy: Path) -> None:
    copy.write_text("{}", "utf-8")
    ran = _run("--verify", str(copy))

    assert ran.exit_code == 1
    assert "The snapshot cannot be read: " in ran.output


def test_a_folder_without_reports_and_a_programme_nobody_knows_are_told(
    folder: Path, tmp_path: Path
) -> None:
    nothing = _run("--verify", str(tmp_path))
    unknown = _run("nowhere", "--out", str(tmp_path))
    both = _run("one", "two")

    assert "There is no report to check in" in nothing.output
    assert "There is no programme 'nowhere'. There are: demonstration." in unknown.output
    assert "Name one programme, or --verify." in both.output
    assert list(tmp_path.iterdir()) == []


def test_a_report_is_dated_by_the_day_of_its_programme(made: Made) -> None:
    assert abs((made.snapshot.made_on - date.today()).days) <= 1  # noqa: DTZ011 -- of any zone


def test_nothing_but_released_counts_is_sealed(made: Made) -> None:
    """No name of anybody, no organisation, no comment that is not a quote."""
    sealed = made.encoded.decode()

    assert made.snapshot.threshold == 10
    assert '"person"' not in sealed
    assert '"organisation"' not in sealed
    assert "@" not in sealed
