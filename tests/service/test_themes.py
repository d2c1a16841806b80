"""What a search for themes found, stored and read back."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from analysis.disclosure.themes import ThemeQuote
from analysis.disclosure.voices import Reading
from analysis.themes.results import Mention, ReadComment, Theme, ThemesFound
from service.jobs import find_themes
from service.store import jobs
from service.store.database import Database
from service.store.load import load
from service.store.sql import migrations, query
from service.store.themes import theme_run
from surveys.submissions import day_ordered_id
from surveys.texts import Text
from tests.factories import NOON, make_accepted, make_bundle, make_searched
from tests.service.searches import keep_search

AT = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
COMMENT = "Du temps pour pratiquer. Bravo."
WRITERS = tuple(day_ordered_id(NOON.date(), bytes(9) + bytes([number])) for number in range(3))


def mention(
    writer: int, theme: int | None, *, start: int = 0, end: int = 24, says: tuple[int, ...] = ()
) -> Mention:
    return Mention(
        theme=theme,
        submission_id=WRITERS[writer],
        question="needs_next",
        start=start,
        end=end,
        language="fr",
        says=says,
    )


def found(stability: float | None = 0.625) -> ThemesFound:
    """Two of three people ask for time, one of them twice; one idea is unsure."""
    return ThemesFound(
        themes=(
            Theme(
                number=1,
                label=Text(fr="Temps", en="Time"),
                words=("temps", "pratiquer"),
                respondents=2,
                ideas=3,
                quotes=(2,),
                stability=stability,
            ),
        ),
        mentions=(
            mention(0, 1, says=(0, 2)),
            mention(0, 1, start=3, end=8, says=(0, 2)),
            mention(1, 1, says=(0, 3)),
            mention(2, None, start=25, end=31),
        ),
        read=tuple(
            ReadComment(
                submission_id=WRITERS[writer], question="needs_next", ideas=ideas, unsure=unsure
            )
            for writer, ideas, unsure in [(0, 2, 0), (1, 0, 0), (2, 1, 1)]
        ),
        embedder="words",
        suggestion_only=False,
    )


def stored(database: Database) -> Database:
    submissions = tuple(
        make_accepted(submission_id=writer, comments={"needs_next": COMMENT}) for writer in WRITERS
    )
    load(database, make_bundle(submissions=submissions), at=NOON)
    return database


def test_a_run_is_read_back_as_it_was_found(database: Database) -> None:
    keep_search(stored(database), "formation", make_searched(found()), at=AT)

    with database.cursor() as cursor:
        run = theme_run(cursor, "formation")

    assert run is not None
    assert run.found_at == AT
    assert run.readings == (
        Reading(
            survey="printemps-2026",
            cohort="cohorte-1",
            question="needs_next",
            comments=3,
            respondents=2,
            set_aside=1,
            unsure=1,
        ),
    )
    assert not run.suggestion_only
    (theme,) = run.themes
    assert theme.label == Text(fr="Temps", en="Time")
    assert theme.words == ("temps", "pratiquer")
    assert theme.respondents == {"printemps-2026": 2}
    assert theme.said_in == {
        "Temps": {"printemps-2026"},
        "Time": set(),
        "temps": {"printemps-2026"},
        "pratiquer": {"printemps-2026"},
    }
    assert theme.spoken == {
        "temps": {("printemps-2026", "fr")},
        "time": set(),
        "pratiquer": {("printemps-2026", "fr")},
    }
    assert theme.quotes == (ThemeQuote("Du temps pour pratiquer.", "fr", "printemps-2026"),)
    assert theme.stability == 0.625


def test_a_stability_that_was_not_measured_stays_so(database: Database) -> None:
    keep_search(stored(database), "formation", make_searched(found(stability=None)), at=AT)

    with database.cursor() as cursor:
        run = theme_run(cursor, "formation")

    assert run is not None
    assert [theme.stability for theme in run.themes] == [None]


def test_a_run_takes_the_place_of_the_last_one(database: Database) -> None:
    stored(database)
    for stability in (0.25, 0.75):
        keep_search(database, "formation", make_searched(found(stability)), at=AT)

    with database.cursor() as cursor:
        run = theme_run(cursor, "formation")
        assert theme_run(cursor, "autre") is None

    assert run is not None
    assert [theme.stability for theme in run.themes] == [0.75]


def test_what_is_erased_is_in_no_count_and_lends_no_word_from_then_on(database: Database) -> None:
    keep_search(stored(database), "formation", make_searched(found()), at=AT)
    with database.cursor() as cursor:
        cursor.execute("delete from comments where submission_id = $1", [WRITERS[1]])

        run = theme_run(cursor, "formation")

    assert run is not None
    (theme,) = run.themes
    assert theme.respondents == {"printemps-2026": 1}
    assert theme.said_in["pratiquer"] == set()
    assert theme.quotes == ()
    assert [(each.comments, each.set_aside) for each in run.readings] == [(2, 0)]


def test_themes_of_a_file_that_does_not_tell_whose_words_they_are_are_sought_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "bilan.duckdb"
    with duckdb.connect(path) as connection:
        (_, first), *known = migrations()
        connection.execute(first)
        for name, statements in known:
            if name < "0007":
                connection.execute(statements)
                connection.execute(query("insert_migration"), {"name": name})
        connection.execute(
            "insert into theme_runs values ('formation', now(), 9, 9, 0, 0, '', true)"
        )

    with Database(path) as database, database.cursor() as cursor:
        job = jobs.latest(cursor, kind=find_themes.KIND, subject="formation")

        assert job is not None
        assert job.state == "queued"
        assert theme_run(cursor, "formation") is None


def test_themes_of_a_file_without_identities_are_sought_again_once(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    with duckdb.connect(path) as connection:
        (_, first), *known = migrations()
        connection.execute(first)
        for name, statements in known:
            if name < "0012":
                connection.execute(statements)
                connection.execute(query("insert_migration"), {"name": name})
        connection.execute("""
            insert into theme_runs values
                ('formation', now(), 'words', true), ('autre', now(), 'words', true);
            insert into jobs values
                (uuid(), 'find_themes', 'autre', 'queued', null, now(), null);
            insert into mentions values ('formation', 1, uuid(), 'q', 0, 1, 'fr', [0], 1);
        """)

    with Database(path) as database, database.cursor() as cursor:
        asked = [(job.subject, job.state) for job in jobs.unfinished(cursor)]
        left = cursor.execute("select count(*) from mentions").fetchall()

        assert theme_run(cursor, "formation") is None
    assert sorted(asked) == [("autre", "queued"), ("formation", "queued")]
    assert left == [(0,)]
