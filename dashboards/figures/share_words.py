"""A share in words: who, of how many, and what may be concluded."""

from typing import Literal

import msgspec

from analysis.intervals import Interval
from analysis.scores.net_promoter import NetPromoterScore
from analysis.scores.share import Share, decimals, wording
from dashboards.figures.figure import place
from dashboards.figures.sheet import Cell
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
    form = "one" if words.locale.plural_form(share.most) == "one" else "other"
    counted = words(
        f"share_counted_{form}",
        count=count_words(share, words),
        answers=words.number(share.answers),
        chosen=chosen,
    )
    said = [
        counted[0].upper() + counted[1:],
        *([words("untold")] if share.untold else []),
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


def count_words(share: Share, words: Words) -> str:
    """Return how many: « 17 », « au moins 17 », « au plus 1 » or « 9 ou 10 »."""
    if not share.untold:
        return words.number(share.count)
    if share.most == share.answers:
        return words("at_least", number=words.number(share.count))
    if share.count == 0:
        return words("at_most", number=words.number(share.most))
    return between(share.count, share.untold, words)


def between(least: int, untold: int, words: Words) -> str:
    """Return how many of a small group chose something: « 9 », « 9 ou 10 » or « 0 à 3 »."""
    low, high = words.number(least), words.number(least + untold)
    if untold == 0:
        return low
    return words("either_number" if untold == 1 else "from_to", low=low, high=high)


def count_cell(least: int, untold: int, words: Words) -> Cell:
    """Return how many, or the two ends of how many there may be."""
    return between(least, untold, words) if untold else least


def score_words(score: NetPromoterScore, words: Words) -> str:
    """Return a net promoter score: « +56 », or « +44 à +56 » where answers are untold."""
    low, high = (words.signed(end) for end in score.reach)
    return low if low == high else words("from_to", low=low, high=high)


def group_words(
    score: NetPromoterScore, group: Literal["promoters", "passives", "detractors"], words: Words
) -> str:
    """Return how many promote, are passive or detract: « 9 », or « 9 ou 10 »."""
    least = getattr(score, group)
    return between(least, getattr(score.most, group) - least, words)


def untold_note(words: Words, *shown: Share | NetPromoterScore | None) -> str:
    """Return why some of these are not told in full; empty where all of them are."""
    return words("untold") if any(each and each.untold for each in shown) else ""


def _counts_first(share: Share) -> bool:
    return wording(share) == "counts_first"


def percentage(share: Share, words: Words) -> str:
    """Return « 94 % »; only where the counts stand beside it."""
    low, high = (
        words.percent(count / share.answers, digits=decimals(share))
        for count in (share.count, share.most)
    )
    if low == high:
        return low
    if share.most == share.answers:
        return words("or_more", percentage=low)
    if share.count == 0:
        return words("or_less", percentage=high)
    return words("from_to", low=low, high=high)


def _of(share: Share, words: Words) -> str:
    return words("of", count=count_words(share, words), answers=words.number(share.answers))


def _limits(share: Share, interval: Interval, words: Words) -> dict[str, str]:
    return {
        "low": words.limit(interval.low, digits=decimals(share)),
        "high": words.limit(interval.high, digits=decimals(share)),
    }
