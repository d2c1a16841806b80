"""The worked examples of docs/how-to/import, on the exports they were written for.

The exports are public but not ours, so they stand beside the repository, in
shared/data; without them these tests are skipped.
"""

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis.attendance import Window, minutes_present
from analysis.attendees import shown_in
from analysis.disclosure.gate import ReleasedItem
from analysis.scores.net_promoter import net_promoter_score
from service.commands.import_answers import import_answers
from service.formats.attendance.report import read_attendance_report
from service.formats.files import read_table
from service.formats.tables import Layout, Table
from service.store.catalogue import read_snapshot
from service.store.database import Database
from service.store.reads import survey_tallies
from tests.factories import NOON

ROOT = Path(__file__).resolve().parents[2]
MAPPINGS = ROOT / "docs" / "how-to" / "import"
DATA = ROOT.parent / "shared" / "data"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the public exports are not beside the repository (shared/data)"
)

CARPENTRIES = DATA / "carpentries" / "instructor_training_post.csv"
SESSIONS = DATA / "carpentries" / "carpentrycon_sessions.csv"
TYPEFORM = [DATA / "coderefinery" / "post-typeform" / f"{year}.csv" for year in (2017, 2018)]
INDICO = [
    DATA / "coderefinery" / "post-indico" / f"{name}.csv"
    for name in ("2018", "2019-a", "2019-b", "2019-c-2020")
]


def run(database: Path, mapping: str, *arguments: Path | str) -> Result:
    return CliRunner().invoke(
        import_answers,
        [*map(str, arguments), "--mapping", str(MAPPINGS / mapping)],
        env={"BILAN_DATABASE": str(database)},
    )


def tallies(path: Path) -> dict[str, Counter[str]]:
    """Return how often each value of each item is stored, over all surveys."""
    totals: dict[str, Counter[str]] = {}
    with Database(path) as database, database.cursor() as cursor:
        setups = list(read_snapshot(cursor).setups.values())
        for tally in survey_tallies(database.telling, setups, at=NOON).values():
            for item, counted in tally.items.items():
                totals.setdefault(item, Counter()).update(counted.counts)
    return totals


def cohorts(path: Path, activity: str) -> dict[str, int]:
    """Return the submissions of each cohort, oldest cohort first."""
    with Database(path) as database, database.cursor() as cursor:
        snapshot = read_snapshot(cursor)
        counts = survey_tallies(database.telling, list(snapshot.setups.values()), at=NOON)
    found = {tally.cohort: tally.submissions for tally in counts.values()}
    return {cohort.slug: found[cohort.slug] for cohort in snapshot.cohorts_of(activity)}


def column(path: Path, header: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row[header] for row in csv.DictReader(file)]


def everything(path: Path) -> str:
    """Return all that a database holds, as text."""
    with Database(path) as database, database.cursor() as cursor:
        names = [name for (name,) in cursor.execute("show tables").fetchall()]
        return repr([cursor.table(name).fetchall() for name in names])


# The Carpentries


def test_carpentries_gives_the_net_promoter_score_it_is_known_for(tmp_path: Path) -> None:
    result = run(tmp_path / "b", "carpentries.toml", CARPENTRIES)

    assert (result.exit_code, result.stderr) == (0, "")
    assert "Imported 967 new submissions" in result.stdout
    counts = tallies(tmp_path / "b")["recommend"]
    score = net_promoter_score("recommend", ReleasedItem(counts.total(), counts), None)
    assert score is not None
    assert (score.promoters, score.passives, score.detractors) == (501, 317, 71)
    assert (score.answers, round(score.score, 1)) == (889, 48.4)  # (501 - 71) / 889


def test_carpentries_has_ten_quarters_that_may_all_be_shown(tmp_path: Path) -> None:
    run(tmp_path / "b", "carpentries.toml", CARPENTRIES)

    found = cohorts(tmp_path / "b", "instructor-training")

    assert next(iter(found)) == "instructor-training-2016-q2"
    assert list(found.values()) == [14, 42, 90, 22, 108, 86, 114, 197, 179, 115]


