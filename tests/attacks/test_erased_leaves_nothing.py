"""What was erased is in no byte that the service keeps, and on no page it shows.

Two people write words that nobody else does. Themes are sought in them, so that they stand in
labels, vectors, quotes and proposals; pages, exports and the bilan are read, so that whatever is
kept of pages holds them; a backup is made. Then one erases with the receipt, and an administrator
erases for the other, by a sentence. Texts are stored uncompressed, so that bytes can be looked for.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from litestar import Litestar
from litestar.testing import TestClient

from service.jobs.find_themes import ThemeFinder
from service.settings import Settings
from service.store.audit import lines
from service.store.catalogue import Catalogue
from service.store.copies import Copier
from service.store.database import Database
from service.store.load import load
from service.store.renewal import renew
from surveys.bundle import Bundle
from surveys.receipts import receipt_hash
from surveys.submissions import day_ordered_id
from tests.accounts import sign_in
from tests.factories import NOON, make_accepted, make_two_cohorts
from tests.inside import database_of
from tests.one_app import OneApp

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
WITH_RECEIPT, BY_SENTENCE = "zqxkanari", "zwykanaile"
"""Words that sort last: DuckDB notes the beginning of the last text of a column elsewhere, too."""

CODE = "7KQ2-M9XT-04BV"
TOPICS = ("Plus de temps pour pratiquer", "Un meilleur repas le midi", "Moins de route à faire")
READ = (
    "/activities/formation/themes",
    "/activities/formation/themes?unsure=1",
    "/activities/formation/themes/1",
    "/activities/formation/themes/codebook/ideas.csv",
    "/activities/formation/themes/sort",
    "/api/activities/formation/themes",
    "/cohorts/cohorte-1",
    "/cohorts/cohorte-1/export.xlsx",
    "/programmes/essai/report.html",
    "/programmes/essai/report.json",
    "/programmes",
)


def _bundle() -> Bundle:
    own = {5: WITH_RECEIPT, 7: BY_SENTENCE}
    return make_two_cohorts(
        tuple(
            make_accepted(
                submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
                survey="printemps-2026" if number % 2 else "hiver-2026",
                quotable=True,
                receipt=receipt_hash(CODE) if number == 5 else None,
                comments={
                    "needs_next": (
                        f"{own[number]} du matin. {TOPICS[number % 3]} avec {own[number]} svp"
                        if number in own
                        else f"{TOPICS[number % 3]} s’il vous plaît"
                    )
                },
            )
            for number in range(42)
        )
    )


@contextmanager
def service_over(path: Path) -> Iterator[Client]:
    with Database(path) as database:
        with database.cursor() as cursor:
            cursor.execute("set global force_compression = 'uncompressed'")
        load(database, _bundle(), at=NOON)
        catalogue = Catalogue(database)
        catalogue.reload()
        ThemeFinder(database, catalogue, "words").run("formation", lambda _: None)
        _told_by_their_words(database)
        database.checkpoint()
        app = OneApp().over(Settings(database=str(path), shortest_seconds=0), database)
        with TestClient(app, base_url=HERE["origin"]) as client:
            sign_in(client)
            yield client


def _told_by_their_words(database: Database) -> None:
    """Have themes told by what only one person said, as those of few ideas are."""
    for number, word in ((5, WITH_RECEIPT), (7, BY_SENTENCE)):
        hers = {"hers": day_ordered_id(NOON.date(), number.to_bytes(10, "big")), "word": word}
        with database.transaction() as cursor:
            cursor.execute(
                "update mentions set says = list_append(says, 2 + len(themes.words)) from themes "
                "where submission_id = $hers and themes.number = mentions.theme "
                "and themes.layer = mentions.layer",
                {"hers": hers["hers"]},
            )
            cursor.execute(
                "update themes set words = list_append(words, $word) where number in "
                "(select theme from mentions where submission_id = $hers)",
                hers,
            )


def read_all(client: Client) -> str:
    return "".join(_text(client.get(place, headers=HERE).content) for place in READ).casefold()


def _text(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with ZipFile(BytesIO(content)) as parts:
        return "".join(parts.read(each).decode("utf-8", "replace") for each in parts.namelist())


def in_bytes(folder: Path) -> dict[str, set[str]]:
    """Return which words, or beginnings of them, stand in which files of a folder."""
    kept = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {
        name: found
        for name, content in kept.items()
        if (found := {word for word in (WITH_RECEIPT, BY_SENTENCE) if word[:8].encode() in content})
    }


def in_rows(database: Database) -> set[str]:
    """Return which words stand in what can be read of the file, decoded."""
    with database.cursor() as cursor:
        tables = cursor.execute("select table_name from duckdb_tables()").fetchall()
        said = str([cursor.execute(f'from "{table}"').fetchall() for (table,) in tables])
    return {word for word in (WITH_RECEIPT, BY_SENTENCE) if word in said.casefold()}


def test_no_byte_of_what_was_erased_is_left(tmp_path: Path, empty_file: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(empty_file, folder / "bilan.duckdb")
    with service_over(folder / "bilan.duckdb") as client:
        database = database_of(client)
        before = read_all(client)
        assert in_rows(database) == {WITH_RECEIPT, BY_SENTENCE}
        with database.cursor() as cursor:
            told = str(cursor.execute("select words from themes").fetchall())
        assert WITH_RECEIPT in told
        assert BY_SENTENCE in told
        assert in_bytes(folder) == {"bilan.duckdb": {WITH_RECEIPT, BY_SENTENCE}}
        assert WITH_RECEIPT in before or BY_SENTENCE in before  # else pages could tell nothing

        erase_with_receipt(client)
        erase_by_sentence(client)

        assert in_rows(database) == set()
        after = read_all(client)
        assert WITH_RECEIPT not in after
        assert BY_SENTENCE not in after
        Copier(database).copy(tmp_path / "backup.duckdb", at=NOON)
        assert in_bytes(folder)  # a backup of now holds nothing of it, the file still does
        assert renew(database, patience=5.0)

        assert in_bytes(tmp_path) == {}
        assert client.get("/ready").json()["erased"] == "done"
        assert TOPICS[0].casefold() in read_all(client)
        with database.cursor() as cursor:
            logged = str(lines(cursor))
        assert "erased everything by words" in logged
        assert "kana" not in logged
    assert in_bytes(tmp_path) == {}  # nor is anything written when the service ends


def erase_with_receipt(client: Client) -> None:
    answer = client.post("/r/erased", data={"code": CODE}, headers=HERE, follow_redirects=False)
    assert answer.status_code == 303


def erase_by_sentence(client: Client) -> None:
    sentence = {"words": f"{BY_SENTENCE.upper()}  du matin. {TOPICS[1]}"}
    page = client.post("/surveys/printemps-2026/erase?lang=fr", data=sentence, headers=HERE)
    assert page.status_code == 200
    assert "Les réponses d’une personne" in page.text
    assert TOPICS[1] + " avec" not in page.text  # what was typed, and nothing else of it
    answer = client.post(
        "/surveys/printemps-2026/erase/now",
        data=sentence | {"what": ""},
        headers=HERE,
        follow_redirects=False,
    )
    assert answer.status_code == 303
    again = client.post("/surveys/printemps-2026/erase?lang=fr", data=sentence, headers=HERE)
    assert "Rien ne correspond" in again.text
