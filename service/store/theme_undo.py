"""Take back what people decided of themes, by one more event of the log."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from itertools import chain

import duckdb
import msgspec

from analysis.themes.alarms import Decided
from analysis.themes.decide import DecisionImpossible
from analysis.themes.decision_log import in_force, undo_first
from analysis.themes.decisions import Add, Discard, Event, Leave, Move, Split, Undo
from analysis.themes.effects import Effect, Placed, about
from analysis.themes.results import Theme
from analysis.themes.undo import undone
from service.store.database import Database
from service.store.same_words import same_words
from service.store.theme_decisions import let_alarms_follow, remember, taken
from service.store.theme_effects import Changed, KeptEffect, effects, keep_effects, kept_effects
from service.store.theme_excerpts import Part, change, hold, people_of_ideas, people_of_themes
from service.store.theme_layers import Layer, forget_layer, replace_watch, told, version, watch


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
        else:
            changed = _rearranged(cursor, activity, kept)
            number = remember(cursor, activity, event, by=by, at=at)
            keep_effects(cursor, activity, number, changed)


def _refuse(cursor: duckdb.DuckDBPyConnection, activity: str, sequence: int) -> None:
    """Raise DecisionImpossible where an event cannot be taken back.

    What came before it has no part in that.
    """
    events = _log(cursor, activity, since=sequence)
    if sequence not in events:
        raise DecisionImpossible(f"There is no decision {sequence}.")
    if sequence not in in_force(events):
        raise DecisionImpossible(f"Decision {sequence} was undone already.")
    changed = effects(cursor, activity, since=sequence)
    if sequence not in changed and not changes_nothing(sequence, _log(cursor, activity)):
        raise DecisionImpossible(
            f"Decision {sequence} was taken before what decisions change was kept."
        )
    if (first := undo_first(sequence, events, changed)) is not None:
        raise DecisionImpossible(f"Decision {first} stands on decision {sequence}: undo it first.")


def _log(cursor: duckdb.DuckDBPyConnection, activity: str, *, since: int = 1) -> dict[int, Event]:
    return {each.sequence: each.decision for each in taken(cursor, activity, since=since)}


def changes_nothing(sequence: int, events: Mapping[int, Event]) -> bool:
    """Whether an event only says what not to propose again, or takes such a one back.

    `events` is the whole log.
    """
    event = events[sequence]
    if isinstance(event, Undo):
        return changes_nothing(event.sequence, events)
    return isinstance(event, Discard)


def _rearranged(
    cursor: duckdb.DuckDBPyConnection, activity: str, kept: dict[Layer, KeptEffect]
) -> Changed:
    """Put ideas back to where they were, in what stands and in what is proposed."""
    raised, there = watch(cursor, activity), kept["standing"]
    own = there._replace(effect=_with_same_words(cursor, activity, there.effect))
    part = _part(cursor, activity, "standing", own)
    stood = change(cursor, activity, part, lambda found: undone(found, own.effect, own.wording))
    if stood is None:
        raise AssertionError("the caller saw that there is a layer")
    wanted = _proposed_before(cursor, activity, kept, part, stood)
    layers = (stood,) if wanted is None else (stood, wanted)
    if raised == there.watched:
        replace_watch(cursor, activity, there.watch)
    else:
        let_alarms_follow(cursor, activity, layers)
    return Changed(layers, raised)


def _part(cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer, kept: KeptEffect) -> Part:
    """Return what of a layer it takes to put an event's effect back."""
    effect, wording = kept.effect, kept.wording
    ideas = {idea for placed in effect.places for idea in placed.ideas}
    words: dict[int, Theme] = {}
    if wording is not None:
        words = {theme.number: theme for theme in wording.themes}
        ideas.update(chain.from_iterable((*wording.quotes.values(), *wording.says.values())))
    retold = [
        theme.number
        for theme in told(cursor, activity, layer)
        if theme.number in words and theme.phrases != words[theme.number].phrases
    ]
    people = people_of_ideas(cursor, activity, layer, ideas)
    people |= people_of_themes(cursor, activity, layer, (*effect.made, *retold))
    moves = effect.rearranges or words
    themes = frozenset(about(effect) | words.keys()) if moves else frozenset()
    return Part(people, themes, requotes=bool(words))


def _proposed_before(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    kept: dict[Layer, KeptEffect],
    part: Part,
    stood: Decided,
) -> Decided | None:
    """Put what is proposed back, and return it; None where there is no proposal, or no more."""
    if (own := kept.get("proposed")) is not None:
        return hold(
            cursor,
            activity,
            _part(cursor, activity, "proposed", own),
            stood,
            lambda wanted: undone(wanted, own.effect, own.wording),
        )
    if not kept["standing"].effect.rearranges:
        return hold(cursor, activity, part, stood)
    forget_layer(cursor, activity, "proposed")  # it may rest on the event
    return None


def _with_same_words(cursor: duckdb.DuckDBPyConnection, activity: str, effect: Effect) -> Effect:
    """Return an effect on all who say the same, where searches put them to the ideas moved.

    Otherwise those ideas would follow them, by the next search, to where they were.
    """
    moved = {idea: placed for placed in effect.places for idea in placed.ideas}
    pinned = [
        each
        for theme in effect.into
        for each in same_words(cursor, activity, theme, moved)
        if each.pinned
    ]
    said = {each.text: moved[each.idea] for each in pinned if each.idea in moved}
    others = [each for each in pinned if each.idea not in moved and each.text in said]
    by_hand = _put_by_hand(cursor, activity) if others else set()
    also: defaultdict[Placed, list[str]] = defaultdict(list)
    for each in others:
        if each.idea not in by_hand:
            also[said[each.text]].append(each.idea)
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
