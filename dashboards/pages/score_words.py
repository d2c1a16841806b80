"""What a recommendation score and a number say, in sentences."""

from analysis.intervals import Interval
from analysis.scores.net_promoter import NetPromoterScore, precision
from analysis.scores.numbers import NumberScore
from dashboards.figures.share_words import group_words
from dashboards.wording import Words

_PRECISION = {"fair": "nps_fair", "wide": "nps_wide", "very_wide": "nps_very_wide"}


def recommendation_sentences(score: NetPromoterScore, words: Words) -> tuple[str, ...]:
    """Return how the score is made, what a next cohort could show, and how sure that is."""
    interval, form = score.interval, words.locale.plural_form(score.most.promoters)
    said = [
        words(
            "nps_made_one" if form == "one" else "nps_made_other",
            count=group_words(score, "promoters", words),
            answers=words.number(score.answers),
            detractors=group_words(score, "detractors", words),
        ),
        *([words("untold")] if score.untold else []),
        words(
            _PRECISION[precision(score)],
            width=words.number(round(interval.high) - round(interval.low)),
            **_ends(interval, words),
        ),
    ]
    if score.bounds is not None and score.eligible is not None:
        silent = score.eligible - score.answers
        said.append(
            words.count("share_silent", silent, **_ends(score.bounds, words))
            if silent
            else words("share_nobody_silent")
        )
    return tuple(said)


def _ends(interval: Interval, words: Words) -> dict[str, str]:
    return {"low": words.signed(interval.low), "high": words.signed(interval.high)}


def number_sentence(score: NumberScore, unit: str, words: Words) -> str:
    """Return the median and the middle half of the answers, with their unit."""

    def written(value: float) -> str:
        return words("with_unit", number=words.number(value, digits=1), unit=unit).strip()

    return words(
        "number_summary",
        median=written(score.median),
        low=written(score.lower_quartile),
        high=written(score.upper_quartile),
        answers=words.count("answers", score.answers),
    )
