"""Nobody who holds the file, the links and the log learns which answers came through which link.

The live service takes sixty submissions through personal links, one after the other, and
every attacker of `linking` does no better than chance; then a leak is planted, of the kind
that attacker looks for, and the same attacker finds the pairs.
"""

import re
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import httpx
import pytest

from analysis.attacker.chance import better_than_chance
from analysis.attacker.orders import best_pairing, strongest_correlation
from service.store import submissions as store
from service.store.database import Database
from service.store.invitations import Claim, forget_order, new_invitations, spend
from service.store.load import load
from surveys.invitations import token_hash
from surveys.submissions import day_ordered_id
from tests.attacks.linking import (
    Copy,
    Pairs,
    copy_of,
    laid,
    near_each_other,
    newest_mark,
)
from tests.factories import NOON, make_accepted, make_bundle, make_survey
from tests.live import live_service

SURVEY = make_survey(closes_at=None, promise="one_per_invitation")
LINKS = 119  # with nobody's mark, a whole number of bytes
ANSWERS = 60
FEW = 10
"""Of so few used links, guessing the newest is no art."""

_SURE = 6
"""Standard errors that no luck explains."""


class Evidence(NamedTuple):
    """All that there is to see, and the truth that only the test knows."""

    path: Path
    """The file, closed."""
    rows: list[str]
    """The hash of every link, in the order of their rows; nobody's first."""
    truth: Pairs
    """In the order of arrival."""
    newest: list[bool]
    """Every time one copy of the file seemed to tell the newest mark: whether it was right."""
    copy: Copy
    """The last of these copies."""
    seen: str
    """Every header and page that came back after an opened form was sent."""
    printed: str


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    path = tmp_path_factory.mktemp("attack") / "bilan.duckdb"
    tokens = set_up(path)
    truth: Pairs = {}
    newest: list[bool] = []
    seen = []
    rows, copy = rows_of(path), copy_of(path)
    with live_service(path) as service, httpx.Client(base_url=service.address) as client:
        for token in tokens[:ANSWERS]:
            submission, answer = answer_through(client, token)
            truth[token_hash(token)] = submission
            seen.append(f"{dict(answer.headers)}{answer.text}")
            copy = quiet_copy(path)
            if len(truth) > FEW and (guess := newest_mark(copy, rows, truth)):
                newest.append(truth[guess] == submission)
    printed = path.with_suffix(".log").read_text("utf-8")
    return Evidence(path, rows, truth, newest, copy, "".join(seen), printed)


def set_up(path: Path) -> list[str]:
    """Make an empty survey and its links; return their tokens in an order of their own."""
    with Database(path) as database:
        load(database, make_bundle(surveys=(SURVEY,), submissions=()), at=datetime.now(UTC))
        with database.transaction() as cursor:
            return new_invitations(cursor, SURVEY.slug, LINKS)


def answer_through(client: httpx.Client, token: str) -> tuple[UUID, httpx.Response]:
    """Open a link and send the form it leads to, as a browser without script does."""
    form = client.get(f"/i/{token}", follow_redirects=True)
    hidden = dict(re.findall(r'name="(id|lang|receipt|invitation)" value="([^"]*)"', form.text))
    answer = client.post(f"/s/{SURVEY.slug}", data=hidden | {"q.satisfaction": "satisfied"})
    assert (answer.status_code, hidden["invitation"]) == (303, token), answer.text
    return UUID(hidden["id"]), answer


def quiet_copy(path: Path) -> Copy:
    """Copy the file once the service has nothing more to write."""
    log, deadline = Path(f"{path}.wal"), time.monotonic() + 30
    while time.monotonic() < deadline:
        before = path.stat().st_mtime_ns
        time.sleep(0.04)
        if not log.exists() and path.stat().st_mtime_ns == before:
            return copy_of(path)
    raise AssertionError("the log is still there")


def rows_of(path: Path) -> list[str]:
    with Database(path) as database, database.cursor() as cursor:
        rows = cursor.execute("select token_hash from invitations order by rowid").fetchall()
    return [hashed for (hashed,) in rows]


def correct(guessed: Pairs, truth: Pairs) -> int:
    return sum(truth[hashed] == submission for hashed, submission in guessed.items())


# --- no attacker learns anything -----------------------------------------------------------------


def test_no_two_orders_in_the_file_lay_links_beside_their_answers(evidence: Evidence) -> None:
    most, tries = best_pairing(laid(evidence.path, evidence.truth), evidence.truth)

    assert tries > 30
    assert not better_than_chance(most, ANSWERS, among=ANSWERS, tries=tries)


