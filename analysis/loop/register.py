"""Read the register of a programme's changes, and add to it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from analysis.loop.changes import (
    ContentChange,
    Event,
    Hypothesis,
    Registered,
    Rule,
    Withdrawn,
    stamp,
)
from analysis.loop.spending import spent


class NotRegistered(ValueError):
    """A change cannot be registered, or withdrawn; the message says why."""


class Kept(NamedTuple):
    """An event as it is kept."""

    text: str
    stamp: str


class Entry(NamedTuple):
    """One change, with what became of it."""

    registered: Registered
    stamp: str
    withdrawn: Withdrawn | None
    intact: bool
    """Whether its stamps still fit what is kept, and all before them do."""


class Register(NamedTuple):
    """All changes of a programme."""

    entries: tuple[Entry, ...]
    """In the order of registration."""
    last: str
    """The stamp of the last event; empty before the first."""
    broken_at: int | None
    """The first event, from 1, that its stamp does not fit or that does not follow."""

    @property
    def intact(self) -> bool:
        """Whether every stamp fits."""
        return self.broken_at is None

    @property
    def next_place(self) -> int:
        """The place of the change that is registered next, if it is in time."""
        return 1 + max((each.registered.rule.place or 0 for each in self.entries), default=0)

    def entry(self, number: int) -> Entry | None:
        """Return a change by its number."""
        return next((each for each in self.entries if each.registered.number == number), None)


def read_register(kept: Sequence[Kept]) -> Register:
    """Return the changes with their stamps verified.

    From the first event that was altered on, nothing is intact. What can no longer be read is
    left out, and the register is broken there.
    """
    changes: dict[int, Entry] = {}
    previous, broken_at = "", None
    for position, (text, said) in enumerate(kept, start=1):
        event = _event(text)
        fits = event is not None and stamp(text) == said and event.previous == previous
        if not fits and broken_at is None:
            broken_at = position
        match event:
            case Registered():
                changes[event.number] = Entry(event, said, None, broken_at is None)
            case Withdrawn() if event.number in changes:
                before = changes[event.number]
                changes[event.number] = before._replace(
                    withdrawn=event, intact=before.intact and broken_at is None
                )
            case _:
                pass
        previous = said
    return Register(tuple(changes.values()), previous, broken_at)


def _event(text: str) -> Event | None:
    try:
        event: Event = msgspec.json.decode(text, type=Event)
    except msgspec.DecodeError:
        return None
    return event


class When(NamedTuple):
    """Who does something, when."""

    by: str
    at: datetime


def registered(
    register: Register, programme: str, change: ContentChange, when: When, *, rivals: int | None
) -> Registered:
    """Return the event that registers a change, with the rule it will be judged by.

    Args:
        register: What is registered already.
        programme: Whose it is.
        change: Checked by `analysis.loop.checks`.
        when: Who registers it, and when.
        rivals: Among how many items its own could be the lowest; None where one of the cohorts
            after has answered: it can then have no verdict, and spends nothing.

    Raises:
        NotRegistered: the register is broken.
    """
    _refuse_broken(register)
    number = 1 + max((each.registered.number for each in register.entries), default=0)
    place = None if rivals is None else register.next_place
    among = among_how_many(change.hypothesis, rivals or 1)
    rule = Rule(place=place, among=among, alpha=spent(place, among) if place else 0.0)
    return Registered(
        programme=programme,
        number=number,
        at=when.at,
        by=when.by,
        previous=register.last,
        change=change,
        rule=rule,
    )


def among_how_many(hypothesis: Hypothesis, rivals: int) -> int:
    """Return by how many items what a change may spend is shared."""
    return rivals if hypothesis.chosen_for == "rating" else 1


def withdrawn(
    register: Register, number: int, reason: str, when: When, *, answered: bool
) -> Withdrawn:
    """Return the event that withdraws a change.

    Raises:
        NotRegistered: there is no such change, it was withdrawn, or the register is broken.
    """
    _refuse_broken(register)
    entry = register.entry(number)
    if entry is None or entry.withdrawn:
        gone = "was withdrawn already" if entry else "is not in the register"
        raise NotRegistered(f"Change {number} {gone}")
    return Withdrawn(
        programme=entry.registered.programme,
        number=number,
        at=when.at,
        by=when.by,
        previous=register.last,
        reason=reason,
        answered=answered,
    )


def _refuse_broken(register: Register) -> None:
    if not register.intact:
        raise NotRegistered(f"Event {register.broken_at} of the register was altered")
