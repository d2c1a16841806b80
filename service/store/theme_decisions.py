"""Keep what people decide of themes: the event for ever, and its effect at once.

What a search proposed is held against every decision, so that accepting it overrides nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import duckdb
import msgspec

from analysis.themes.alarms import Decided, followed
from analysis.themes.decide import DecisionImpossible, Retelling, retold
from analysis.themes.decide import decide as decided
from analysis.themes.decisions import Add, Decision, Discard, Event, Lock, Move, Split
from analysis.themes.discarded import discarded
from analysis.themes.held import held
from analysis.themes.packed import packed
from analysis.themes.results import ThemesFound
from service.store.database import Database
from service.store.sql import query
from service.store.theme_layers import (
    change_layer,
    forget_layer,
    proposed,
    replace_layer,
    replace_watch,
    retell,
    standing,
    told,
    version,
    watch,
)
from service.store.themes import theme_ideas
from service.store.times import from_stored, to_stored


class NothingProposed(LookupError):
    """There is no proposal to accept or discard: somebody did, or a search took its place."""

    def __init__(self, activity: str) -> None:
        super().__init__(f"Nothing is proposed for the themes of {activity!r}.")


class DecisionTaken(NamedTuple):
    """What somebody decided of the themes of an activity."""

    sequence: int
    """From 1, first to last."""
    at: datetime
    by: str
    decision: Event


def decide(database: Database, activity: str, *decisions: Decision, by: str, at: datetime) -> None:
    """Decide of the themes that stand, one after the other: all of it, or nothing.

    Where ideas are moved or split off, the same words of others in the theme go with them. A name,
    a state or a lock costs the same however many ideas there are, but for a lock beside a
    proposal: what that would move into or out of the theme stays.

    Raises:
        DecisionImpossible: of a theme or idea that is not there; nothing is changed.
    """
    with database.rewriting, database.transaction() as cursor:
        for decision in decisions:
            _decide(cursor, activity, decision, by=by, at=at)


def _decide(
    cursor: duckdb.DuckDBPyConnection, activity: str, decision: Decision, *, by: str, at: datetime
) -> None:
    since = version(cursor, activity)
    if since is None:
        raise DecisionImpossible("There are no themes yet to decide of.")
    if isinstance(decision, Retelling) and not (isinstance(decision, Lock) and since.proposes):
        retell(cursor, activity, retold(told(cursor, activity), decision))
    else:
        decision = _with_same_words(cursor, activity, decision)
        _rearrange(cursor, activity, decision)
    _remember(cursor, activity, decision, by=by, at=at)


def _rearrange(cursor: duckdb.DuckDBPyConnection, activity: str, decision: Decision) -> None:
    """Apply a decision to the ideas that stand, and hold those that are proposed to it."""
    before = standing(cursor, activity)
    if before is None:
        raise AssertionError("the caller saw that there is a layer")
    after = decided(before, decision)
    change_layer(cursor, activity, "standing", before, after)
    layers = [Decided(before, after)]
    if (wanted := proposed(cursor, activity)) is not None:
        told_apart = msgspec.structs.replace(held(wanted, after), next_number=wanted.next_number)
        change_layer(cursor, activity, "proposed", wanted, told_apart)
        layers.append(Decided(wanted, told_apart))
    _let_alarms_follow(cursor, activity, layers)


def _with_same_words(
    cursor: duckdb.DuckDBPyConnection, activity: str, decision: Decision
) -> Decision:
    """Return a decision about all who say the same: a page lists them as one idea."""
    if not isinstance(decision, Move | Split | Add):
        return decision
    source = None if isinstance(decision, Add) else decision.theme
    said = {record.idea: record.text.casefold() for record in theme_ideas(cursor, activity, source)}
    chosen = {said[idea] for idea in decision.ideas if idea in said}
    same = tuple(idea for idea, text in said.items() if text in chosen)
    return msgspec.structs.replace(decision, ideas=tuple(dict.fromkeys((*decision.ideas, *same))))


def search_name(found_at: datetime) -> str:
    """Return what a search is called, so that people answer the proposal that they read.

    Args:
        found_at: When it ended: what people decide afterwards does not change it.
    """
    return found_at.strftime("%Y%m%dT%H%M%S.%f")


def accept(
    database: Database, activity: str, *, at: datetime, of: str | None = None
) -> ThemesFound:
    """Let what is proposed stand, and return it.

    `of` is the `search_name` of the search that proposed it; None for whichever did.

    Raises:
        NothingProposed: by that search; nothing is changed.
    """
    with database.rewriting, database.transaction() as cursor:
        before, wanted = standing(cursor, activity), proposed(cursor, activity)
        if before is None or wanted is None or not _is_of(cursor, activity, of):
            raise NothingProposed(activity)
        after = held(wanted, before)
        replace_layer(cursor, activity, "standing", packed(after), at=at)
        forget_layer(cursor, activity, "proposed")
        _let_alarms_follow(cursor, activity, [Decided(before, after), Decided(wanted, after)])
    return after


def _let_alarms_follow(
    cursor: duckdb.DuckDBPyConnection, activity: str, layers: Sequence[Decided]
) -> None:
    if (raised := watch(cursor, activity)) is not None:
        replace_watch(cursor, activity, followed(raised, *layers))


def discard(
    database: Database, activity: str, *, by: str, at: datetime, of: str | None = None
) -> None:
    """Leave what stands as it is, and remember what was left; raises as `accept` does."""
    with database.rewriting, database.transaction() as cursor:
        stands, wanted = standing(cursor, activity), proposed(cursor, activity)
        if stands is None or wanted is None or not _is_of(cursor, activity, of):
            raise NothingProposed(activity)
        forget_layer(cursor, activity, "proposed")
        _remember(cursor, activity, discarded(stands, wanted), by=by, at=at)


def _remember(
    cursor: duckdb.DuckDBPyConnection, activity: str, event: Event, *, by: str, at: datetime
) -> None:
    cursor.execute(
        query("insert_theme_decision"),
        {
            "activity": activity,
            "decided_at": to_stored(at),
            "decided_by": by,
            "decision": msgspec.json.encode(event).decode(),
        },
    )


def _is_of(cursor: duckdb.DuckDBPyConnection, activity: str, of: str | None) -> bool:
    """Whether the search `of` found what stands, and so what is proposed beside it."""
    found = version(cursor, activity)
    return of is None or (found is not None and search_name(found.found_at) == of)


def taken(cursor: duckdb.DuckDBPyConnection, activity: str) -> tuple[DecisionTaken, ...]:
    """Return all that was ever decided of the themes of an activity, first to last."""
    rows = cursor.execute(query("theme_decisions"), {"activity": activity}).fetchall()
    return tuple(
        DecisionTaken(sequence, from_stored(at), by, msgspec.json.decode(decision, type=Event))
        for sequence, at, by, decision in rows
    )


def discards(cursor: duckdb.DuckDBPyConnection, activity: str) -> tuple[Discard, ...]:
    """Return what people left of the proposals of an activity, first to last."""
    events = (each.decision for each in taken(cursor, activity))
    return tuple(event for event in events if isinstance(event, Discard))
