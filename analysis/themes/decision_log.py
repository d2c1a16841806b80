"""Which of the events of a log hold, and which must be taken back before which."""

from collections.abc import Iterable, Mapping

from analysis.themes.decisions import Event, Undo
from analysis.themes.effects import Effect, stands_on


def in_force(events: Mapping[int, Event]) -> frozenset[int]:
    """Return the sequences of the events that nobody took back, undos among them."""
    undone: set[int] = set()
    for sequence in sorted(events, reverse=True):
        event = events[sequence]
        if isinstance(event, Undo) and sequence not in undone:
            undone.add(event.sequence)
    return frozenset(events.keys() - undone)


def undo_first(
    sequence: int, events: Mapping[int, Event], effects: Mapping[int, Effect]
) -> int | None:
    """Return what must be taken back before an event can be: the latest that stands on it.

    Args:
        sequence: Of an event that holds.
        events: The whole log, by sequence.
        effects: Of its events on what stands, as far as they had any.
    """
    earlier = effects.get(sequence)
    if earlier is None:
        return None
    return next(
        (
            later
            for later in _later(sequence, events)
            if later in effects and stands_on(effects[later], earlier)
        ),
        None,
    )


def _later(sequence: int, events: Mapping[int, Event]) -> Iterable[int]:
    """Yield the events that hold and came later, latest first.

    Without undos of what came later too: with the events that they take back, they are nothing.
    """
    for each in sorted(in_force(events), reverse=True):
        event = events[each]
        if each > sequence and not (isinstance(event, Undo) and event.sequence > sequence):
            yield each
