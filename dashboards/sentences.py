"""Claims in words: the only place where a page says that something differs, rises or stands out.

A claim comes from `analysis.claims`, which has decided what may be said; here it is only
worded. `words` are those of any page: they write the numbers. The sentences themselves
stand in `texts/claims.toml`.
"""

from typing import NamedTuple, assert_never

from analysis.claims.apart import Apart
from analysis.claims.changes import Changes
from analysis.claims.differences import Difference
from analysis.claims.pairs import ScalePair, ScorePair, SharePair
from analysis.claims.refusal import Refusal
from analysis.claims.trends import FEWEST_COHORTS, TrendClaim
from analysis.disclosure.gate import Withheld
from analysis.disclosure.rises import ReleasedRises, ShownRise
from analysis.intervals import Interval
from analysis.scores.net_promoter import NetPromoterScore
from analysis.scores.share import decimals, share
from analysis.scores.trend import TrendPoint
from dashboards.figures import share_words
from dashboards.wording import Words


class Groups(NamedTuple):
    """What the two groups of a comparison are called."""

    first: str
    second: str


def refusal_sentence(refusal: Refusal, words: Words) -> str:
    differently = refusal.reason == "asked_differently"
    return _said(words)("asked_differently" if differently else "too_few")


def change_sentence(claim: Difference | Refusal, words: Words) -> str:
    """Return what a declared comparison with an earlier cohort may say."""
    if isinstance(claim, Refusal):
        return refusal_sentence(claim, words)
    said, pair = _said(words), claim.compared
    match claim.verdict:
        case "higher" | "lower":
            points = _points(abs(claim.difference) * _unit(pair), words, _digits(pair))
            verdict = said(claim.verdict, points=points, reach=_reach(claim, words))
        case "no_difference_shown":
            verdict = said(claim.verdict, points=_visible(claim, words))
        case _:
            verdict = said("no_difference_too_few")
    before, after = _both(pair, words)
    return said("from_to", before=before, after=after, verdict=verdict)


def explored_sentence(claim: Difference | Refusal, groups: Groups, words: Words) -> str:
    """Return what a comparison may say that somebody chose to make: a lead at the most."""
    if isinstance(claim, Refusal):
        return refusal_sentence(claim, words)
    said, pair = _said(words), claim.compared
    verdict = _explored_verdict(claim, groups, words)
    if isinstance(pair, ScalePair):
        return verdict
    before, after = _both(pair, words)
    return said(
        "beside",
        first=groups.first,
        second=groups.second,
        before=before,
        after=after,
        verdict=verdict,
    )


def _explored_verdict(claim: Difference, groups: Groups, words: Words) -> str:
    said, scale = _said(words), isinstance(claim.compared, ScalePair)
    if claim.verdict in {"lead_higher", "lead_lower"}:
        higher = groups.second if claim.verdict == "lead_higher" else groups.first
        if scale:
            share = (1 + abs(claim.difference)) / 2
            return said(
                "lead_scale",
                higher=higher,
                percentage=words.percent(share),
                reach=_superiority_reach(claim, words),
            )
        points = _points(
            abs(claim.difference) * _unit(claim.compared), words, _digits(claim.compared)
        )
        return said("lead", higher=higher, points=points, reach=_reach(claim, words))
    if claim.verdict == "too_few":
        return said("explored_too_few")
    if scale:
        return said("explored_nothing_scale")
    return said("explored_nothing", points=_visible(claim, words))


def difference_cell(claim: Difference | Refusal, words: Words) -> str:
    """Return a difference over its corrected interval, for a table; a dash where none may be."""
    if isinstance(claim, Refusal):
        return words("dash")
    unit = _unit(claim.compared)
    low, high = (words.signed(end * unit) for end in claim.interval)
    return f"{words.signed(claim.difference * unit)}\n{words('from_to', low=low, high=high)}"


def trend_sentence(claim: TrendClaim | Refusal, words: Words) -> str:
    """Return what may be said about one item over the cohorts of an activity."""
    said = _said(words)
    if isinstance(claim, Refusal):
        if claim.reason == "too_few":
            return said("too_few_cohorts", fewest=words.number(FEWEST_COHORTS))
        return refusal_sentence(claim, words)
    unit = 1 if claim.first.net_promoter else 100
    if claim.verdict == "no_trend_shown":
        verdict = said(claim.verdict, points=_points(max(claim.visible * unit, 0.1), words, 1))
    else:
        ends = sorted(abs(end) * unit for end in claim.interval)
        verdict = said(
            "rises" if claim.verdict == "rises" else "falls",
            points=_points(abs(claim.rise) * unit, words, 1),
            reach=_between(Interval(*ends), claim.comparisons, words, 1),
        )
    return said(
        "over_cohorts",
        cohorts=words.number(claim.cohorts),
        first=_point(claim.first, words),
        last=_point(claim.last, words),
        verdict=verdict,
    )


