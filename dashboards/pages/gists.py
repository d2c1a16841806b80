"""What a folded figure says in its one line.

Who reads it: a facilitator with ten minutes, who opens only what surprises. What they must
be able to do: in one second a question, see how it was answered and how sure that is,
without opening the figure; and never miss that something is not shown.
"""

from collections.abc import Mapping, Sequence

from analysis.scores.choice import ChoiceScore
from analysis.scores.net_promoter import NetPromoterScore
from dashboards.figures.distribution import RatedItem
from dashboards.figures.figure import Figure
from dashboards.figures.share_words import both, large, reach, score_words
from dashboards.wording import Words

_LINES_SAID = 7
"""More of them are no gist."""

_LETTERS_SAID = 160
"""Of all options together: longer ones make no line that anybody reads."""

_ENDS = ("?", "…", "!", ".")


def gist_words(words: Words) -> Words:
    return Words("gists", words.language)


def scale_gist(items: Sequence[RatedItem], words: Words) -> tuple[str, ...]:
    """Return the favourable share, or from which to which the shares of several items go."""
    said = gist_words(words)
    shown = [item.score for item in items if item.score]
    if not shown:
        return (words("too_few"),)
    shares = [score.favourable for score in shown if score.favourable]
    hidden = len(items) - len(shown)
    told = [said.count("hidden", hidden)] if hidden else []
    if not shares:
        return (words.count("answered", max(score.answers for score in shown)), *told)
    low = min(shares, key=lambda share: share.value)
    high = max(shares, key=lambda share: share.value)
    if len(items) == 1:
        first = said("one", value=both(low, words), reach=reach(low, words))
    elif both(low, words) == both(high, words):
        first = said("same", value=both(low, words))
    else:
        first = said("spread", low=both(low, words), high=both(high, words))
    return (first, *told)


def items_gist(items: Sequence[RatedItem], words: Words) -> tuple[str, ...]:
    """Return a line an item, where no title says what they are about."""
    if len(items) > _LINES_SAID:
        return scale_gist(items, words)
    said = gist_words(words)
    return tuple(
        said(
            "asked" if item.label.endswith(_ENDS) else "option",
            label=item.label,
            value=" ".join(scale_gist([item], words)),
        )
        for item in items
    )


def recommendation_gist(score: NetPromoterScore, words: Words) -> tuple[str, ...]:
    """Return the net score, of how many, and its interval."""
    answers = words.count("answers", score.answers)
    return (
        gist_words(words)(
            "score",
            score=words("first_second", first=score_words(score, words), second=answers),
            low=words.signed(score.interval.low),
            high=words.signed(score.interval.high),
        ),
    )


def trend_gist(figure: Figure, words: Words) -> tuple[str, ...]:
    """Return what all cohorts say together, then the newest, as the table of the figure does."""
    said, rows = gist_words(words), figure.table.rows
    *cohorts, (_, *together) = rows
    told = [said("together", value=_value(together, said))] if together[0] else []
    if cohorts:
        name, *newest = cohorts[-1]
        told.append(said("newest", cohort=name, value=_value(newest, said)))
    return tuple(told)


def _value(cells: Sequence[str], said: Words) -> str:
    value, *rest = cells
    return said("shown", value=value, reach=rest[0]) if rest and rest[0] else value


def choice_gist(score: ChoiceScore, labels: Mapping[str, str], words: Words) -> tuple[str, ...]:
    """Return how many answered and, of few options, how many chose each, never ranked."""
    said = gist_words(words)
    answered = words.count("answered", score.answers)
    if sum(len(labels[option.code]) for option in score.options) > _LETTERS_SAID:
        return answered, said.count("options", len(score.options))
    each = [
        said("option", label=labels[option.code].rstrip("."), value=large(option.share, words))
        for option in score.options
    ]
    return (answered, *((" · ".join(each) + ".",) if each else ()))