def test_importing_carpentries_twice_changes_nothing(tmp_path: Path) -> None:
    run(tmp_path / "b", "carpentries.toml", CARPENTRIES)
    before = tallies(tmp_path / "b")

    result = run(tmp_path / "b", "carpentries.toml", CARPENTRIES)

    assert "Imported 0 new submissions" in result.stdout
    assert "967 were there already" in result.stdout
    assert tallies(tmp_path / "b") == before


def test_the_best_pace_of_carpentries_is_in_the_middle(tmp_path: Path) -> None:
    run(tmp_path / "b", "carpentries.toml", CARPENTRIES)

    with Database(tmp_path / "b") as database, database.cursor() as cursor:
        (setup, *_) = read_snapshot(cursor).setups.values()
    scales = setup.questionnaire.scale_by_code
    assert (scales["pace"].best, scales["balance"].best) == ("just_right", "balanced")
    assert tallies(tmp_path / "b")["pace"] == {
        "too_slow": 33,
        "slightly_slow": 225,
        "just_right": 513,
        "slightly_fast": 133,
        "too_fast": 5,
    }


def test_no_personal_column_of_carpentries_is_stored(tmp_path: Path) -> None:
    run(tmp_path / "b", "carpentries.toml", CARPENTRIES)

    held = everything(tmp_path / "b").lower()

    # Shorter ones may stand in any word.
    ids = {each.lower() for each in column(CARPENTRIES, "UniqueID") if len(each) >= 6}
    assert len(ids) > 200
    assert {each for each in ids if each in held} == set()
    sites = {each for each in column(CARPENTRIES, "MemberSiteOther") if len(each) > 10}
    assert {each for each in sites if each.lower() in held} == set()


# CarpentryCon


def test_the_stray_zero_of_carpentrycon_is_reported_and_nothing_is_stored(tmp_path: Path) -> None:
    result = run(tmp_path / "b", "carpentrycon.toml", SESSIONS)

    assert result.exit_code == 1
    assert "1 row(s) can’t be read:" in result.stderr
    assert f"{SESSIONS}, line 45: column “presenters_clear”: “0” is not one" in result.stderr
    assert not (tmp_path / "b").exists()


def test_six_means_not_applicable_at_carpentrycon(tmp_path: Path) -> None:
    result = run(tmp_path / "b", "carpentrycon.toml", SESSIONS, "--skip-unreadable")

    found = tallies(tmp_path / "b")
    assert "Imported 123 new submissions" in result.stdout
    # Row 45, the stray zero, holds no 6: so these are the counts of the whole file.
    columns = {
        "feedback": ("valuable_feedback", 12),
        "community": ("session_build_community", 29),
        "materials": ("session_materials", 22),
        "membership": ("session_membership", 53),
        "new_communities": ("session_new_communities", 41),
        "skills": ("session_develop_skills", 22),
    }
    for row, (header, count) in columns.items():
        assert column(SESSIONS, header).count("6") == count
        assert found[f"useful_for.{row}"]["not_applicable"] == count
    assert found["length"] == {"one": 10, "two": 101, "three": 11}


# CodeRefinery


def test_coderefinery_is_one_programme_of_thirty_workshops(tmp_path: Path) -> None:
    typeform = run(tmp_path / "b", "coderefinery.toml", *TYPEFORM)
    both = run(tmp_path / "b", "coderefinery.toml", *INDICO, *TYPEFORM)

    assert "Imported 92 new submissions" in typeform.stdout  # 27 + 65
    assert "Imported 193 new submissions" in both.stdout  # 38 + 35 + 45 + 75
    found = cohorts(tmp_path / "b", "coderefinery-workshops")
    assert (len(found), sum(found.values())) == (30, 285)
    assert list(found)[:2] == ["coderefinery-espoo-2016-12", "coderefinery-stockholm-2017-02"]
    assert list(found)[-1] == "coderefinery-online-2020-11"
    assert found["coderefinery-online-2020-05"] == 18
    assert found["coderefinery-lille-2019-11"] == 3


