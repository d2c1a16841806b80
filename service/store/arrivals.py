"""Store a group of submissions in one transaction, each once, with the links that they use up."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple
from uuid import UUID

import duckdb

from service.store import submissions as store
from service.store.database import Database
from service.store.invitations import Claim, InvitationRefused, spend
from surveys.submissions import AcceptedSubmission


class Arrived(NamedTuple):
    submission: AcceptedSubmission
    invitation: str | None
    """The hash of the personal link it came through, if it has to be one."""


class Stored(NamedTuple):
    """What became of a group."""

    new: Sequence[AcceptedSubmission]
    submissions: Mapping[UUID, AcceptedSubmission]
    """What now stands under each id."""
    refused: Mapping[UUID, InvitationRefused]


def store_once(database: Database, group: Sequence[Arrived]) -> Stored:
    """Store each id once, the first submission winning."""
    if not group:
        return Stored((), {}, {})
    first: dict[UUID, Arrived] = {}
    for arrived in group:
        first.setdefault(arrived.submission.submission_id, arrived)
    wanted = {each: arrived.submission for each, arrived in first.items()}
    if not any(arrived.invitation for arrived in first.values()):
        again = partial(store.insert, submissions=list(wanted.values()))
        try:
            with database.transaction(again=again) as cursor:
                again(cursor)
        except duckdb.ConstraintException:
            pass  # one of them is there already
        else:
            return Stored(list(wanted.values()), wanted, {})
    spending = partial(_store_what_is_new, first=first)
    with database.transaction(again=spending) as cursor:
        return spending(cursor)


def _store_what_is_new(cursor: duckdb.DuckDBPyConnection, first: Mapping[UUID, Arrived]) -> Stored:
    """Store what is not there, and use up the links that it came through."""
    wanted = {each: arrived.submission for each, arrived in first.items()}
    known = store.known(cursor, wanted)
    refused = spend(
        cursor,
        {
            each: Claim(arrived.submission.survey, arrived.invitation)
            for each, arrived in first.items()
            if arrived.invitation and each not in known
        },
    )
    new = [wanted[each] for each in wanted if each not in known and each not in refused]
    if new:
        store.insert(cursor, new)
    return Stored(new, wanted | known, refused)
