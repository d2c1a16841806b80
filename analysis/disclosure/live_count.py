"""How many answered, as a whole room may see it while the answers arrive.

Elsewhere the number of submissions is shown as it is, to those who are signed in,
afterwards. A projected number is another matter: everybody sees it change, next to
the people who make it change. An exact one would tell who has just answered and, by
who is still typing, who has not; a 0 that stays or a 1 that does not grow would tell
who alone did. So the room is told steps of the threshold, rounded down: below the
first one, one and the same for 0 to 4, and then 5, 10, 15. Whatever is shown, that
many counts may be behind it; of the arrivals between two steps, nothing is seen.

Nor may the moment of a change tell whose sending made it, to somebody who watches the
room, knows the count, or sends answers of their own until one more is missing. So a
change is looked for on a clock that knows nothing of arrivals, the same for every
screen (`CLOCK_SECONDS`); a step is told only once a few more than it have answered, 0
to 4 of them, drawn anew for each step; and then at one tick in three, by chance.

What holds: to somebody who knows when everybody else has sent, the next change tells
whether one more person did with a chance of at most 3 in 5 of being right, where 1 in 2
is guessing (the draws of the two cases can be paired but for one in five). What is not
protected: whoever counts everybody else without a mistake over many steps learns as
much again at each of them. And all of it is that somebody answered, never what.
"""

from dataclasses import dataclass

from analysis.disclosure.gate import INSIDE

CLOCK_SECONDS = 5.0
"""Between two looks at what has arrived: often enough for a room, seldom enough that
several people may have sent in between."""

_TICKS_A_CHANGE = 3
"""At one tick in so many, what may be told is told."""


@dataclass(frozen=True, slots=True)
class LiveCount:
    """What a room is told."""

    at_least: int
    """A multiple of 5; 0 stands for anything below 5."""

    margin: int
    """How many more than the next step have to answer before it is told: 0 to 4, secret."""


def stepped(submissions: int, *, step: int = INSIDE) -> int:
    """Return how many submissions there are at least: a multiple of `step`, 0 below the first.

    Raises:
        ValueError: the step is below `INSIDE`.
    """
    if step < INSIDE:
        raise ValueError(f"steps may be larger than {INSIDE}, never smaller: {step}")
    return submissions - submissions % step


def first_count(submissions: int, *, entropy: int) -> LiveCount:
    """Return what is told where nothing has been told yet, or nobody can answer any more.

    Args:
        submissions: How many there are.
        entropy: 64 random bits.
    """
    return LiveCount(stepped(submissions), entropy % INSIDE)


def next_count(told: LiveCount, submissions: int, *, entropy: int) -> LiveCount:
    """Return what is told after one more tick of the clock.

    Args:
        told: What is told before.
        submissions: How many there are now; fewer than were told, where some were erased.
        entropy: 64 random bits.
    """
    waits, drawn = entropy % _TICKS_A_CHANGE, entropy // _TICKS_A_CHANGE
    if waits:
        return told
    if submissions < told.at_least:
        return first_count(submissions, entropy=drawn)
    reached = stepped(max(0, submissions - told.margin))
    return first_count(reached, entropy=drawn) if reached > told.at_least else told