def test_both_tools_of_coderefinery_land_in_the_same_questions(tmp_path: Path) -> None:
    run(tmp_path / "b", "coderefinery.toml", *TYPEFORM, *INDICO)

    found = tallies(tmp_path / "b")
    header = "Reusable"
    ticked = sum(column(path, header).count("1") for path in TYPEFORM)
    listed = sum(path.read_text("utf-8-sig").count("More reusable") for path in INDICO)
    assert found["better_code"]["reusable"] == ticked + listed == 205
    words = Counter(
        word.replace("’", "'") for path in TYPEFORM for word in column(path, "Version control")
    )
    assert words["I started using this tool"] == 24  # 2 in 2017, 22 in 2018
    assert found["tools.version_control"]["started"] > 24
    assert sum(found["easier_collaboration"].values()) == 65 + 193  # 27 of 92 left it empty


def test_contradictions_of_coderefinery_are_counted_not_guessed(tmp_path: Path) -> None:
    result = run(tmp_path / "b", "coderefinery.toml", *INDICO)

    assert result.exit_code == 0
    assert "tools: started + better was read as started, 206 time(s)." in result.stderr
    assert "tools: same + not_using was read as no answer, 27 time(s)." in result.stderr


def test_no_personal_column_of_coderefinery_is_stored(tmp_path: Path) -> None:
    run(tmp_path / "b", "coderefinery.toml", *TYPEFORM, *INDICO)

    held = everything(tmp_path / "b")
    titles = {each for path in TYPEFORM for each in column(path, "Other") if each}
    assert "Head Engineer" in titles
    # That one is also the name of an option.
    assert {each for each in titles if each in held} == {"Scientific programmer"}


# CSV and XLSX of the same answers


def both(year: int) -> tuple[Table, Table]:
    lines, sheet = (
        read_table(path.name, path.read_bytes(), Layout())
        for path in (DATA / "spack" / f"{year}.csv", DATA / "spack" / f"{year}.xlsx")
    )
    return lines, sheet


@pytest.mark.parametrize(("year", "edited"), [(2020, 9), (2021, 1), (2022, 0)])
def test_a_csv_file_and_a_workbook_of_the_same_answers_are_one_table(
    year: int, edited: int
) -> None:
    lines, sheet = both(year)

    # The publishers edited nine cells of one CSV file and one of another by hand
    # ("BlueOS" became "Red Hat"); every other cell is the same.
    assert lines.columns == sheet.columns
    assert len(lines.rows) == len(sheet.rows)
    pairs = [
        pair
        for one, other in zip(lines.rows, sheet.rows, strict=True)
        for pair in zip(one.cells, other.cells, strict=True)
    ]
    assert sum(one != other for one, other in pairs) == edited
    assert len(pairs) > 8_000


@pytest.mark.parametrize(
    ("layout", "window", "expected"),
    [
        (
            "participants_heroes.csv",
            None,
            {"015_Loki (Loki Laufeyson)": 127.73, "003_Power Girl (Kara Zor-L)": 113.53},
        ),
        (
            "participants_heroes_full.csv",
            Window(datetime(2021, 11, 19, 10), datetime(2021, 11, 19, 12)),
            {"015_Loki (Loki Laufeyson)": 120, "003_Power Girl (Kara Zor-L)": 111.57},
        ),
    ],
)
def test_both_layouts_of_a_zoom_report_are_read_and_two_devices_count_once(
    layout: str, window: Window | None, expected: dict[str, float]
) -> None:
    report = read_attendance_report(layout, (DATA / "formats" / "zoom" / layout).read_bytes())
    there = {
        each.name: minutes_present(each.presences, report.meeting)
        for each in shown_in(report.presences)
    }

    assert (report.tool, report.meeting, report.unreadable) == ("Zoom", window, ())
    assert (len(report.presences), len(there)) == (31, 27)
    assert there | expected == there
