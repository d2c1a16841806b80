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
from analysis.themes.decide import DecisionImpossible, Retelling, retold
from analysis.themes.decide import decide as decided
from analysis.themes.decisions import (
    Accept,
    Add,
    Decision,
    Discard,
    Event,
    Leave,
    Lock,
    Move,
    Split,
    Undo,
)
from analysis.themes.discarded import discarded
from analysis.themes.effects import effect_on_themes
from analysis.themes.held import held
from analysis.themes.history import in_force
from analysis.themes.packed import packed
from analysis.themes.recount import decided as decided_of
from analysis.themes.results import Theme, ThemesFound
from service.store.database import Database
from service.store.sql import query
from service.store.theme_effects import Changed, keep_effect, keep_effects
from service.store.theme_layers import (
    Version,
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
        before = told(cursor, activity)
        theme = retold(before, decision)
        if stays(cursor, activity, theme):
            retell(cursor, activity, theme)
            sequence = remember(cursor, activity, decision, by=by, at=at)
            effect = effect_on_themes(before, told(cursor, activity))
            keep_effect(cursor, activity, sequence, effect)
            return
    decision = _with_same_words(cursor, activity, decision)
    raised = watch(cursor, activity)
    layers = _rearrange(cursor, activity, decision)
    sequence = remember(cursor, activity, decision, by=by, at=at)
    keep_effects(cursor, activity, sequence, Changed(layers, raised))


def stays(cursor: duckdb.DuckDBPyConnection, activity: str, theme: Theme) -> bool:
    """Whether a theme is kept as it is to be told: decided something of, or with an idea."""
    if decided_of({theme.number: theme}, ()):
        return True
    of_layer = {"activity": activity, "layer": "standing"}
    sizes = cursor.execute(query("theme_sizes"), of_layer).fetchall()
    return any(number == theme.number for number, _, _ in sizes)


def _rearrange(
    cursor: duckdb.DuckDBPyConnection, activity: str, decision: Decision
) -> tuple[Decided, ...]:
    """Apply a decision to the ideas that stand, and hold those that are proposed to it.

    Returns what stood and stands, then the same of what is proposed, if anything is.
    """
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
    let_alarms_follow(cursor, activity, layers)
    return tuple(layers)


def _with_same_words(
    cursor: duckdb.DuckDBPyConnection, activity: str, decision: Decision
) -> Decision:
    """Return a decision about all who say the same: a page lists them as one idea."""
    if not isinstance(decision, Move | Split | Add | Leave):
        return decision
    source = None if isinstance(decision, Add | Leave) else decision.theme
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
    if (raised := watch(cursor, activity)) is not None:
        replace_watch(cursor, activity, followed(raised, *layers))


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


def taken(cursor: duckdb.DuckDBPyConnection, activity: str) -> tuple[DecisionTaken, ...]:
    """Return all that was ever decided of the themes of an activity, first to last."""
    rows = cursor.execute(query("theme_decisions"), {"activity": activity}).fetchall()
    return tuple(
        DecisionTaken(sequence, from_stored(at), by, msgspec.json.decode(decision, type=Event))
        for sequence, at, by, decision in rows
    )


def holding(cursor: duckdb.DuckDBPyConnection, activity: str) -> tuple[DecisionTaken, ...]:
    """Return the same without what people took back, and without the taking back."""
    return that_hold(taken(cursor, activity))


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
