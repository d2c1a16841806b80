"""Keep what people decide of themes: the event for ever, and its effect at once.

What a search proposed is held against every decision, so that accepting it overrides nothing. What
each event changed is kept too, so that it can be taken back (`service.store.theme_undo`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import duckdb
import msgspec

from analysis.themes.alarms import Decided, followed
from analysis.themes.decide import DecisionImpossible
from analysis.themes.decide import decide as decided
from analysis.themes.decision_log import in_force
from analysis.themes.decisions import (
    Accept,
    Add,
    Decision,
    Discard,
    Event,
    Leave,
    Merge,
    Move,
    Split,
    Undo,
)
from analysis.themes.discarded import discarded
from analysis.themes.held import held
from analysis.themes.packed import packed
from analysis.themes.results import ThemesFound
from service.store.database import Database
from service.store.same_words import same_words
from service.store.sql import query
from service.store.theme_effects import Changed, keep_effects
from service.store.theme_excerpts import Part, change, hold, people_of_themes
from service.store.theme_layers import (
    Version,
    forget_layer,
    proposed,
    replace_layer,
    replace_watch,
    standing,
    told,
    version,
    watch,
)
from service.store.times import from_stored, to_stored

_A_FEW = 20
"""Events of the log to look at first for the last that holds."""


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

    Where ideas are moved or split off, the same words of others in the theme go with them. It costs
    as much as there are ideas that move, or that a lock or a merge keeps what is proposed from
    moving.

    Raises:
        DecisionImpossible: of a theme or idea that is not there; nothing is changed.
    """
    with database.rewriting, database.transaction() as cursor:
        if version(cursor, activity) is None:
            raise DecisionImpossible("There are no themes yet to decide of.")
        for decision in decisions:
            asked = _with_same_words(cursor, activity, decision)
            raised = watch(cursor, activity)
            layers = _rearrange(cursor, activity, asked)
            sequence = remember(cursor, activity, asked.decision, by=by, at=at)
            keep_effects(cursor, activity, sequence, Changed(layers, raised))


class _Asked(NamedTuple):
    decision: Decision
    part: Part
    """What of the layers it is about."""


def _rearrange(
    cursor: duckdb.DuckDBPyConnection, activity: str, asked: _Asked
) -> tuple[Decided, ...]:
    """Apply a decision to the ideas that stand, and hold those that are proposed to it.

    Returns what stood and stands, then the same of what is proposed, if anything is.
    """
    stood = change(cursor, activity, asked.part, lambda found: decided(found, asked.decision))
    if stood is None:
        raise AssertionError("the caller saw that there is a layer")
    wanted = hold(cursor, activity, asked.part, stood)
    layers = (stood,) if wanted is None else (stood, wanted)
    let_alarms_follow(cursor, activity, layers)
    return layers


def _with_same_words(
    cursor: duckdb.DuckDBPyConnection, activity: str, decision: Decision
) -> _Asked:
    """Return a decision about all who say the same: a page lists them as one idea."""
    there = {theme.number for theme in told(cursor, activity)}
    if not isinstance(decision, Leave) and decision.theme not in there:
        return _Asked(decision, Part())  # it is impossible, and no question to ask of the file
    match decision:
        case Move():
            return _of_ideas(cursor, activity, decision, (decision.theme, decision.into))
        case Split():
            return _of_ideas(cursor, activity, decision, (decision.theme, None))
        case Add():
            return _of_ideas(cursor, activity, decision, (None, decision.theme))
        case Leave():
            return _of_ideas(cursor, activity, decision, (None, None))
        case Merge():
            people = people_of_themes(cursor, activity, "standing", [decision.theme])
            return _Asked(decision, Part(people, frozenset((decision.theme, decision.into))))
        case _:
            return _Asked(decision, Part())


def _of_ideas(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    decision: Move | Split | Add | Leave,
    way: tuple[int | None, int | None],
) -> _Asked:
    """Return the same of a decision that puts ideas from a theme, or none, into another."""
    source, into = way
    same = same_words(cursor, activity, source, decision.ideas)
    ideas = dict.fromkeys((*decision.ideas, *(each.idea for each in same)))
    people = frozenset(each.submission_id for each in same)
    themes = frozenset(n for n in (source, into) if n is not None)
    return _Asked(msgspec.structs.replace(decision, ideas=tuple(ideas)), Part(people, themes))


def search_name(found_at: datetime) -> str:
    """Return what a search is called, so that people answer the proposal that they read.

    Args:
        found_at: When it ended: what people decide afterwards does not change it.
    """
    return found_at.strftime("%Y%m%dT%H%M%S.%f")


