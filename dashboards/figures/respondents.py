"""Who answered beside who came: the people of each role, or of each region.

Bars keep the questionnaire's order. A group that is hidden and one that nobody belongs to
look alike, and both are left out.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from analysis.scores.share import Share, share
from dashboards.figures.figure import (
    Figure,
    Table,
    escaped,
    place,
    row_values,
    rows_axis,
    rows_height,
)
from dashboards.figures.share_words import both
from dashboards.figures.sheet import Cell, Sheet, downloads, portion, sheet_of
from dashboards.wording import Words
from surveys.texts import Text


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Those who name one role or region, as the gate releases them."""

    name: Text
    submissions: int
    """0: hidden, or nobody."""
    eligible: int | None
    """People of the roster who came at least once; None when nobody knows how many, or
    when they are so few that beside answers they could be recognised."""

    @property
    def answered(self) -> Share | None:
        """How many answered, of those who came; None where the roster cannot say it."""
        if not self.submissions or self.eligible is None or self.eligible < self.submissions:
            return None
        return share(self.submissions, self.eligible, None)


class RespondentRow(msgspec.Struct, frozen=True, kw_only=True):
    label: str
    came: str
    """How far the bar of those who came reaches; empty: nobody knows."""
    answered: str
    value: str


def respondents(title: str, groups: Sequence[Group], words: Words) -> Figure:
    """Draw how many answered, before how many came."""
    shown = [group for group in groups if group.submissions]
    said = downloads(words)
    return Figure(
        kind="respondents",
        title=title,
        alternative=said("respondents_alternative", title=title),
        legend=(
            ("accent", said("respondents_answered")),
            ("neutral", said("respondents_came")),
        ),
        drawing=_drawing(shown, words),
        table=_table(title, shown, words),
        sheet=_sheet(shown, words),
        spec=_spec(shown, words),
    )


def respondents_sentence(groups: Sequence[Group], words: Words) -> str:
    """Return « Ont répondu : Coordination, 12 sur 15 (80 %) ; … »."""
    said = downloads(words)
    shown = [group for group in groups if group.submissions]
    told = [
        said("respondents_group", group=group.name[words.language], counted=_value(group, words))
        for group in shown
    ]
    sentences = [said("respondents_said", groups=_between(words).join(told))]
    hidden = len(groups) - len(shown)
    if hidden:
        sentences.append(said.count("respondents_hidden", hidden))
    return " ".join(sentences)


def _between(words: Words) -> str:
    return "\u00a0; " if words.language == "fr" else "; "


def _value(group: Group, words: Words) -> str:
    answered = group.answered
    return both(answered, words) if answered else words.count("submissions", group.submissions)


def _most(groups: Sequence[Group]) -> int:
    return max((max(group.submissions, _came(group)) for group in groups), default=1)


def _came(group: Group) -> int:
    """Return how many came, also where more answered: people name their role themselves."""
    return group.eligible or 0


def _drawing(groups: Sequence[Group], words: Words) -> tuple[RespondentRow, ...]:
    most = _most(groups)
    return tuple(
        RespondentRow(
            label=group.name[words.language],
            came=place(_came(group) / most) if group.eligible else "",
            answered=place(group.submissions / most),
            value=_value(group, words),
        )
        for group in groups
    )


def _table(title: str, groups: Sequence[Group], words: Words) -> Table:
    said = downloads(words)
    dash = words("dash")
    return Table(
        caption=title,
        columns=(
            title,
            said("respondents_answered"),
            said("respondents_came"),
            said("respondents_rate"),
        ),
        rows=tuple(
            (
                group.name[words.language],
                words.number(group.submissions),
                words.number(_came(group)) if group.eligible else dash,
                words.percent(group.answered.value) if group.answered else dash,
            )
            for group in groups
        ),
    )


def _sheet(groups: Sequence[Group], words: Words) -> Sheet:
    said = downloads(words)
    rows: list[tuple[Cell, ...]] = [
        (
            group.name[words.language],
            group.submissions,
            group.eligible,
            portion(group.answered) if group.answered else None,
        )
        for group in groups
    ]
    columns = [said(f"respondents_{key}") for key in ("answered", "came", "rate")]
    return sheet_of((words("column_option"), *columns), rows)


def _spec(groups: Sequence[Group], words: Words) -> dict[str, Any]:
    labels = [group.name[words.language] for group in groups]
    values = [_value(group, words) for group in groups]
    rows = list(range(len(groups)))

    def bars(role: str, lengths: list[int], width: float) -> dict[str, Any]:
        return {
            "type": "bar",
            "orientation": "h",
            "meta": {"role": role},
            "y": rows,
            "x": lengths,
            "width": width,
            "hovertext": [escaped(value) for value in values],
            "hoverinfo": "text",
        }

    return {
        "data": [
            bars("neutral", [_came(group) for group in groups], 0.7),
            bars("accent", [group.submissions for group in groups], 0.36),
        ],
        "layout": {
            "barmode": "overlay",
            "height": rows_height(labels, least=38),
            "yaxis": rows_axis(labels),
            "xaxis": {"range": [0, _most(groups) * 1.02], "rangemode": "tozero", "nticks": 6},
            **row_values(values),
        },
    }