def test_no_order_of_links_goes_with_an_order_of_answers(evidence: Evidence) -> None:
    assert strongest_correlation(laid(evidence.path, evidence.truth), evidence.truth) < _SURE


def test_no_answer_stands_beside_its_link_in_the_bytes(evidence: Evidence) -> None:
    guessed = near_each_other(evidence.copy, evidence.truth, evidence.rows)

    assert not better_than_chance(
        correct(guessed, evidence.truth), max(len(guessed), 1), among=ANSWERS
    )


def test_one_copy_of_the_file_does_not_tell_the_newest_mark(evidence: Evidence) -> None:
    right, guesses = evidence.newest.count(True), len(evidence.newest)

    assert not better_than_chance(right, guesses, among=FEW)


def test_the_service_prints_and_answers_nothing_that_names_a_link_or_an_answer(
    evidence: Evidence,
) -> None:
    names = [*evidence.rows[1:], *map(str, evidence.truth.values())]

    for told in (evidence.printed, evidence.seen):
        assert [name for name in names if name in told] == []
    said = ", ".join(re.findall(r"'set-cookie': '([^']*)'", evidence.seen))
    cookies = re.findall(r"(?:^|, )(\w+)=(\"\"|\w*)", said)
    assert {name for name, _ in cookies} == {"bilan_receipt", "form"}
    assert {value for name, value in cookies if name == "form"} == {'""'}  # it is taken away


# --- the same attackers find a leak that is planted ----------------------------------------------


@pytest.fixture
def leaky(evidence: Evidence, tmp_path: Path) -> Path:
    path = tmp_path / "leaky.duckdb"
    shutil.copy(evidence.path, path)
    return path


@pytest.mark.parametrize("leak", ["a time", "rows"])
def test_an_order_of_use_is_found(evidence: Evidence, leaky: Path, leak: str) -> None:
    with Database(leaky) as database, database.cursor() as cursor:
        if leak == "a time":
            cursor.execute("alter table invitations add column spent_at timestamp")
        for minute, hashed in enumerate(evidence.truth):
            if leak == "a time":
                cursor.execute(
                    "update invitations set spent_at = make_timestamp(2026, 3, 2, 12, $minute, 0) "
                    "where token_hash = $hashed",
                    {"minute": minute, "hashed": hashed},
                )
            else:
                cursor.execute("delete from invitations where token_hash = $1", [hashed])
                cursor.execute(
                    "insert into invitations values ($1, $2, true, false)", [hashed, "x"]
                )

    tried = laid(leaky, evidence.truth)
    most, tries = best_pairing(tried, evidence.truth)

    assert most == ANSWERS
    assert better_than_chance(most, ANSWERS, among=ANSWERS, tries=tries)
    assert strongest_correlation(tried, evidence.truth) > _SURE


def arrivals(database: Database, rows: list[str]) -> Iterator[tuple[str, UUID]]:
    """Store answers with their marks as the writer does, but leave the forgetting to the test."""
    for number, hashed in enumerate(sorted(rows[1:], key=lambda each: each[::-1])[:ANSWERS]):
        submission = day_ordered_id(NOON.date(), number.to_bytes(10, "big"))
        with database.transaction() as cursor:
            store.insert(cursor, [make_accepted(submission_id=submission, comments={})])
            assert spend(cursor, {submission: Claim(SURVEY.slug, hashed)}) == {}
        yield hashed, submission


def test_a_log_that_is_kept_is_read(tmp_path: Path) -> None:
    path = tmp_path / "leaky.duckdb"
    set_up(path)
    rows = rows_of(path)
    with Database(path) as database:
        truth = dict(arrivals(database, rows))
        guessed = near_each_other(copy_of(path), truth, rows)

    assert better_than_chance(correct(guessed, truth), len(guessed), among=ANSWERS)


@pytest.mark.parametrize(("forgets", "found"), [(False, True), (True, False)])
def test_marks_that_were_written_once_tell_the_newest(
    tmp_path: Path, *, forgets: bool, found: bool
) -> None:
    path = tmp_path / "leaky.duckdb"
    set_up(path)
    rows = rows_of(path)
    used: list[str] = []
    right: list[bool] = []
    with Database(path) as database:
        for hashed, _ in arrivals(database, rows):
            used.append(hashed)
            assert forget_order(database) if forgets else database.checkpoint()
            if len(used) > FEW and (guess := newest_mark(copy_of(path), rows, used)):
                right.append(guess == hashed)

    assert better_than_chance(right.count(True), len(right), among=FEW) == found