def accept(
    database: Database, activity: str, *, by: str, at: datetime, of: str | None = None
) -> ThemesFound:
    """Let what is proposed stand, and return it.

    `of` is the `search_name` of the search that proposed it; None for whichever did.

    Raises:
        NothingProposed: by that search; nothing is changed.
    """
    with database.rewriting, database.transaction() as cursor:
        before, wanted = standing(cursor, activity), proposed(cursor, activity)
        found = version(cursor, activity)
        if before is None or wanted is None or found is None or not _is_of(found, of):
            raise NothingProposed(activity)
        after, raised = held(wanted, before), watch(cursor, activity)
        replace_layer(cursor, activity, "standing", packed(after), at=at)
        forget_layer(cursor, activity, "proposed")
        let_alarms_follow(cursor, activity, [Decided(before, after), Decided(wanted, after)])
        event = Accept(search=search_name(found.found_at))
        sequence = remember(cursor, activity, event, by=by, at=at)
        keep_effects(cursor, activity, sequence, Changed((Decided(before, after),), raised))
    return after


def let_alarms_follow(
    cursor: duckdb.DuckDBPyConnection, activity: str, layers: Sequence[Decided]
) -> None:
    """Keep what rises with its ideas, in the caller's transaction."""
    raised = watch(cursor, activity)
    if raised is not None and (now := followed(raised, *layers)) != raised:
        replace_watch(cursor, activity, now)


def discard(
    database: Database, activity: str, *, by: str, at: datetime, of: str | None = None
) -> None:
    """Leave what stands as it is, and remember what was left; raises as `accept` does."""
    with database.rewriting, database.transaction() as cursor:
        stands, wanted = standing(cursor, activity), proposed(cursor, activity)
        found = version(cursor, activity)
        if stands is None or wanted is None or found is None or not _is_of(found, of):
            raise NothingProposed(activity)
        forget_layer(cursor, activity, "proposed")
        remember(cursor, activity, discarded(stands, wanted), by=by, at=at)


def remember(
    cursor: duckdb.DuckDBPyConnection, activity: str, event: Event, *, by: str, at: datetime
) -> int:
    """Add an event to the log, in the caller's transaction, and return its sequence."""
    row = cursor.execute(
        query("insert_theme_decision"),
        {
            "activity": activity,
            "decided_at": to_stored(at),
            "decided_by": by,
            "decision": msgspec.json.encode(event).decode(),
        },
    ).fetchone()
    if row is None:
        raise AssertionError("it returns the sequence")
    return int(row[0])


def _is_of(found: Version, of: str | None) -> bool:
    """Whether the search `of` found what stands, and so what is proposed beside it."""
    return of is None or search_name(found.found_at) == of


def taken(
    cursor: duckdb.DuckDBPyConnection, activity: str, *, since: int = 1
) -> tuple[DecisionTaken, ...]:
    """Return all that was ever decided of the themes of an activity, from one on, first to last."""
    asked = {"activity": activity, "since": since}
    rows = cursor.execute(query("theme_decisions"), asked).fetchall()
    return tuple(
        DecisionTaken(sequence, from_stored(at), by, msgspec.json.decode(decision, type=Event))
        for sequence, at, by, decision in rows
    )


def holding(cursor: duckdb.DuckDBPyConnection, activity: str) -> tuple[DecisionTaken, ...]:
    """Return the same without what people took back, and without the taking back."""
    return that_hold(taken(cursor, activity))


def since_last_that_holds(
    cursor: duckdb.DuckDBPyConnection, activity: str
) -> tuple[DecisionTaken, ...]:
    """Return the log from the last decision on that holds; empty where none does.

    Whether one holds depends on what came after it alone: so no more is read than was taken back.
    """
    now = version(cursor, activity)
    first, many = (now.decisions if now else 0) + 1, _A_FEW
    while first > 1:
        first, many = max(1, first - many), 2 * many
        events = taken(cursor, activity, since=first)
        for last in that_hold(events)[-1:]:
            return tuple(each for each in events if each.sequence >= last.sequence)
    return ()


def that_hold(events: Sequence[DecisionTaken]) -> tuple[DecisionTaken, ...]:
    """Return those of a whole log that nobody took back, and no taking back."""
    holds = in_force({each.sequence: each.decision for each in events})
    return tuple(
        each for each in events if each.sequence in holds and not isinstance(each.decision, Undo)
    )


def discards(cursor: duckdb.DuckDBPyConnection, activity: str) -> tuple[Discard, ...]:
    """Return what people left of the proposals of an activity, first to last.

    Without what they took back: it may be proposed again.
    """
    decisions = (each.decision for each in holding(cursor, activity))
    return tuple(event for event in decisions if isinstance(event, Discard))
