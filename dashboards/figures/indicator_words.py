"""One indicator in words: what is printed large, of what it is counted, how sure it is."""

from typing import NamedTuple, assert_never

from analysis.scores.indicator import (
    Count,
    Distribution,
    EnteredFact,
    Group,
    Rate,
    Recommendation,
    Unsaid,
    Value,
)
from analysis.scores.net_promoter import NetPromoterScore
from dashboards.figures.share_words import (
    both,
    bounds,
    group_words,
    large,
    reach,
    score_words,
    small,
)
from dashboards.wording import Words


class ValueWords(NamedTuple):
    """A value as it is printed, on pages, in the API and in the report alike."""

    large: str
    """« 94 % », « 17 sur 18 », « 1 224 », « +48 »."""
    small: str
    """What stands beside it: « 552 sur 586 », a unit. May be empty."""
    interval: str
    """What a comparable next cohort could show; a dash where there is no such thing."""
    bounds: str
    """Whatever those who did not answer think; a dash where nobody knows."""
    groups: tuple[tuple[str, str], ...] = ()
    """Of a distribution: each group and its share."""


def printed(value: Value, words: Words) -> str:
    """Return `value` on one line: « 94 % (552 sur 586) »."""
    said = value_words(value, words)
    if said.groups:
        return "; ".join(words("counted", label=label, count=share) for label, share in said.groups)
    if not said.small:
        return said.large
    if isinstance(value, EnteredFact):
        return words("with_unit", number=said.large, unit=said.small)
    return words("first_second", first=said.large, second=said.small)


def value_words(value: Value, words: Words) -> ValueWords:
    """Return `value` in words."""
    dash = words("dash")
    match value:
        case Count(value=number):
            return ValueWords(words.number(number, digits=1), "", dash, dash)
        case Rate(share=share):
            return ValueWords(
                large(share, words), small(share, words), reach(share, words), bounds(share, words)
            )
        case Recommendation(score=score):
            return _recommendation(score, words)
        case Distribution(groups=groups, answers=answers):
            said = words.count("counted_among", answers)
            each = tuple((_label(group, words), both(group.share, words)) for group in groups)
            return ValueWords("", said, dash, dash, each)
        case EnteredFact(value=number, unit=unit):
            return ValueWords(words.number(number, digits=2), unit[words.language], dash, dash)
        case Unsaid():
            return ValueWords(words("too_few_to_say"), "", dash, dash)
        case _:
            assert_never(value)


def _recommendation(score: NetPromoterScore, words: Words) -> ValueWords:
    def points(low: float, high: float) -> str:
        return words("from_to", low=words.signed(low), high=words.signed(high))

    return ValueWords(
        score_words(score, words),
        words(
            "promoters_and_detractors",
            promoters=group_words(score, "promoters", words),
            detractors=group_words(score, "detractors", words),
            answers=words.number(score.answers),
        ),
        points(*score.interval),
        points(*score.bounds) if score.bounds else words("dash"),
    )


def _label(group: Group, words: Words) -> str:
    return group.label[words.language] or words("nobody_said")
