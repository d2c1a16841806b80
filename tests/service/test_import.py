"""`bilan import`: what is stored, what is refused, and what people are told."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.commands.import_answers import import_answers
from service.formats import mapping
from service.store import jobs
from service.store.catalogue import read_snapshot
from service.store.database import Database
from service.store.reads import submission_counts
from tests.service.formats.made_files import MAPPING, QUESTIONNAIRE, csv_bytes, xlsx_bytes

DOCS = Path(__file__).resolve().parents[2] / "docs" / "how-to"
HEADER = ["Group", "Date", "Useful?", "Why?", "E-mail"]
ROWS = [
    ["A", "1/2/2020", "Yes", "Clear and kind", "ann@example.org"],
    ["A", "2/2/2020", "No", "", "bob@example.org"],
    ["B", "3/3/2020", "Yes", "", "eve@example.org"],
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a mapping, its questionnaire and a file of three answers."""
    (tmp_path / "course.toml").write_text(QUESTIONNAIRE, "utf-8")
    (tmp_path / "mapping.toml").write_text(MAPPING, "utf-8")
    (tmp_path / "answers.csv").write_bytes(csv_bytes([HEADER, *ROWS]))
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        import_answers,
        [*arguments, "--mapping", str(folder / "mapping.toml")],
        env={"BILAN_DATABASE": str(folder / "bilan.duckdb")},
    )


def run_here(folder: Path, *options: str) -> Result:
    return run(folder, str(folder / "answers.csv"), *options)


def stored(folder: Path) -> dict[str, int]:
    """Return how many submissions each survey has."""
    with Database(folder / "bilan.duckdb") as database, database.cursor() as cursor:
        return submission_counts(cursor)


def write(folder: Path, *rows: Sequence[str], header: Sequence[str] = HEADER) -> None:
    (folder / "answers.csv").write_bytes(csv_bytes([header, *rows]))


def test_answers_are_stored_in_a_survey_for_each_cohort(folder: Path) -> None:
    result = run_here(folder)

    assert (result.exit_code, result.stderr) == (0, "No file has a column for: recommend.\n")
    assert result.stdout == (
        "Imported 3 new submissions into “School”, 2 cohort(s); 0 were there already. "
        "Their themes are found when the service runs.\n"
    )
    assert stored(folder) == {"course-a-course": 2, "course-b-course": 1}


def test_importing_again_changes_nothing(folder: Path) -> None:
    run_here(folder)

    result = run_here(folder)

    assert "Imported 0 new submissions" in result.stdout
    assert "3 were there already" in result.stdout
    assert stored(folder) == {"course-a-course": 2, "course-b-course": 1}


def test_the_workbook_of_a_file_that_was_imported_changes_nothing(folder: Path) -> None:
    run_here(folder)
    (folder / "answers.xlsx").write_bytes(xlsx_bytes([HEADER, *ROWS]))

    result = run(folder, str(folder / "answers.xlsx"))

    assert "Imported 0 new submissions" in result.stdout


def test_themes_are_asked_for_once_where_there_are_new_answers(folder: Path) -> None:
    run_here(folder)
    run_here(folder)

    with Database(folder / "bilan.duckdb") as database, database.cursor() as cursor:
        assert [job.subject for job in jobs.unfinished(cursor)] == ["course"]


def test_personal_columns_are_nowhere_in_the_file(folder: Path) -> None:
    run_here(folder)

    assert b"example.org" not in (folder / "bilan.duckdb").read_bytes()
    assert b"Clear and kind" in (folder / "bilan.duckdb").read_bytes()


# Refusals


def test_one_unreadable_row_refuses_the_whole_import(folder: Path) -> None:
    write(folder, *ROWS, ["A", "1/2/2020", "Perhaps", "", ""], ["", "1/2/2020", "Yes", "", ""])

    result = run_here(folder)

    file = folder / "answers.csv"
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines()[1:] == [
        "2 row(s) can’t be read:",
        f"  {file}, line 5: column “Useful?”: “Perhaps” is not one of the words of the mapping.",
        f"  {file}, line 6: column “Group”: it does not say which cohort the row belongs to.",
        (
            "Nothing was stored. Mend the mapping or the file, "
            "or leave these rows out with --skip-unreadable."
        ),
    ]
    assert not (folder / "bilan.duckdb").exists()


