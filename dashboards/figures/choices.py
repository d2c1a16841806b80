"""How many chose each option, in the order of the questionnaire."""

from collections.abc import Mapping
from typing import Any

import msgspec

from analysis.scores.choice import ChoiceScore
from dashboards.figures.figure import (
    Figure,
    Table,
    escaped,
    place,
    row_values,
    rows_axis,
    rows_height,
    shares_axis,
)
from dashboards.figures.share_words import both, reach, untold_note
from dashboards.figures.sheet import share_cells, share_columns, sheet_of
from dashboards.wording import Words


class ChoiceRow(msgspec.Struct, frozen=True, kw_only=True):
    label: str
    width: str
    value: str


def choices(title: str, score: ChoiceScore, labels: Mapping[str, str], words: Words) -> Figure:
    """Draw one bar an option, from 0 to 100 % of those who answered.

    `labels` holds the words of each option by code.
    """
    options = [(labels[option.code], option.share) for option in score.options]
    return Figure(
        kind="choices",
        title=title,
        alternative=words("choices_alternative", title=title),
        note=untold_note(words, *(share for _, share in options)),
        drawing=tuple(
            ChoiceRow(label=label, width=place(share.value), value=both(share, words))
            for label, share in options
        ),
        table=Table(
            caption=title,
            columns=(
                words("column_option"),
                words("column_chosen"),
                words("column_interval"),
            ),
            rows=tuple(
                (label, both(share, words), reach(share, words)) for label, share in options
            ),
        ),
        sheet=sheet_of(
            (words("column_option"), *share_columns(words)),
            [(label, *share_cells(share)) for label, share in options],
        ),
        spec=_spec(score, labels, words),
    )


def _spec(score: ChoiceScore, labels: Mapping[str, str], words: Words) -> dict[str, Any]:
    bars = {
        "type": "bar",
        "orientation": "h",
        "meta": {"role": "accent"},
        "y": list(range(len(score.options))),
        "x": [option.share.value for option in score.options],
        "hovertext": [
            escaped(f"{both(option.share, words)} · {reach(option.share, words)}")
            for option in score.options
        ],
        "hoverinfo": "text",
    }
    texts = [labels[option.code] for option in score.options]
    layout = {
        "height": rows_height(texts, least=34),
        "bargap": 0.45,
        "yaxis": rows_axis(texts),
        "xaxis": shares_axis(words),
        **row_values([both(option.share, words) for option in score.options]),
    }
    return {"data": [bars], "layout": layout}
