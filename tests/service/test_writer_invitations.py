"""Personal links in the writer: with the answers or not at all, and once."""

import asyncio
import os
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.store import invitations
from service.store.database import Database
from service.store.invitations import (
    InvitationSpent,
    InvitationUnknown,
    LinkCount,
    link_counts,
    new_invitations,
)
from service.store.submissions import NotStored, SubmissionIdTaken
from service.store.writer import SubmissionWriter
from surveys.invitations import token_hash
from surveys.submissions import AcceptedSubmission, day_ordered_id
from tests.factories import NOON, make_accepted

SURVEY = "printemps-2026"


class Sent(NamedTuple):
    submission: AcceptedSubmission
    invitation: str | None


def submission_number(number: int, **changes: object) -> AcceptedSubmission:
    submission_id = day_ordered_id(NOON.date(), number.to_bytes(10, "big"))
    return make_accepted(submission_id=submission_id, **changes)


def never() -> None:
    raise AssertionError("the disk took everything")


def make_links(database: Database, count: int, survey: str = SURVEY) -> list[str]:
    with database.transaction() as cursor:
        return [token_hash(token) for token in new_invitations(cursor, survey, count)]


def send(database: Database, *sent: Sent, largest_group: int = 50) -> list[type]:
    """Send all at once; return what each is told, NoneType for stored."""

    async def at_once(writer: SubmissionWriter) -> list[BaseException | None]:
        waiting = (writer.store(each.submission, invitation=each.invitation) for each in sent)
        return await asyncio.gather(*waiting, return_exceptions=True)

    with SubmissionWriter(database, largest_group=largest_group, on_fatal=never) as writer:
        return [type(outcome) for outcome in asyncio.run(at_once(writer))]


def rows(database: Database, statement: str) -> list[tuple[object, ...]]:
    with database.cursor() as cursor:
        return cursor.execute(statement).fetchall()


def stored_ids(database: Database) -> list[object]:
    return [each for (each,) in rows(database, "select submission_id from submissions")]


def spent(database: Database) -> int:
    with database.cursor() as cursor:
        return link_counts(cursor).get(SURVEY, LinkCount(0, 0)).spent


def test_a_link_is_used_up_by_the_answers_that_come_through_it(database: Database) -> None:
    link, _ = make_links(database, 2)

    assert send(database, Sent(submission_number(1), link)) == [type(None)]

    with database.cursor() as cursor:
        assert link_counts(cursor) == {SURVEY: LinkCount(made=2, spent=1)}
    assert send(database, Sent(submission_number(2), link)) == [InvitationSpent]
    assert stored_ids(database) == [submission_number(1).submission_id]


@pytest.mark.parametrize("largest_group", [1, 50])
def test_of_two_with_one_link_the_first_wins(database: Database, largest_group: int) -> None:
    (link,) = make_links(database, 1)
    both = [Sent(submission_number(2), link), Sent(submission_number(1), link)]

    assert send(database, *both, largest_group=largest_group) == [type(None), InvitationSpent]

    assert stored_ids(database) == [submission_number(2).submission_id]


@pytest.mark.parametrize("largest_group", [1, 50])
def test_the_same_sent_twice_is_stored_once_and_told_the_same(
    database: Database, largest_group: int
) -> None:
    (link,) = make_links(database, 1)
    same = [Sent(submission_number(1), link)] * 2

    assert send(database, *same, largest_group=largest_group) == [type(None)] * 2
    assert send(database, same[0]) == [type(None)]

    assert (len(stored_ids(database)), spent(database)) == (1, 1)


def test_a_retry_with_another_link_uses_none_up(database: Database) -> None:
    one, other = make_links(database, 2)
    send(database, Sent(submission_number(1), one))

    assert send(database, Sent(submission_number(1), other)) == [type(None)]

    assert spent(database) == 1


def test_other_answers_under_a_known_id_are_told_so_and_use_no_link_up(database: Database) -> None:
    one, other = make_links(database, 2)
    send(database, Sent(submission_number(1), one))
    changed = submission_number(1, answers={"satisfaction": "dissatisfied"})

    assert send(database, Sent(changed, other)) == [SubmissionIdTaken]

    assert spent(database) == 1


def test_a_link_that_does_not_exist_or_is_another_surveys_stores_nothing(
    database: Database,
) -> None:
    (elsewhere,) = make_links(database, 1, survey="automne-2026")
    sent = [Sent(submission_number(1), "0" * 64), Sent(submission_number(2), elsewhere)]

    assert send(database, *sent) == [InvitationUnknown] * 2

    assert stored_ids(database) == []
    assert rows(database, "select count(*) from invitations where spent and survey <> ''") == [(0,)]