def test_rows_with_the_same_fault_share_a_line(folder: Path) -> None:
    write(
        folder, *[["A", "1/2/2020", "Perhaps", "", ""]] * 3, ROWS[0], ["A", "", "Perhaps", "", ""]
    )

    result = run_here(folder)

    assert "lines 2–4, 6: column “Useful?”" in result.stderr
    assert "line 6: column “Date”: there is no date." in result.stderr


def test_unreadable_rows_can_be_left_out_and_are_still_listed(folder: Path) -> None:
    write(folder, *ROWS, ["A", "1/2/2020", "Perhaps", "", ""])

    result = run_here(folder, "--skip-unreadable")

    assert result.exit_code == 0
    assert "line 5: column “Useful?”" in result.stderr
    assert "Imported 3 new submissions" in result.stdout


def test_a_file_with_nothing_to_import_is_refused(folder: Path) -> None:
    write(folder, ["A", "1/2/2020", "", "", ""], ["A", "1/2/2020", "", "", ""])

    result = run_here(folder)

    assert result.exit_code == 1
    assert "lines 2–3: no question is answered" in result.stderr
    assert "There is no answer to import; nothing was stored." in result.stderr


def test_a_mapping_that_does_not_fit_is_refused_with_every_problem(folder: Path) -> None:
    write(folder, header=[*HEADER, "Phone", "Fax"])

    result = run_here(folder)

    assert result.exit_code == 1
    assert f"{folder / 'mapping.toml'} cannot be used:\n" in result.stderr
    assert "the column “Phone” is neither mapped" in result.stderr
    assert "the column “Fax” is neither mapped" in result.stderr


def test_every_file_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "one.csv").write_bytes(b"a,b\n\x00,1\n")
    (folder / "two.xlsx").write_bytes(b"PK\x03\x04 cut short")

    result = run(folder, str(folder / "one.csv"), str(folder / "two.xlsx"))

    assert result.exit_code == 1
    assert "one.csv: it holds NUL bytes" in result.stderr
    assert "two.xlsx: it is damaged" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("course.toml", None, "course.toml: No such file or directory"),
        ("course.toml", "code = 1", "course.toml: "),
        (
            "course.toml",
            'code = "x"\nversion = 1\ntitle = {}\nsections = []',
            "The French text is missing",
        ),
        ("mapping.toml", "language =", "mapping.toml cannot be used"),
    ],
)
def test_a_questionnaire_or_mapping_that_cannot_be_read_is_named(
    folder: Path, name: str, content: str | None, reason: str
) -> None:
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_text(content, "utf-8")

    result = run_here(folder)

    assert result.exit_code == 1
    assert reason in result.stderr


def test_other_words_under_a_published_version_are_refused(folder: Path) -> None:
    run_here(folder)
    (folder / "course.toml").write_text(QUESTIONNAIRE.replace("Useful?", "Helpful?"), "utf-8")
    write(folder, *ROWS, ["A", "1/2/2020", "Yes", "", ""])

    result = run_here(folder)

    assert result.exit_code == 1
    assert "Nothing was stored." in result.stderr
    assert "a change needs a new version number" in result.stderr
    assert sum(stored(folder).values()) == 3


@pytest.mark.parametrize("arguments", [[], ["nowhere.csv"], ["--mapping"], ["--colour", "red"]])
def test_wrong_usage_is_told_from_a_refusal(arguments: list[str]) -> None:
    result = CliRunner().invoke(import_answers, arguments)

    assert result.exit_code == 2


def test_an_unusable_database_is_said_in_a_sentence(folder: Path) -> None:
    (folder / "bilan.duckdb").write_bytes(b"not a database" * 1000)

    result = run_here(folder)

    assert result.exit_code == 1
    assert "is not a valid DuckDB database" in result.stderr
    assert "Traceback" not in result.output


