"""The audit log says who did what, and whether anybody altered it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from litestar import Litestar
from litestar.testing import TestClient

from service.__main__ import main
from service.store.audit import AuditLine, AuditLog, breaks, lines
from service.store.database import Database
from tests.accounts import ADMINISTRATOR, PASSWORD, add_user, send_password, users_of
from tests.factories import NOON
from tests.inside import database_of

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}


def logged(client: Client) -> list[AuditLine]:
    with database_of(client).cursor() as cursor:
        return lines(cursor)


def filled(database: Database, count: int = 5) -> list[AuditLine]:
    log = AuditLog(database)
    for number in range(1, count + 1):
        log.add("ada", "changed", f"/cohorts/{number}", at=NOON)
    with database.cursor() as cursor:
        return lines(cursor)


def test_a_log_that_nobody_altered_holds_with_every_hash_it_had(database: Database) -> None:
    log = filled(database)

    assert [line.number for line in log] == [1, 2, 3, 4, 5]
    assert list(breaks([])) == list(breaks(log)) == []
    assert all(list(breaks(log, known=line.hash)) == [] for line in log)


def test_lines_that_are_added_at_once_make_one_chain(database: Database) -> None:
    log = AuditLog(database)

    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda n: log.add(str(n), "changed", "", at=NOON), range(40)))

    with database.cursor() as cursor:
        written = lines(cursor)
    assert [line.number for line in written] == list(range(1, 41))
    assert list(breaks(written)) == []


@pytest.mark.parametrize(
    "alter",
    [
        lambda line: line._replace(at=NOON.replace(hour=1)),
        lambda line: line._replace(actor="bo"),
        lambda line: line._replace(action="refused"),
        lambda line: line._replace(subject="/cohorts/4"),
        lambda line: line._replace(actor="adachanged", action=""),
    ],
    ids=["at", "actor", "action", "subject", "moved letters"],
)
def test_a_line_that_was_altered_is_found(
    database: Database, alter: Callable[[AuditLine], AuditLine]
) -> None:
    log = filled(database)
    log[2] = alter(log[2])

    assert [each.number for each in breaks(log)] == [3]


@pytest.mark.parametrize(
    ("cut", "number", "said"),
    [
        (slice(0, 1), 2, "line 1 is missing"),
        (slice(1, 2), 3, "line 2 is missing"),
        (slice(1, 4), 5, "lines 2 to 4 are missing"),
    ],
)
def test_lines_that_were_removed_are_found(
    database: Database, cut: slice, number: int, said: str
) -> None:
    log = filled(database)
    del log[cut]

    (found,) = breaks(log)
    assert found.number == number
    assert said in found.reason


def test_lines_in_another_order_are_found(database: Database) -> None:
    log = filled(database)
    log[1], log[3] = log[3], log[1]

    assert {each.number for each in breaks(log)} >= {2, 4}
    renumbered = [line._replace(number=place) for place, line in enumerate(log, 1)]
    assert {each.number for each in breaks(renumbered)} >= {2, 4}


def test_a_log_that_was_cut_or_written_anew_lacks_a_hash_noted_elsewhere(
    database: Database,
) -> None:
    log = filled(database)
    known = log[-1].hash

    assert list(breaks(log[:3])) == []  # nothing in it tells
    assert "cut or written anew" in next(breaks(log[:3], known=known)).reason


def test_the_command_line_lists_verifies_and_says_which_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bilan.duckdb"
    monkeypatch.setenv("BILAN_DATABASE", str(path))
    with Database(path) as database:
        log = filled(database)

    def bilan(*arguments: str) -> tuple[int, str]:
        ran = CliRunner().invoke(main, ["audit", *arguments])
        return ran.exit_code, ran.output

    listed = bilan("list", "--last", "2")[1].splitlines()
    assert [line.split("\t")[0] for line in listed] == ["4", "5"]
    assert listed[1].endswith("\tada\tchanged\t/cohorts/5")
    assert bilan("verify", "--known", log[1].hash) == (
        0,
        f"5 lines, each as it was written.\nLast hash: {log[-1].hash}\n",
    )
    with Database(path) as database, database.transaction() as cursor:
        cursor.execute("update audit_log set actor = 'bo' where number = 4")
    status, said = bilan("verify")
    assert status == 1
    assert "Line 4: it was altered, or the one before it was." in said
    with Database(path) as database, database.transaction() as cursor:
        cursor.execute("delete from audit_log where number <= 4")
    assert "Line 5: lines 1 to 4 are missing before it." in bilan("verify")[1]


def test_what_people_change_is_in_the_log_once_it_is_done(signed_in: Client) -> None:
    ada = users_of(signed_in).with_email(ADMINISTRATOR)
    assert ada is not None
    before = len(logged(signed_in))
    fact = "/programmes/essai/facts/fact"

    assert signed_in.post(fact, data={}, headers=HERE).status_code == 422
    assert len(logged(signed_in)) == before  # nothing was changed
    answer = signed_in.post("/activities/formation/themes", headers=HERE, follow_redirects=False)
    assert answer.status_code == 303
    signed_in.get("/programmes")

    added = logged(signed_in)[before:]
    assert [(line.actor, line.action, line.subject) for line in added] == [
        (str(ada.user), "changed", "/activities/formation/themes")
    ]


def test_the_door_is_in_the_log_and_names_nobody(client: Client) -> None:
    bo = add_user(client, "bo@example.org")
    send_password(client, "bo@example.org", "un mauvais mot de passe")
    send_password(client, "nobody@example.org")
    send_password(client, "bo@example.org")
    client.get("/cohorts/cohorte-1/roster")
    client.post("/sign-out", headers=HERE)

    log = logged(client)

    assert [(line.actor, line.action, line.subject) for line in log] == [
        (str(bo.user), "sign-in refused", ""),
        (str(bo.user), "signed in", ""),
        (str(bo.user), "refused", "roster_read /cohorts/cohorte-1/roster"),
        (str(bo.user), "signed out", ""),
    ]
    assert list(breaks(log)) == []
    written = str(log)
    for unsaid in ("bo@", "nobody@", "Ada", PASSWORD, "mauvais"):
        assert unsaid not in written


def test_what_participants_do_is_not_in_the_log(signed_in: Client) -> None:
    before = len(logged(signed_in))
    assert signed_in.post("/r", data={"code": "0000-0000-0000"}).status_code == 404
    assert signed_in.get("/s/printemps-2026").status_code == 200

    assert len(logged(signed_in)) == before
