"""When a list of reminders may leave out more people: those who answered since.

Such a list tells who has used a personal link. Between two lists that differ, everybody
who turned up is a batch; whoever knows which answers came in between knows them to be
of these people, and nothing finer. So a list stays as it is until the batch has the
threshold, and until as many are left: the answers that come after the last list may be
of any of those.
"""

from analysis.disclosure.gate import INSIDE


def may_leave_out_more(made: int, used: int, left_out: int, *, fewest: int = INSIDE) -> bool:
    """Whether all `used` links of `made` may be left out, where `left_out` of them are already.

    Raises:
        ValueError: the threshold is below `INSIDE`, or the counts cannot be.
    """
    if fewest < INSIDE:
        raise ValueError(f"a batch may be larger than {INSIDE}, never smaller: {fewest}")
    if not 0 <= left_out <= used <= made:
        raise ValueError(f"of {made} links {used} were used and {left_out} are left out")
    return used - left_out >= fewest and made - used >= fewest
