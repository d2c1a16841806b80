"""What a search for themes found, stored and read back."""

from datetime import UTC, datetime

from analysis.disclosure.gate import ReadingRecord, ShownQuote
from analysis.themes.results import Mention, Theme, ThemesFound
from service.store.database import Database
from service.store.load import load
from service.store.themes import replace_themes, theme_run
from surveys.submissions import day_ordered_id
from surveys.texts import Text
from tests.factories import NOON, make_accepted, make_bundle

AT = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
COMMENT = "Du temps pour pratiquer. Bravo."
WRITERS = tuple(day_ordered_id(NOON.date(), bytes(9) + bytes([number])) for number in range(3))


def mention(writer: int, theme: int | None, *, start: int = 0, end: int = 24) -> Mention:
    return Mention(
        theme=theme,
        submission_id=WRITERS[writer],
        cohort="cohorte-1",
        question="needs_next",
        start=start,
        end=end,
    )


def found(stability: float | None = 0.625) -> ThemesFound:
    """Two of three people ask for time, one of them twice; one idea is unsure."""
    return ThemesFound(
        themes=(
            Theme(
                label=Text(fr="Temps", en="Time"),
                words=("temps", "pratiquer"),
                respondents=2,
                ideas=3,
                quotes=(2,),
                stability=stability,
            ),
        ),
        mentions=(
            mention(0, 0),
            mention(0, 0, start=3, end=8),
            mention(1, 0),
            mention(2, None, start=25, end=31),
        ),
        comments=4,
        respondents=3,
        set_aside=2,
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
    replace_themes(stored(database), "formation", found(), at=AT)

    with database.cursor() as cursor:
        run = theme_run(cursor, "formation")

    assert run is not None
    assert run.found_at == AT
    assert run.reading == ReadingRecord(comments=4, respondents=3, set_aside=2, unsure=1)
    assert not run.suggestion_only
    (theme,) = run.themes
    assert theme.label == Text(fr="Temps", en="Time")
    assert theme.words == ("temps", "pratiquer")
    assert (theme.respondents, theme.respondents_by_cohort) == (2, {"cohorte-1": 2})
    assert theme.quotes == (ShownQuote("Du temps pour pratiquer.", "cohorte-1"),)
    assert theme.stability == 0.625


def test_a_stability_that_was_not_measured_stays_so(database: Database) -> None:
    replace_themes(stored(database), "formation", found(stability=None), at=AT)

    with database.cursor() as cursor:
        run = theme_run(cursor, "formation")

    assert run is not None
    assert [theme.stability for theme in run.themes] == [None]


def test_a_run_takes_the_place_of_the_last_one(database: Database) -> None:
    stored(database)
    for stability in (0.25, 0.75):
        replace_themes(database, "formation", found(stability), at=AT)

    with database.cursor() as cursor:
        run = theme_run(cursor, "formation")
        assert theme_run(cursor, "autre") is None

    assert run is not None
    assert [theme.stability for theme in run.themes] == [0.75]
