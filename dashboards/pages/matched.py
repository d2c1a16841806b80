"""How many people of a cohort are linked before and after, and how sure that is.

Who opens it: a facilitator who wants to know whether before and after can be compared.
What they must be able to do: within ten seconds, see how many people the comparison
would stand on, and how many of them may be somebody else.
"""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from analysis.disclosure.gate import INSIDE, Withheld
from analysis.scores.match_rate import MatchRate
from dashboards.pages.calendar import PlannedSurvey
from dashboards.wording import Words


class MatchedBlock(NamedTuple):
    title: str
    """Empty where nothing may be said."""
    sentences: tuple[str, ...]


def matched_blocks(
    rates: Sequence[MatchRate | Withheld], planned: Sequence[PlannedSurvey], words: Words
) -> tuple[MatchedBlock, ...]:
    """Return what is said of each two surveys; `planned` has their titles."""
    titles = {each.survey.slug: each.title[words.language] for each in planned}
    shown = tuple(_block(rate, titles, words) for rate in rates if isinstance(rate, MatchRate))
    if rates and not shown:
        return (MatchedBlock("", (words("matching_too_few", fewest=INSIDE),)),)
    return shown


def _block(rate: MatchRate, titles: dict[str, str], words: Words) -> MatchedBlock:
    sentences = [
        words.count(
            "matching_rate",
            rate.matched,
            possible=words.number(rate.possible),
            percentage=words.percent(rate.rate),
        )
    ]
    if rate.tolerant:
        sentences.append(words.count("matching_tolerant", rate.tolerant))
    if rate.ambiguous:
        sentences.append(words.count("matching_ambiguous", rate.ambiguous))
    sentences.append(
        words(
            "matching_false",
            expected=words.number(rate.false_expected, digits=1),
            most=words.number(ceil(rate.false_at_most * 10) / 10, digits=1),
        )
    )
    title = words("matching_pair", before=titles[rate.before], after=titles[rate.after])
    return MatchedBlock(title, tuple(sentences))
