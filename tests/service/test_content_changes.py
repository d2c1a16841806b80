"""Content changes through the API: registered before the data, judged after, never edited."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from litestar import Litestar
from litestar.testing import TestClient

from service.__main__ import main
from service.store import audit
from service.store.database import Database
from service.store.load import load
from surveys.bundle import Bundle
from surveys.submissions import AcceptedSubmission, day_ordered_id
from tests.accounts import add_user, send_password
from tests.analysis.loop.changes import make_change
from tests.factories import NOON, make_accepted, make_two_cohorts
from tests.inside import database_of
from tests.service import theme_desk

Client = TestClient[Litestar]
ADDRESS = "/api/programmes/essai/changes"
HERE = {"origin": "http://127.0.0.1:8000"}
BEFORE, AFTER = "printemps-2026", "hiver-2026"


def answers(survey: str, useful: int, of: int) -> tuple[AcceptedSubmission, ...]:
    return tuple(
        make_accepted(
            submission_id=day_ordered_id(
                NOON.date(), (5_000 + number + 1_000 * (survey == AFTER)).to_bytes(10, "big")
            ),
            survey=survey,
            answers={"usefulness.security": "useful" if number < useful else "useless"},
            comments={},
        )
        for number in range(of)
    )


@pytest.fixture
def bundle() -> Bundle:
    """Two cohorts; 44 of 62 of the first found the module useful, nobody of the second answered."""
    return make_two_cohorts(answers(BEFORE, 44, 62))


def body(**changes: Any) -> dict[str, Any]:
    made = make_change(**{"before": ("cohorte-1",), "after": ("cohorte-2",), **changes})
    encoded: dict[str, Any] = msgspec.to_builtins(made)
    return encoded


def register(client: Client, **changes: Any) -> Any:
    return client.post(ADDRESS, json=body(**changes), headers=HERE)


def answer_after(client: Client, useful: int, of: int) -> None:
    load(database_of(client), make_two_cohorts(answers(AFTER, useful, of)), at=datetime.now(UTC))


def listed(client: Client) -> list[dict[str, Any]]:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200, answer.text
    assert answer.json()["broken_at"] is None
    found: list[dict[str, Any]] = answer.json()["changes"]
    return found


def test_a_change_that_helped_is_improved_with_its_effect(signed_in: Client) -> None:
    assert register(signed_in).status_code == 201
    answer_after(signed_in, 56, 62)

    (change,) = listed(signed_in)
    judgement = change["judgement"]

    assert (judgement["state"], judgement["verdict"]) == ("judged", "improved")
    effect = judgement["effect"]
    assert (effect["before"]["count"], effect["after"]["count"]) == (44, 56)
    assert 0 < effect["interval"][0] < effect["difference"] < effect["interval"][1]


def test_the_stamp_is_of_the_text_that_is_given_and_stands_in_the_audit_log(
    signed_in: Client,
) -> None:
    kept = register(signed_in).json()
    (change,) = listed(signed_in)

    assert kept == {"stamp": change["stamp"], "change": 1}
    assert sha256(change["stamped"].encode()).hexdigest() == kept["stamp"]
    with database_of(signed_in).cursor() as cursor:
        assert f"change 1 stamp {kept['stamp']}" in audit.lines(cursor)[-1].subject


def test_a_change_registered_after_the_first_answer_is_late_for_ever(signed_in: Client) -> None:
    answer_after(signed_in, 1, 1)
    assert register(signed_in).status_code == 201
    answer_after(signed_in, 62, 62)

    (change,) = listed(signed_in)

    assert (change["rule"]["place"], change["rule"]["alpha"]) == (None, 0)
    assert change["judgement"]["state"] == "late"
    assert change["judgement"]["verdict"] == "undetermined"


def test_a_withdrawn_change_stays_with_its_reason_and_whether_answers_had_come(
    signed_in: Client,
) -> None:
    register(signed_in)
    register(signed_in, what="Un aide-mémoire")
    answer_after(signed_in, 20, 62)
    address = f"{ADDRESS}/1/withdraw"

    assert signed_in.post(address, json={"reason": ""}, headers=HERE).status_code == 400
    done = signed_in.post(address, json={"reason": "La salle a changé"}, headers=HERE)
    again = signed_in.post(address, json={"reason": "Encore"}, headers=HERE)
    nothing = signed_in.post(f"{ADDRESS}/9/withdraw", json={"reason": "Rien"}, headers=HERE)
    first, second = listed(signed_in)

    assert (done.status_code, again.status_code, nothing.status_code) == (201, 409, 404)
    assert first["withdrawn"]["reason"] == "La salle a changé"
    assert first["withdrawn"]["answered"] is True
    assert first["judgement"]["state"] == "withdrawn"
    assert second["rule"]["place"] == 2
    assert second["judgement"]["verdict"] == "worsened"


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"activity": "atelier"}, 422, "The programme has no activity “atelier”."),
        ({"after": ("cohorte-9",)}, 422, "The activity has no cohort “cohorte-9”."),
        ({"item": "recommend_score"}, 422, "No cohort before has such a result"),
        ({"need": 4}, 422, "Theme 4 is not among those of the activity."),
        ({"smallest": 0}, 400, "smallest"),
        ({"expects": "better"}, 400, "expects"),
        ({"what": ""}, 400, "what"),
        ({"after": ()}, 400, "after"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_a_sentence_and_not_kept(
    signed_in: Client, changes: dict[str, Any], status: int, says: str
) -> None:
    answer = register(signed_in, **changes)

    assert answer.status_code == status
    assert says in answer.json()["detail"]
    assert listed(signed_in) == []


def test_a_need_that_is_shown_can_be_answered(signed_in: Client) -> None:
    written = theme_desk.bundle()
    load(database_of(signed_in), written, at=datetime.now(UTC))
    theme_desk.search(database_of(signed_in), written)

    assert register(signed_in, need=theme_desk.TIME).status_code == 201
    assert register(signed_in, need=99).status_code == 422


def test_facilitators_read_changes_and_designers_register_them(client: Client) -> None:
    for role, status in (("facilitator", 403), ("designer", 201)):
        email = f"{role}@example.org"
        add_user(client, email, roles={"essai": frozenset({role})})
        client.cookies.clear()
        assert send_password(client, email).status_code == 303
        assert register(client).status_code == status
        assert client.get(ADDRESS).status_code == 200
    assert client.post(f"{ADDRESS}/1/withdraw", json={"reason": "Non"}, headers=HERE).is_success


def _edit(event: str) -> str:
    assert '"smallest":0.05' in event
    return event.replace('"smallest":0.05', '"smallest":0.01')


@pytest.mark.parametrize("edit", [_edit, lambda event: event[:-1]])
def test_a_hypothesis_edited_in_the_file_is_seen_and_nothing_is_added_after_it(
    signed_in: Client, edit: Callable[[str], str]
) -> None:
    register(signed_in)
    answer_after(signed_in, 62, 62)
    with database_of(signed_in).transaction() as cursor:
        ((event,),) = cursor.execute("select event from content_changes").fetchall()
        cursor.execute("update content_changes set event = ?", [edit(event)])

    answer = signed_in.get(ADDRESS).json()

    assert answer["broken_at"] == 1
    assert all(each["judgement"]["state"] == "altered" for each in answer["changes"])
    refused = register(signed_in)
    assert refused.status_code == 409
    assert "was altered" in refused.json()["detail"]


def test_changes_registered_at_once_make_one_chain(signed_in: Client) -> None:
    def one(number: int) -> int:
        return int(register(signed_in, what=f"Changement {number}").status_code)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(one, range(8))) == {201}
    found = listed(signed_in)
    assert [each["number"] for each in found] == list(range(1, 9))
    assert [each["rule"]["place"] for each in found] == list(range(1, 9))


def test_the_command_lists_every_change_and_finds_what_was_altered(
    signed_in: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for what in ("Plus de pratique", "Un aide-mémoire"):
        register(signed_in, what=what)
    signed_in.post(f"{ADDRESS}/2/withdraw", json={"reason": "Peu de temps"}, headers=HERE)
    answer_after(signed_in, 56, 62)
    path = tmp_path / "copy.duckdb"
    monkeypatch.setenv("BILAN_DATABASE", str(path))
    _copy(database_of(signed_in), path)

    ran = CliRunner().invoke(main, ["changes", "essai"])
    assert ran.exit_code == 0, ran.output
    assert "1. Plus de pratique" in ran.output
    assert "improved; shown; 44 of 62 before, 56 of 62 after: +19 points, from +6 to" in ran.output
    assert "Peu de temps" in ran.output
    assert "Every stamp fits." in ran.output

    with Database(path) as database, database.transaction() as cursor:
        cursor.execute("delete from content_changes where sequence = 1")
    broken = CliRunner().invoke(main, ["changes", "essai"])
    assert broken.exit_code == 1
    assert "Event 1 of the register is not as it was stamped." in broken.output
    assert CliRunner().invoke(main, ["changes", "rien"]).exit_code == 1


def _copy(database: Database, to: Path) -> None:
    with Database(to) as other:
        load(other, make_two_cohorts(answers(BEFORE, 44, 62)), at=datetime.now(UTC))
        load(other, make_two_cohorts(answers(AFTER, 56, 62)), at=datetime.now(UTC))
        with database.cursor() as cursor, other.transaction() as theirs:
            rows = cursor.execute("from content_changes").fetchall()
            theirs.executemany("insert into content_changes values (?, ?, ?, ?)", rows)


def test_a_survey_by_which_a_change_is_judged_stays_over_until_it_is_withdrawn(
    signed_in: Client,
) -> None:
    def close_and_reopen() -> int:
        form = {"origin": HERE["origin"]}
        signed_in.post(f"/api/surveys/{AFTER}/close", headers=form)
        fields = {"closes": "never", "eligible": ""}
        answer = signed_in.post(
            f"/surveys/{AFTER}/settings", data=fields, headers=form, follow_redirects=False
        )
        return int(answer.status_code)

    assert close_and_reopen() == 303
    assert register(signed_in).status_code == 201
    assert close_and_reopen() == 422
    assert "attend son verdict" in signed_in.get(f"/surveys/{AFTER}/settings").text
    signed_in.post(f"{ADDRESS}/1/withdraw", json={"reason": "Rien"}, headers=HERE)
    assert close_and_reopen() == 303