def test_a_refused_neighbour_takes_nobody_along(database: Database) -> None:
    (link,) = make_links(database, 1)
    sent = [
        Sent(submission_number(1), "0" * 64),
        Sent(submission_number(2), link),
        Sent(submission_number(3), None),
    ]

    assert send(database, *sent) == [InvitationUnknown, type(None), type(None)]

    assert len(stored_ids(database)) == 2


def test_a_failed_commit_leaves_the_link_unused(database: Database) -> None:
    (link,) = make_links(database, 1)
    with database.cursor() as cursor:
        cursor.execute("drop table comments")

    assert send(database, Sent(submission_number(1), link)) == [NotStored]

    assert spent(database) == 0


def test_the_order_within_a_group_is_that_of_the_ids(database: Database) -> None:
    links = make_links(database, 4)
    sent = [Sent(submission_number(n), link) for n, link in zip([3, 1, 4, 2], links, strict=True)]

    assert set(send(database, *sent)) == {type(None)}

    # Which of them the writer takes first alone depends on the machine; the others are a group.
    ids = stored_ids(database)
    assert ids[1:] == sorted(ids[1:], key=str)


def test_using_a_link_moves_no_row(database: Database) -> None:
    links = make_links(database, 30)
    where = "select rowid, token_hash from invitations order by rowid"
    before = rows(database, where)

    for number, link in enumerate(links):
        send(database, Sent(submission_number(number), link))

    assert rows(database, where) == before
    hashes = [token for _, token in before]
    assert hashes == sorted(map(str, hashes))
    assert spent(database) == 30


def test_the_log_is_gone_once_a_link_was_used(tmp_path: Path) -> None:
    path = tmp_path / "own.duckdb"
    with Database(path) as database:
        (link,) = make_links(database, 1)
        send(database, Sent(submission_number(1), link))

        assert not Path(f"{path}.wal").exists()


def test_what_a_reader_holds_up_is_forgotten_once_it_has_read(tmp_path: Path) -> None:
    path = tmp_path / "own.duckdb"
    log = Path(f"{path}.wal")

    async def while_somebody_reads(database: Database, writer: SubmissionWriter) -> None:
        with database.cursor() as reader:
            reader.begin()
            reader.execute("select count(*) from submissions").fetchall()
            await writer.store(submission_number(1), invitation=link)
            held_up.append(os.path.exists(log))  # noqa: ASYNC240, PTH110
            reader.rollback()

    held_up: list[bool] = []
    with Database(path) as database:
        (link,) = make_links(database, 1)
        with SubmissionWriter(database, largest_group=50, on_fatal=never) as writer:
            asyncio.run(while_somebody_reads(database, writer))
            deadline = time.monotonic() + 20
            while log.exists() and time.monotonic() < deadline:
                time.sleep(0.02)

            assert held_up == [True]
            assert not log.exists()


def test_a_full_disk_is_not_asked_for_a_checkpoint(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1_000_000))

    assert not database.checkpoint()
    assert not invitations.forget_order(database)


LISTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=12)
"""Which submission comes with which link; the fifth link does not exist."""

UNDISTURBED = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


@UNDISTURBED
@given(sent=LISTS)
def test_one_by_one_the_first_with_an_unused_link_is_stored(
    tmp_path_factory: pytest.TempPathFactory, sent: Sequence[tuple[int, int]]
) -> None:
    with Database(tmp_path_factory.mktemp("law") / "bilan.duckdb") as database:
        links = [*make_links(database, 4), "0" * 64]
        expected: dict[int, int] = {}
        told: list[type] = []
        for number, link in sent:
            if number in expected:
                told.append(type(None))
            elif link == 4:
                told.append(InvitationUnknown)
            elif link in expected.values():
                told.append(InvitationSpent)
            else:
                expected[number] = link
                told.append(type(None))

        each = [Sent(submission_number(number), links[link]) for number, link in sent]

        assert send(database, *each, largest_group=1) == told
        assert set(stored_ids(database)) == {submission_number(n).submission_id for n in expected}
        assert spent(database) == len(expected)


@UNDISTURBED
@given(sent=LISTS, largest_group=st.integers(2, 20))
def test_in_whatever_groups_a_mark_and_its_answers_come_together(
    tmp_path_factory: pytest.TempPathFactory,
    sent: Sequence[tuple[int, int]],
    largest_group: int,
) -> None:
    with Database(tmp_path_factory.mktemp("law") / "bilan.duckdb") as database:
        links = [*make_links(database, 4), "0" * 64]
        each = [Sent(submission_number(number), links[link]) for number, link in sent]

        told = send(database, *each, largest_group=largest_group)

        there = stored_ids(database)
        assert len(there) == len(set(there)) == spent(database)
        acknowledged = {
            one.submission.submission_id
            for one, outcome in zip(each, told, strict=True)
            if outcome is type(None)
        }
        assert acknowledged == set(there)
        valid = {link for _, link in sent if link < 4}
        assert spent(database) <= len(valid)
        assert bool(there) == bool(valid) or any(link == 4 for _, link in sent)
