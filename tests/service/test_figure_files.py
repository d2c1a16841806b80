"""What leaves a page as a file is what the page shows, and nothing else."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient
from openpyxl import load_workbook

from dashboards.figures.sheet import Cell, Portion, Sheet
from dashboards.pages.cohort import cohort_taken
from service.formats.sheet_files import csv_file, excel_csv_file, workbook_file
from surveys.bundle import Bundle
from tests.dashboards.examples import cohort_view
from tests.factories import make_bundle, make_survey
from tests.service.test_selection import _answers, _cohort

AT = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
SHEET = Sheet(
    columns=("Énoncé", "Nombre", "Part"),
    rows=(("Été; « 1,5 »", 1200, Portion(0.945, 1)), ("=1+1", None, None)),
)


def test_a_csv_for_programs_has_points_and_commas() -> None:
    assert csv_file(SHEET).decode() == (
        'Énoncé,Nombre,Part\r\n"Été; « 1,5 »",1200,0.945\r\n\'=1+1,,\r\n'
    )


def test_excel_in_french_gets_its_mark_semicolons_and_decimal_commas() -> None:
    written = excel_csv_file(SHEET, "fr")

    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig") == (
        'Énoncé;Nombre;Part\r\n"Été; « 1,5 »";1200;0,945\r\n\'=1+1;;\r\n'
    )


def test_excel_in_english_keeps_commas_and_points() -> None:
    assert excel_csv_file(SHEET, "en").decode("utf-8-sig") == csv_file(SHEET).decode()


@given(st.text(min_size=1, max_size=12))
def test_no_cell_and_no_header_begins_like_a_formula(text: str) -> None:
    made = csv_file(Sheet(columns=(text,), rows=((text,),))).decode("utf-8", "surrogatepass")

    for row in csv.reader(io.StringIO(made, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_a_workbook_says_what_it_is_and_has_a_sheet_a_figure() -> None:
    page = cohort_taken(cohort_view(), "fr")
    book = load_workbook(io.BytesIO(workbook_file(page, AT, "Bilan 0.1.0")))
    about = {str(name): value for name, value, *_ in book.worksheets[0].values if name}

    assert about["Réponses montrées"] == "Réponses de tout le monde."
    assert about["Version du service"] == "Bilan 0.1.0"
    assert about["Adresse"] == page.address
    assert len(book.worksheets) == 2 + len(page.figures)
    assert len({sheet.title.lower() for sheet in book.worksheets}) == len(book.worksheets)
    said = " ".join(str(cell) for row in book.worksheets[1].values for cell in row)
    assert "réponses sur" in said
    assert "Direction, 12 sur 14 (86\u00a0%)" in said


def test_what_begins_like_a_formula_is_a_text_in_the_workbook() -> None:
    page = cohort_taken(cohort_view(), "en")
    hostile = page._replace(title="=HYPERLINK(1)")
    book = load_workbook(io.BytesIO(workbook_file(hostile, AT, "1")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]

    assert any(cell.value == "=HYPERLINK(1)" for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_the_workbook_counts_what_is_not_shown() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (("a", None, None), ("b", 5, None))

    assert Sheet(columns=("x", "y", "z"), rows=rows).withheld == 1


@pytest.fixture
def bundle() -> Bundle:
    people: dict[str | None, int] = {"coordination": 12, "volunteer": 3, None: 6}
    return make_bundle(
        cohorts=(_cohort(1, NOON_DAY), _cohort(2, date(2026, 2, 9))),
        surveys=(make_survey(), make_survey(slug="hiver-2026", cohort="cohorte-2")),
        submissions=(
            *_answers("printemps-2026", people, 0),
            *_answers("hiver-2026", {"coordination": 8, "volunteer": 6}, 100),
        ),
    )


NOON_DAY = datetime(2026, 1, 12, tzinfo=UTC).date()
COHORT = "/cohorts/cohorte-1"


def _rows(page: TestClient[Litestar], address: str) -> list[list[str]]:
    answer = page.get(address)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.text, newline="")))


def test_a_file_holds_for_the_same_people_as_the_page(signed_in: TestClient[Litestar]) -> None:
    everybody = _rows(signed_in, f"{COHORT}/figures/satisfaction.csv?lang=en")
    some = _rows(signed_in, f"{COHORT}/figures/satisfaction.csv?role=coordination&lang=en")
    at = everybody[0].index("Answers (n)")

    assert everybody[1][at] == "21"
    assert some[1][at] == "12"


def test_what_the_gate_hides_has_no_file(signed_in: TestClient[Litestar]) -> None:
    assert signed_in.get(f"{COHORT}/figures/satisfaction.csv?role=volunteer").status_code == 404
    assert signed_in.get(f"{COHORT}/figures/satisfaction.exe").status_code == 404
    assert signed_in.get(f"{COHORT}/figures/.svg").status_code == 404
    assert signed_in.get("/cohorts/rien/export.xlsx").status_code == 404
    refused = signed_in.get(f"{COHORT}/export.xlsx?role=coordination&language=fr")
    assert refused.status_code in {400, 422}


def test_files_have_names_and_types_that_programs_know(signed_in: TestClient[Litestar]) -> None:
    drawn = signed_in.get(f"{COHORT}/figures/satisfaction.svg?role=coordination")
    book = signed_in.get(f"{COHORT}/export.xlsx?role=coordination&lang=fr")

    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert 'filename="printemps-2026-satisfaction.svg"' in drawn.headers["content-disposition"]
    assert 'filename="printemps-2026.xlsx"' in book.headers["content-disposition"]
    about = load_workbook(io.BytesIO(book.content)).worksheets[0]
    said = [str(value) for _, value, *_ in about.values]
    assert any("coordination" in each.lower() for each in said)
    assert f"{COHORT}?survey=printemps-2026&role=coordination" in said


def test_the_page_leads_to_its_files_with_what_is_selected(
    signed_in: TestClient[Litestar],
) -> None:
    said = signed_in.get(f"{COHORT}?role=coordination").text

    assert f"{COHORT}/figures/satisfaction.svg?survey=printemps-2026&amp;role=coordination" in said
    assert f"{COHORT}/export.xlsx?survey=printemps-2026&amp;role=coordination" in said


BOTH = "/compare?cohort=cohorte-1&cohort=cohorte-2"


def test_a_comparison_is_of_those_selected_and_gives_away_the_same(
    signed_in: TestClient[Litestar],
) -> None:
    everybody = signed_in.get(f"{BOTH}&lang=en").text
    some = signed_in.get(f"{BOTH}&role=coordination&lang=en").text
    rows = _rows(
        signed_in,
        "/compare/figures/sides.csv?cohort=cohorte-1&cohort=cohorte-2&role=coordination&lang=en",
    )
    at = rows[0].index("Answers (n)")

    assert "of 21)" in everybody
    assert "of 14 (" in everybody
    assert "of 21)" not in some
    assert "Only people who say that this is their role" in some
    assert [row[at] for row in rows[1:3]] == ["12", "8"]


def test_a_comparison_shows_nothing_of_those_the_gate_hides(
    signed_in: TestClient[Litestar],
) -> None:
    rows = _rows(
        signed_in,
        "/compare/figures/sides.csv?cohort=cohorte-1&cohort=cohorte-2&role=volunteer&lang=en",
    )

    # Three in the first cohort: nothing of them; of the second, six.
    assert set(rows[1][2:]) == {""}
    assert rows[2][rows[0].index("Answers (n)")] == "6"


@pytest.mark.parametrize("query", ["role=coordination&language=fr", "role=king", "only=x:y"])
def test_a_comparison_takes_one_filter_that_exists(
    signed_in: TestClient[Litestar], query: str
) -> None:
    for address in (BOTH, "/compare/export.xlsx?cohort=cohorte-1&cohort=cohorte-2"):
        refused = signed_in.get(f"{address}&{query}")
        assert refused.status_code == signed_in.get(f"{COHORT}?{query}").status_code
        assert refused.status_code >= 400


def test_programs_compare_those_selected_too(signed_in: TestClient[Litestar]) -> None:
    answer = signed_in.get("/api" + BOTH + "&role=coordination").json()
    points = answer["comparison"]["items"][0]["points"]

    assert [point["answers"] for point in points] == [12, 8]


def test_trends_give_away_what_they_show(signed_in: TestClient[Litestar]) -> None:
    base = "/activities/formation/trends"
    page = signed_in.get(f"{base}?role=coordination").text
    rows = _rows(signed_in, f"{base}/figures/satisfaction.csv?role=coordination&lang=en")
    book = signed_in.get(f"{base}/export.xlsx?role=coordination")

    assert "/figures/satisfaction.svg?questionnaire=" in page
    assert [row[rows[0].index("Answers (n)")] for row in rows[1:]] == ["12", "8", "20"]
    assert len(load_workbook(io.BytesIO(book.content)).worksheets) >= 3


def test_nothing_compared_has_no_figure(signed_in: TestClient[Litestar]) -> None:
    assert signed_in.get("/compare/figures/sides.svg").status_code == 404
