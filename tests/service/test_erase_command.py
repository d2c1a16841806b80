"""`bilan erase`: with the service stopped, what one person answered goes, down to its bytes."""

import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from service.__main__ import main
from service.store import submissions as store
from service.store.audit import lines
from service.store.database import Database
from service.store.lingering import lingers
from service.store.load import load
from service.store.receipts import erased
from tests.factories import NOON, make_bundle, make_survey
from tests.full_disk import full_disk
from tests.live import live_service
from tests.service.test_erasing import CODE, COMMON, HERS, SUBMISSIONS

SURVEY = "printemps-2026"
CANARY = b"plus de pratique"


@pytest.fixture
def path(tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in which three people answered, and whose texts can be found by their bytes."""
    path = Path(shutil.copy(empty_file, tmp_path / "bilan.duckdb"))
    monkeypatch.setenv("BILAN_DATABASE", str(path))
    personal = make_survey(slug="nov", closes_at=None, promise="one_per_invitation")
    bundle = make_bundle(surveys=(make_survey(closes_at=None), personal), submissions=SUBMISSIONS)
    with Database(path) as database:
        with database.cursor() as cursor:
            cursor.execute("set global force_compression = 'uncompressed'")
        load(database, bundle, at=NOON)
        database.checkpoint()
    assert CANARY in path.read_bytes()
    return path


def bilan(*arguments: str, typed: str) -> Result:
    return CliRunner().invoke(main, ["erase", *arguments], input=f"{typed}\n")


def left(path: Path) -> dict[int, set[str]]:
    """Return what was answered in words, by the place of who wrote it, from 1."""
    with Database(path) as database, database.cursor() as cursor:
        known = store.known(cursor, [each.submission_id for each in SUBMISSIONS])
    places = enumerate(SUBMISSIONS, start=1)
    return {
        place: set(known[each.submission_id].comments)
        for place, each in places
        if each.submission_id in known
    }


def logged(path: Path) -> list[tuple[str, str]]:
    with Database(path) as database, database.cursor() as cursor:
        return [(line.action, line.subject) for line in lines(cursor)]


ALL = {place: {"needs_next", "role_other"} for place in (1, 2, 3)}


@pytest.mark.parametrize(("by", "typed"), [("receipt", CODE.lower()), ("words", HERS.upper())])
def test_what_somebody_answered_goes_by_little_and_no_byte_of_it_is_left(
    path: Path, by: str, typed: str
) -> None:
    ran = bilan(SURVEY, "--by", by, typed=f"{typed}\ny")

    assert ran.exit_code == 0, ran.output
    assert "no byte of it is in the file" in ran.output
    assert "Conseillère" not in ran.output
    assert CANARY not in path.read_bytes()
    assert left(path) == {2: ALL[2], 3: ALL[3]}
    with Database(path) as database, database.cursor() as cursor:
        assert erased(cursor) == {SUBMISSIONS[0].submission_id}  # a late copy of it is refused
        assert not lingers(cursor)
    assert logged(path)[-2:] == [
        ("looked for answers", f"{SURVEY} by {by}, one found"),
        ("erased everything", f"{SURVEY} by {by}"),
    ]


def test_one_text_goes_and_the_other_answers_stay(path: Path) -> None:
    ran = bilan(SURVEY, "--by", "words", "--question", "needs_next", "--yes", typed=HERS)

    assert ran.exit_code == 0, ran.output
    assert left(path) == ALL | {1: {"role_other"}}
    assert CANARY not in path.read_bytes()


@pytest.mark.parametrize(
    ("options", "typed", "said", "found"),
    [
        (("--by", "words"), "Une phrase que personne n’a dite", "Nothing fits", "none"),
        (("--by", "receipt"), "AAAA-AAAA-AAAA", "Nothing fits", "none"),
        (("--by", "receipt"), HERS, "Nothing fits", "none"),
        (("--by", "words"), COMMON, "Several people wrote this", "several"),
        (("--by", "words"), "après-midi", "Give 20 characters", ""),
        (("--by", "words", "--question", "role_other"), HERS, "do not stand under", "one"),
        (("--by", "receipt", "--question", "needs_next"), CODE, "A receipt tells no question", ""),
        (("--by", "words"), f"{HERS}\nn", "Aborted", "one"),
    ],
)
def test_what_is_not_erased_is_said_and_every_search_is_in_the_log(
    path: Path, options: tuple[str, ...], typed: str, said: str, found: str
) -> None:
    ran = bilan(SURVEY, *options, typed=typed)

    assert ran.exit_code != 0
    assert said in ran.output
    assert left(path) == ALL
    by = options[1]
    sought = [("looked for answers", f"{SURVEY} by {by}, {found} found")] if found else []
    assert logged(path) == sought


def test_no_words_are_sought_where_each_has_a_link_of_their_own(path: Path) -> None:
    ran = bilan("nov", "--by", "words", typed=HERS)

    assert ran.exit_code == 1
    assert "no words are sought" in ran.output


def test_a_survey_or_a_file_that_is_another_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = bilan("automne-2026", "--by", "receipt", typed=CODE)
    assert (ran.exit_code, "There are: nov, printemps-2026." in ran.output) == (1, True)

    other = path.with_name("notes.txt")
    other.write_text("Ceci n’est pas une base de données. " * 200, "utf-8")
    before = other.read_bytes()
    monkeypatch.setenv("BILAN_DATABASE", str(other))
    ran = bilan(SURVEY, "--by", "receipt", typed=CODE)

    assert ran.exit_code == 1
    assert isinstance(ran.exception, SystemExit)  # a sentence, and no traceback
    assert "notes.txt" in "".join(ran.output.replace("│", "").split())
    assert other.read_bytes() == before


def test_beside_a_service_that_runs_it_says_so_and_touches_nothing(path: Path) -> None:
    with live_service(path):
        ran = bilan(SURVEY, "--by", "receipt", "--yes", typed=CODE)

    assert ran.exit_code == 1
    assert "the service is probably running" in ran.output
    assert left(path) == ALL


def test_on_a_full_disk_nothing_is_erased_and_it_is_said(path: Path) -> None:
    with full_disk():
        ran = bilan(SURVEY, "--by", "receipt", "--yes", typed=CODE)

    assert ran.exit_code == 1
    assert isinstance(ran.exception, SystemExit)
    assert "It is erased" not in ran.output
    assert left(path) == ALL


def test_where_only_the_new_file_has_no_room_it_says_that_bytes_are_left(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: duckdb.DuckDBPyConnection) -> None:
        raise duckdb.IOException("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("service.store.renewal.copy_rows", full)
        ran = bilan(SURVEY, "--by", "receipt", "--yes", typed=CODE)

    assert ran.exit_code == 1
    assert "It is erased, but bytes of it are still in the file" in ran.output
    assert left(path) == {2: ALL[2], 3: ALL[3]}
    with Database(path) as database, database.cursor() as cursor:
        assert lingers(cursor)  # so the service writes it anew