def apart_sentence(apart: Apart, names: dict[str, str], words: Words) -> str:
    """Return which items stand apart from all the others, if any does; `names` by item."""
    said = _said(words)
    found = [
        said(key, item=names[item])
        for key, item in (("above_all", apart.above), ("below_all", apart.below))
        if item
    ]
    return " ".join(found) or said("none_apart")


def changes_sentences(changes: Changes, names: dict[str, str], words: Words) -> tuple[str, ...]:
    """Return what is compared with what, and how much changed; `names` are those of cohorts."""
    said = _said(words)
    skipped = [names[cohort] for cohort in changes.skipped]
    left_out = (said("skipped", cohorts=words.each(skipped)),)
    if changes.before is None:
        return (said("changes_alone" if skipped else "changes_first"),)
    claims = [each.claim for each in changes.changes if isinstance(each.claim, Difference)]
    changed = sum(claim.verdict in {"higher", "lower"} for claim in claims)
    if not claims:
        return (said("too_few"), *(left_out if skipped else ()))
    return (
        said("changes_with", before=names[changes.before]),
        *(left_out if skipped else ()),
        said.count("changed", changed) if changed else said("changed_none"),
        said("changes_corrected", comparisons=words.number(len(claims))),
    )


def rise_sentence(rise: ShownRise, theme: str, cohort: str, words: Words) -> str:
    """Return that a theme is new or growing, of how many, and how rarely that would be false."""
    said = Words("themes", words.language)
    if isinstance(rise.people_before, Withheld):
        before = said("few_of", of=words.number(rise.of_before))
    else:
        before = _counted(rise.people_before, rise.of_before, words)
    told = said(
        "rise_part" if rise.part else f"rise_{rise.kind}",
        theme=theme,
        cohort=cohort,
        now=_counted(rise.people, rise.of, words),
        before=before,
    )
    return f"{told} {said('rise_chance', times=words.number(1 / rise.at_most))}"


def rises_small_sentence(rises: ReleasedRises, words: Words) -> str:
    """Return how many rises are not told; empty where none is."""
    said = Words("themes", words.language)
    return said.count("rises_small", rises.too_small) if rises.too_small else ""


def _counted(people: int, of: int, words: Words) -> str:
    counted = share(people, of, None)
    return share_words.both(counted, words) if counted else words("dash")


def _said(words: Words) -> Words:
    return Words("claims", words.language)


def _unit(pair: SharePair | ScorePair | ScalePair) -> int:
    """Return how many points one unit of a difference makes."""
    return 1 if isinstance(pair, ScorePair) else 100


def _digits(pair: SharePair | ScorePair | ScalePair) -> int:
    return min(decimals(pair.before), decimals(pair.after)) if isinstance(pair, SharePair) else 0


def _both(pair: SharePair | ScorePair | ScalePair, words: Words) -> tuple[str, str]:
    match pair:
        case SharePair():
            return share_words.both(pair.before, words), share_words.both(pair.after, words)
        case ScorePair():
            return _score(pair.before, words), _score(pair.after, words)
        case ScalePair():
            return words.count("answers", sum(pair.before)), words.count("answers", sum(pair.after))
        case _:
            assert_never(pair)


def _point(point: TrendPoint, words: Words) -> str:
    if point.net_promoter:
        return _score(point.net_promoter, words)
    return share_words.both(point.share, words) if point.share else words("dash")


def _score(score: NetPromoterScore, words: Words) -> str:
    answers = words.count("answers", score.answers)
    return words("first_second", first=share_words.score_words(score, words), second=answers)


def _visible(claim: Difference, words: Words) -> str:
    """Return a gap that would be seen, no less than the smallest that is written."""
    digits = _digits(claim.compared)
    size = (claim.visible or 0.0) * _unit(claim.compared)
    return _points(max(size, 10.0**-digits), words, digits)


def _reach(claim: Difference, words: Words) -> str:
    """Return the corrected interval of the size of a difference that was found."""
    ends = sorted(abs(end) * _unit(claim.compared) for end in claim.interval)
    return _between(Interval(*ends), claim.comparisons, words, _digits(claim.compared))


def _superiority_reach(claim: Difference, words: Words) -> str:
    low, high = sorted((1 + abs(end)) / 2 for end in claim.interval)
    return _said(words)("reach", low=words.limit(low), high=words.limit(high))


def _between(ends: Interval, comparisons: int, words: Words, digits: int) -> str:
    said = _said(words)
    low, high = _size(ends.low, words, digits), _points(ends.high, words, digits)
    if comparisons == 1:
        return said("reach", low=low, high=high)
    return said("reach_corrected", low=low, high=high, comparisons=words.number(comparisons))


def _points(size: float, words: Words, digits: int) -> str:
    """Return « 18 points », « 1,5 point » or "1.5 points"; never none for a few."""
    plural = "one" if words.locale.plural_form(round(size, digits)) == "one" else "other"
    return _said(words)(f"points_{plural}", number=_size(size, words, digits))


def _size(size: float, words: Words, digits: int) -> str:
    step = 10.0**-digits
    if 0 < size < step:
        return _said(words)("under_one", number=words.number(step, digits=digits))
    return words.number(size, digits=digits)
