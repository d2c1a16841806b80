"""Personal links: which exist, which were used, and nothing about what came through them.

See docs/decisions/invitations.md.

InvitationRefused
├── InvitationMissing   the survey is answered through personal links, and none was used
├── InvitationUnknown   there is no such link, or it is another survey's
└── InvitationSpent     answers have come through it already
"""

import secrets
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

import duckdb

from service.store.database import Database
from service.store.sql import query
from surveys.invitations import new_token, read_token, token_hash


class InvitationRefused(Exception):
    """Nothing can be sent like this; nothing was stored."""


class InvitationMissing(InvitationRefused):
    """The survey is answered through personal links, and none was used."""


class InvitationUnknown(InvitationRefused):
    """There is no such link, or it is another survey's."""


class InvitationSpent(InvitationRefused):
    """Answers have come through the link already."""


class Claim(NamedTuple):
    """A personal link with which something was sent."""

    survey: str
    token_hash: str


class LinkCount(NamedTuple):
    made: int
    spent: int


NO_LINKS = LinkCount(0, 0)


class _Kept(NamedTuple):
    survey: str
    spent: bool


def new_invitations(cursor: duckdb.DuckDBPyConnection, survey: str, count: int) -> list[str]:
    """Make `count` links within the caller's transaction; return their secrets, kept nowhere."""
    tokens: dict[str, None] = {}
    while len(tokens) < count:
        tokens[new_token(secrets.token_bytes(7))] = None
    hashes = [token_hash(token) for token in tokens]
    cursor.execute(query("insert_invitations"), {"survey": survey, "hashes": hashes})
    return list(tokens)


def survey_of(cursor: duckdb.DuckDBPyConnection, typed: str) -> str:
    """Return the survey that a link is for, used or not.

    Raises:
        InvitationUnknown: there is no such link.
    """
    return _found(cursor, typed).survey


def check_unspent(cursor: duckdb.DuckDBPyConnection, typed: str, *, survey: str) -> None:
    """Raises InvitationUnknown or InvitationSpent."""
    kept = _found(cursor, typed)
    if kept.survey != survey:
        raise InvitationUnknown
    if kept.spent:
        raise InvitationSpent


def spend(
    cursor: duckdb.DuckDBPyConnection, claims: Mapping[UUID, Claim]
) -> dict[UUID, InvitationRefused]:
    """Mark the links as used, each for the first that claims it, within the caller's transaction.

    Args:
        cursor: In the transaction that stores what the links bring.
        claims: By submission, in order of arrival.

    Returns:
        Why some of the submissions must not be stored.
    """
    known = _kept(cursor, {claim.token_hash for claim in claims.values()})
    taken: set[str] = set()
    refused: dict[UUID, InvitationRefused] = {}
    for submission, claim in claims.items():
        kept = known.get(claim.token_hash)
        if kept is None or kept.survey != claim.survey:
            refused[submission] = InvitationUnknown()
        elif kept.spent or claim.token_hash in taken:
            refused[submission] = InvitationSpent()
        else:
            taken.add(claim.token_hash)
    if taken:
        cursor.execute(query("spend_invitations"), {"hashes": sorted(taken)})
    return refused


def forget_order(database: Database) -> bool:
    """Leave in the file only the marks of now; False if that has to wait.

    A transaction stands in the log with all its parts, the answers beside the mark. A
    checkpoint drops the log, but leaves the block that held the marks before it, from
    which the last one can be told: so they are written twice.
    """
    if not database.checkpoint():
        return False
    with database.transaction(again=_turn_over_nobodys) as cursor:
        _turn_over_nobodys(cursor)
    return database.checkpoint()


def _turn_over_nobodys(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute(query("turn_over_nobodys_invitation"))


def link_counts(cursor: duckdb.DuckDBPyConnection) -> dict[str, LinkCount]:
    """Return how many links each survey has; surveys without any are absent."""
    rows: Iterable[tuple[str, int, int]] = cursor.execute(query("invitation_counts")).fetchall()
    return {survey: LinkCount(made, spent) for survey, made, spent in rows}


def _found(cursor: duckdb.DuckDBPyConnection, typed: str) -> _Kept:
    """Raises InvitationUnknown."""
    token = read_token(typed)
    hashed = token_hash(token) if token else ""
    kept = _kept(cursor, {hashed}).get(hashed)
    if token is None or kept is None:
        raise InvitationUnknown
    return kept


def _kept(cursor: duckdb.DuckDBPyConnection, hashes: Collection[str]) -> dict[str, _Kept]:
    rows = cursor.execute(query("invitations"), {"hashes": sorted(hashes)}).fetchall()
    return {hashed: _Kept(survey, spent) for hashed, survey, spent in rows}
