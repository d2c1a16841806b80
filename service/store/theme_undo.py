"""Take back what people decided of themes, by one more event of the log."""

from collections import defaultdict
from datetime import datetime

import duckdb
import msgspec

from analysis.themes.alarms import Decided
from analysis.themes.decide import DecisionImpossible
from analysis.themes.decisions import Add, Discard, Event, Leave, Move, Split, Undo
from analysis.themes.effects import Effect, Placed, effect_on_themes
from analysis.themes.held import held
from analysis.themes.history import in_force, undo_first
from analysis.themes.results import ThemesFound
from analysis.themes.undo import told_before, undone
from service.store.database import Database
from service.store.theme_decisions import let_alarms_follow, remember, stays, taken
from service.store.theme_effects import (
    Changed,
    KeptEffect,
    effects,
    keep_effect,
    keep_effects,
    kept_effects,
)
from service.store.theme_layers import (
    Layer,
    change_layer,
    forget_layer,
    proposed,
    replace_watch,
    retell,
    standing,
    told,
    version,
    watch,
)
from service.store.themes import theme_ideas


def undo(database: Database, activity: str, sequence: int, *, by: str, at: datetime) -> None:
    """Take an event back: what it changed is as it was before, and all else as it is.

    The same words of others that followed an idea go back with it. What is proposed is put back
    too, but where it was proposed since the event and rests on it: then it is withdrawn, and the
    next search proposes what it finds then.

    Raises:
        DecisionImpossible: there is no such event, it was taken back, was made before effects
            were kept, or another stands on it; nothing is changed.
    """
    with database.rewriting, database.transaction() as cursor:
        if version(cursor, activity) is None:
            raise DecisionImpossible("There are no themes yet to decide of.")
        _refuse(cursor, activity, sequence)
        kept = kept_effects(cursor, activity, sequence)
        event = Undo(sequence=sequence)
        if "standing" not in kept:  # a proposal that was left: nothing was changed
            remember(cursor, activity, event, by=by, at=at)
        elif (effect := _retold(cursor, activity, kept)) is not None:
            keep_effect(cursor, activity, remember(cursor, activity, event, by=by, at=at), effect)
        else:
            changed = _rearranged(cursor, activity, kept)
            number = remember(cursor, activity, event, by=by, at=at)
            keep_effects(cursor, activity, number, changed)


def _refuse(cursor: duckdb.DuckDBPyConnection, activity: str, sequence: int) -> None:
    """Raise DecisionImpossible where an event cannot be taken back."""
    events = {each.sequence: each.decision for each in taken(cursor, activity)}
    if sequence not in events:
        raise DecisionImpossible(f"There is no decision {sequence}.")
    if sequence not in in_force(events):
        raise DecisionImpossible(f"Decision {sequence} was undone already.")
    changed = effects(cursor, activity)
    if sequence not in changed and not changes_nothing(sequence, events):
        raise DecisionImpossible(
            f"Decision {sequence} was taken before what decisions change was kept."
        )
    if (first := undo_first(sequence, events, changed)) is not None:
        raise DecisionImpossible(f"Decision {first} stands on decision {sequence}: undo it first.")


def changes_nothing(sequence: int, events: dict[int, Event]) -> bool:
    """Whether an event only says what not to propose again, or takes such a one back."""
    event = events[sequence]
    if isinstance(event, Undo):
        return changes_nothing(event.sequence, events)
    return isinstance(event, Discard)


def _retold(
    cursor: duckdb.DuckDBPyConnection, activity: str, kept: dict[Layer, KeptEffect]
) -> Effect | None:
    """Tell of a theme as before, and return what that changed; None where ideas are concerned."""
    effect = kept["standing"].effect
    before = {theme.number: theme for theme in told(cursor, activity)}
    concerned = {state.number for state in effect.was}
    if "proposed" in kept or effect.rearranges or not concerned <= before.keys():
        return None
    after = told_before(before, effect)
    if any(after[state.number].locked and not state.locked for state in effect.now):
        return None  # beside a proposal, what that would move into or out of it stays
    if not all(stays(cursor, activity, after[number]) for number in concerned):
        return None
    for number in concerned:
        retell(cursor, activity, after[number])
    return effect_on_themes(before.values(), told(cursor, activity))


def _rearranged(
    cursor: duckdb.DuckDBPyConnection, activity: str, kept: dict[Layer, KeptEffect]
) -> Changed:
    """Put ideas back to where they were, in what stands and in what is proposed."""
    raised, stands = watch(cursor, activity), standing(cursor, activity)
    if stands is None:
        raise AssertionError("the caller saw that there is a layer")
    effect, wording, *_ = kept["standing"]
    after = undone(stands, _with_same_words(cursor, activity, effect), wording)
    change_layer(cursor, activity, "standing", stands, after)
    layers = [Decided(stands, after)]
    if (wanted := proposed(cursor, activity)) is not None:
        held_to = _proposed_before(wanted, after, kept)
        if held_to is None:
            forget_layer(cursor, activity, "proposed")
        else:
            change_layer(cursor, activity, "proposed", wanted, held_to)
            layers.append(Decided(wanted, held_to))
    if raised == kept["standing"].watched:
        replace_watch(cursor, activity, kept["standing"].watch)
    else:
        let_alarms_follow(cursor, activity, layers)
    return Changed(layers, raised)


def _proposed_before(
    wanted: ThemesFound, stands: ThemesFound, kept: dict[Layer, KeptEffect]
) -> ThemesFound | None:
    """Return what is proposed without an event; None where it rests on it."""
    if "proposed" in kept:
        effect, wording, *_ = kept["proposed"]
        found = undone(wanted, effect, wording)
    elif kept["standing"].effect.rearranges:
        return None
    else:
        found = held(wanted, stands)
    return msgspec.structs.replace(found, next_number=wanted.next_number)


def _with_same_words(cursor: duckdb.DuckDBPyConnection, activity: str, effect: Effect) -> Effect:
    """Return an effect on all who say the same, where searches put them to the ideas moved.

    Otherwise those ideas would follow them, by the next search, to where they were.
    """
    moved = {idea: placed for placed in effect.places for idea in placed.ideas}
    pinned = [
        each
        for theme in effect.into
        for each in theme_ideas(cursor, activity, theme)
        if each.pinned
    ]
    said = {each.text.casefold(): moved[each.idea] for each in pinned if each.idea in moved}
    by_hand = _put_by_hand(cursor, activity) if said else set()
    also: defaultdict[Placed, list[str]] = defaultdict(list)
    for each in pinned:
        if each.idea not in by_hand and (placed := said.get(each.text.casefold())) is not None:
            also[placed].append(each.idea)
    places = tuple(
        msgspec.structs.replace(placed, ideas=(*placed.ideas, *also[placed]))
        for placed in effect.places
    )
    return msgspec.structs.replace(effect, places=places)


def _put_by_hand(cursor: duckdb.DuckDBPyConnection, activity: str) -> set[str]:
    """Return the ideas that any event named or moved: no search put them where they are."""
    named = {
        idea
        for each in taken(cursor, activity)
        if isinstance(each.decision, Move | Split | Add | Leave)
        for idea in each.decision.ideas
    }
    moved = (each.places for each in effects(cursor, activity).values())
    return named | {idea for places in moved for placed in places for idea in placed.ideas}
