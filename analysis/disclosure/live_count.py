"""How many answered, as a whole room may see it while the answers arrive.

Elsewhere the number of submissions is shown as it is, to those who are signed in,
afterwards. A projected number is another matter: everybody sees it change, at the
moment it changes, next to the people who make it change. An exact one would tell
who has just answered and, by who is still typing, who has not; a 0 that stays or a
1 that does not grow would tell who alone did. So the room is told steps of the
threshold, rounded down: below the first one, one and the same for 0 to 4, and then
5, 10, 15. Whatever is shown, that many counts may be behind it; of the arrivals
between two steps, nothing is seen.

What is not protected here: the one arrival that completes a step is seen to happen.
It tells that somebody answered at that moment, never what, and what is stored with
answers is no finer than a day.
"""

from analysis.disclosure.gate import INSIDE


def stepped(submissions: int, *, step: int = INSIDE) -> int:
    """Return how many submissions there are at least: a multiple of `step`, 0 below the first.

    Raises:
        ValueError: the step is below `INSIDE`.
    """
    if step < INSIDE:
        raise ValueError(f"steps may be larger than {INSIDE}, never smaller: {step}")
    return submissions - submissions % step
