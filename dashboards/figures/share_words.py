"""A share in words: who, of how many, and what may be concluded."""

import msgspec

from analysis.intervals import Interval
from analysis.scores.share import Share, decimals, wording
from dashboards.figures.figure import place
from dashboards.wording import Words


class Whisker(msgspec.Struct, frozen=True, kw_only=True):
    """A share and its interval, as places on a line from 0 to 100 %."""

    at: str
    low: str
    length: str


def whisker(share: Share) -> Whisker:
    return Whisker(
        at=place(share.value),
        low=place(share.interval.low),
        length=place(share.interval.high - share.interval.low),
    )


def large(share: Share, words: Words) -> str:
    """Return what is printed large: the count while answers are few, then the percentage."""
    return _of(share, words) if _counts_first(share) else percentage(share, words)


def small(share: Share, words: Words) -> str:
    """Return what is printed beside it: the other one of the two."""
    return percentage(share, words) if _counts_first(share) else _of(share, words)


def both(share: Share, words: Words) -> str:
    """Return « 17 sur 18 (94 %) » or, once answers are many, « 94 % (34 sur 36) »."""
    return words("first_second", first=large(share, words), second=small(share, words))


def reach(share: Share, words: Words) -> str:
    """Return the interval, « 74 % à 99 % »."""
    return words("from_to", **_limits(share, share.interval, words))


def bounds(share: Share, words: Words) -> str:
    """Return the non-response bounds, « 57 % à 97 % », or a dash where nobody knows them."""
    if share.bounds is None:
        return words("dash")
    return words("from_to", **_limits(share, share.bounds, words))


def cells(share: Share | None, words: Words) -> tuple[str, str, str]:
    """Return a share, its interval and its bounds, as cells of a table."""
    if share is None:
        return (words("dash"),) * 3
    return both(share, words), reach(share, words), bounds(share, words)


def sentences(share: Share, words: Words, *, chosen: str) -> tuple[str, ...]:
    """Return what `share` says, what a next cohort could show, and what silence could hide.

    `chosen` are the answers counted, as one reads them: « Satisfait » ou « Très satisfait ».
    """
    answers = words.number(share.answers)
    said = [
        words.count("share_counted", share.count, answers=answers, chosen=chosen),
        words("share_next_cohort", **_limits(share, share.interval, words)),
    ]
    if share.bounds is not None and share.eligible is not None:
        silent = share.eligible - share.answers
        limits = _limits(share, share.bounds, words)
        said.append(
            words.count("share_silent", silent, **limits)
            if silent
            else words("share_nobody_silent")
        )
    return tuple(said)


def _counts_first(share: Share) -> bool:
    return wording(share) == "counts_first"


def percentage(share: Share, words: Words) -> str:
    """Return « 94 % »; only where the counts stand beside it."""
    return words.percent(share.value, digits=decimals(share))


def _of(share: Share, words: Words) -> str:
    return words("of", count=words.number(share.count), answers=words.number(share.answers))


def _limits(share: Share, interval: Interval, words: Words) -> dict[str, str]:
    return {
        "low": words.limit(interval.low, digits=decimals(share)),
        "high": words.limit(interval.high, digits=decimals(share)),
    }