# A change of mind


def test_a_mapping_that_reads_otherwise_does_not_change_what_is_stored(folder: Path) -> None:
    run_here(folder)
    changed = MAPPING.replace(
        'column = ["Useful?", "Was it useful?"]',
        'column = "Useful?"\nvalues = { Yes = "no", No = "yes" }',
    )
    (folder / "mapping.toml").write_text(changed, "utf-8")

    result = run_here(folder)

    assert "3 submission(s) were stored before and are read otherwise now" in result.stderr
    assert "Imported 0 new submissions" in result.stdout


def test_people_who_may_count_twice_are_pointed_out(folder: Path) -> None:
    write(folder, *[row[:4] for row in ROWS], header=HEADER[:4])
    run_here(folder)
    write(folder, *[[*row[:4], "9"] for row in ROWS], header=[*HEADER[:4], "Recommend?"])

    result = run_here(folder)

    assert "3 submission(s) that are not in these files were stored" in result.stderr


# Dry run


def test_a_dry_run_shows_cohorts_and_distributions_and_stores_nothing(folder: Path) -> None:
    result = run_here(folder, "--dry-run")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Programme “School”, activity “Course”",
        "",
        "Cohorts: 2",
        "       2  A (2020-02-01 to 2020-02-02)",
        "       1  B (2020-03-03 to 2020-03-03)",
        "",
        "Questions:",
        "  useful: 3 answers: no 1, yes 2, not_applicable 0",
        "  recommend: no answers",
        "  tools: no answers",
        "  parts.morning: no answers",
        "  parts.evening: no answers",
        "  hours: no answers",
        "  started: no answers",
        "  why: 1 comments",
        "This was a dry run: nothing was stored.",
    ]
    assert not (folder / "bilan.duckdb").exists()


def test_a_dry_run_refuses_what_the_import_would_refuse(folder: Path) -> None:
    write(folder, ["A", "1/2/2020", "Perhaps", "", ""])

    assert run_here(folder, "--dry-run").exit_code == 1


def test_a_sheet_is_chosen_by_name(folder: Path) -> None:
    (folder / "answers.xlsx").write_bytes(xlsx_bytes([HEADER, *ROWS], title="Réponses"))

    chosen = run(folder, str(folder / "answers.xlsx"), "--sheet", "Réponses")
    unknown = run(folder, str(folder / "answers.xlsx"), "--sheet", "Answers")

    assert chosen.exit_code == 0
    assert unknown.exit_code == 1
    assert "it has no sheet “Answers”; it has “Réponses”" in unknown.stderr


def test_two_imports_build_one_programme(folder: Path) -> None:
    run_here(folder)
    write(folder, ["C", "1/5/2020", "Yes", "", ""])
    run_here(folder)

    with Database(folder / "bilan.duckdb") as database, database.cursor() as cursor:
        snapshot = read_snapshot(cursor)
    assert list(snapshot.programmes) == ["school"]
    assert [each.slug for each in snapshot.cohorts_of("course")] == [
        "course-a",
        "course-b",
        "course-c",
    ]


def test_the_command_line_starts_without_what_only_workbooks_need() -> None:
    code = (
        "import sys, service.commands.import_answers; print({'openpyxl', 'numpy'} & {*sys.modules})"
    )

    ran = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert ran.stdout == "set()\n"


def test_the_how_to_page_names_every_key_of_a_mapping() -> None:
    page = (DOCS / "import-answers.md").read_text("utf-8")
    parts = [
        mapping.Mapping,
        mapping.ProgrammeEntry,
        mapping.ActivityEntry,
        mapping.CohortRule,
        mapping.CohortEntry,
        mapping.DateRule,
        mapping.FileRule,
        mapping.LeftOutColumns,
        mapping.OneColumn,
        mapping.ColumnPerRow,
        mapping.ColumnPerOption,
        mapping.ColumnPerPoint,
    ]

    keys = [key for part in parts for key in part.__struct_fields__]

    assert [key for key in keys if f"`{key}`" not in page] == []
