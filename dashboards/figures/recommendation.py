"""Answers to the 0–10 recommendation, value by value, in the three groups of the score."""

from typing import Any, Literal, TypeAlias

import msgspec

from analysis.scores.net_promoter import PASSIVES_FROM, PROMOTERS_FROM, NetPromoterScore
from dashboards.figures.figure import Figure, Table, escaped, place
from dashboards.figures.share_words import between, count_cell, group_words, untold_note
from dashboards.figures.sheet import sheet_of
from dashboards.style import Role
from dashboards.wording import Words
from surveys.questions import RECOMMENDATION_VALUES

_Group: TypeAlias = Literal["promoters", "passives", "detractors"]


class Column(msgspec.Struct, frozen=True, kw_only=True):
    role: Role
    value: int
    start: str
    middle: str
    top: str
    height: str
    number: str


class Recommendation(msgspec.Struct, frozen=True, kw_only=True):
    columns: tuple[Column, ...]
    width: str


def recommendation(title: str, score: NetPromoterScore, words: Words) -> Figure:
    """Draw one column for each value from 0 to 10."""
    return Figure(
        kind="recommendation",
        title=title,
        alternative=words("recommendation_alternative", title=title),
        note=untold_note(words, score),
        legend=(
            ("unfavourable-1", _counted("detractors", score, words)),
            ("neutral", _counted("passives", score, words)),
            ("favourable-1", _counted("promoters", score, words)),
        ),
        drawing=_drawing(score, words),
        table=Table(
            caption=title,
            columns=(words("column_value"), *(str(value) for value in RECOMMENDATION_VALUES)),
            rows=(
                (
                    words("column_answers"),
                    *(
                        between(count, _untold(score, value), words)
                        for value, count in enumerate(score.counts)
                    ),
                ),
            ),
        ),
        sheet=sheet_of(
            (words("column_value"), words("column_answers")),
            [
                (str(value), count_cell(count, _untold(score, value), words))
                for value, count in enumerate(score.counts)
            ],
        ),
        spec=_spec(score, words),
    )


_GROUP: dict[Role, _Group] = {
    "unfavourable-1": "detractors",
    "neutral": "passives",
    "favourable-1": "promoters",
}


def _role(value: int) -> Role:
    if value < PASSIVES_FROM:
        return "unfavourable-1"
    return "neutral" if value < PROMOTERS_FROM else "favourable-1"


def _drawing(score: NetPromoterScore, words: Words) -> Recommendation:
    tallest = max(1, *score.counts)
    step = 1 / len(score.counts)
    return Recommendation(
        columns=tuple(
            Column(
                role=_role(value),
                value=value,
                start=place(step * (value + 0.1)),
                middle=place(step * (value + 0.5)),
                top=place(1 - count / tallest),
                height=place(count / tallest),
                number=_number(score, value, words),
            )
            for value, count in enumerate(score.counts)
        ),
        width=place(step * 0.8),
    )


def _counted(group: _Group, score: NetPromoterScore, words: Words) -> str:
    return words("counted", label=words(group), count=group_words(score, group, words))


def _untold(score: NetPromoterScore, value: int) -> int:
    """Return how many more than are told may have given a value."""
    return score.released.most({str(value)}) - score.counts[value]


def _number(score: NetPromoterScore, value: int, words: Words) -> str:
    count = score.counts[value]
    return between(count, _untold(score, value), words) if count else ""


def _spec(score: NetPromoterScore, words: Words) -> dict[str, Any]:
    traces = []
    for role, key in _GROUP.items():
        values = [value for value in range(len(score.counts)) if _role(value) == role]
        traces.append(
            {
                "type": "bar",
                "name": escaped(words(key)),
                "meta": {"role": role},
                "x": values,
                "y": [score.counts[value] for value in values],
                "hovertext": [
                    escaped(
                        words(
                            "hover_chose_other" if score.counts[value] != 1 else "hover_chose_one",
                            count=between(score.counts[value], _untold(score, value), words),
                            answers=words.number(score.answers),
                            label=str(value),
                        )
                    )
                    for value in values
                ],
                "hoverinfo": "text",
                "text": [_number(score, value, words) for value in values],
                "textposition": "outside",
                "cliponaxis": False,
            }
        )
    layout = {
        "height": 240,
        "bargap": 0.2,
        "xaxis": {"dtick": 1, "range": [-0.5, 10.5], "showgrid": False},
        "yaxis": {"rangemode": "tozero", "showticklabels": False, "showgrid": False},
    }
    return {"data": traces, "layout": layout}
