"""How many people of each cohort mention each theme."""

from collections.abc import Sequence
from typing import Any

import msgspec

from analysis.disclosure.gate import Withheld
from analysis.disclosure.themes import ShownTheme
from dashboards.figures.figure import Figure, Table, escaped, place, wrapped
from dashboards.figures.trend import CohortLabel, slant
from dashboards.wording import Words
from surveys.texts import Slug


class CohortBar(msgspec.Struct, frozen=True, kw_only=True):
    start: str
    top: str
    height: str
    """Nothing where the count is withheld; empty and hidden look alike."""


class ThemeRow(msgspec.Struct, frozen=True, kw_only=True):
    label: str
    bars: tuple[CohortBar, ...]
    total: str


class ThemeCohorts(msgspec.Struct, frozen=True, kw_only=True):
    width: str
    rows: tuple[ThemeRow, ...]
    first: str
    last: str


def theme_cohorts(
    title: str,
    themes: Sequence[ShownTheme],
    cohorts: Sequence[tuple[Slug, CohortLabel]],
    words: Words,
) -> Figure:
    """Draw a row of small columns for each theme, all rows on one vertical scale.

    `cohorts` holds slug and label of each, oldest first.
    """
    return Figure(
        kind="theme_cohorts",
        title=title,
        alternative=words("theme_cohorts_alternative", title=title),
        drawing=_drawing(themes, cohorts, words),
        table=Table(
            caption=title,
            columns=(
                words("column_theme"),
                *(label.short for _, label in cohorts),
                words("column_total"),
            ),
            rows=tuple(
                (
                    label_of(theme, words),
                    *(cohort_cell(theme, slug, words) for slug, _ in cohorts),
                    words.number(theme.respondents),
                )
                for theme in themes
            ),
        ),
        spec=_spec(themes, cohorts, words),
    )


def count_in(theme: ShownTheme, cohort: Slug) -> int | None:
    """Return how many people of `cohort` mention `theme`; None where that may not be said."""
    count = theme.respondents_by_cohort.get(cohort, Withheld())
    return None if isinstance(count, Withheld) else count


def label_of(theme: ShownTheme, words: Words) -> str:
    """Return what a theme is called; where no word of it may be shown, that it has no name."""
    return theme.called[words.language] if theme.called else words("theme_unnamed")


def told_apart(called: str, typical: Sequence[str]) -> str:
    """Return what a theme is called with words that tell it apart, for a list of names alone."""
    return f"{called} ({', '.join(typical)})" if typical else called


def label_and_language(theme: ShownTheme, words: Words, typical: Sequence[str] = ()) -> str:
    """Return the same and, where it is in the other language, that it is."""
    called, hint = told_apart(label_of(theme, words), typical), language_hint(theme, words)
    return f"{called} {hint}" if hint else called


def language_hint(theme: ShownTheme, words: Words) -> str:
    """Return in which language a theme is called, if that is not the reader's; else nothing."""
    spoken = theme.only_in.get(words.language)
    return Words("themes", words.language)(f"in_{spoken}") if spoken else ""


def cohort_cell(theme: ShownTheme, cohort: Slug, words: Words) -> str:
    count = count_in(theme, cohort)
    return words("too_few_short") if count is None else words.number(count)


def _drawing(
    themes: Sequence[ShownTheme], cohorts: Sequence[tuple[Slug, CohortLabel]], words: Words
) -> ThemeCohorts:
    step = 1 / max(len(cohorts), 1)
    counts = [count_in(theme, slug) or 0 for theme in themes for slug, _ in cohorts]
    tallest = max([*counts, 1])
    return ThemeCohorts(
        width=place(step * 0.8),
        first=cohorts[0][1].short if cohorts else "",
        last=cohorts[-1][1].short if cohorts else "",
        rows=tuple(
            ThemeRow(
                label=label_of(theme, words),
                bars=tuple(
                    CohortBar(
                        start=place(step * (at + 0.1)),
                        top=place(1 - count / tallest),
                        height=place(count / tallest),
                    )
                    for at, (slug, _) in enumerate(cohorts)
                    if (count := count_in(theme, slug))
                ),
                total=words.count("people", theme.respondents),
            )
            for theme in themes
        ),
    )


def _spec(
    themes: Sequence[ShownTheme], cohorts: Sequence[tuple[Slug, CohortLabel]], words: Words
) -> dict[str, Any]:
    labels = [label for _, label in cohorts]
    counts = [[count_in(theme, slug) for slug, _ in cohorts] for theme in themes]
    cells = {
        "type": "heatmap",
        "meta": {"role": "favourable-2"},
        "x": list(range(len(labels))),
        "y": list(range(len(themes))),
        "z": counts,
        "zmin": 0,
        "zmax": max([count for row in counts for count in row if count], default=1),
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "text": [["" if count is None else words.number(count) for count in row] for row in counts],
        "texttemplate": "%{text}",
        "hovertext": [
            [
                "<br>".join(
                    escaped(line)
                    for line in (
                        label_of(theme, words),
                        label.name,
                        words("too_few_cell") if count is None else words.count("people", count),
                    )
                )
                for label, count in zip(labels, row, strict=True)
            ]
            for theme, row in zip(themes, counts, strict=True)
        ],
        "hoverinfo": "text",
    }
    layout = {
        "height": 130 + 40 * len(themes),
        "xaxis": {
            "tickvals": list(range(len(labels))),
            "showgrid": False,
            "ticktext": [escaped(label.short) for label in labels],
            "tickangle": slant(len(labels)),
        },
        "yaxis": {
            "range": [len(themes) - 0.5, -0.5],
            "showgrid": False,
            "tickvals": list(range(len(themes))),
            "ticktext": [wrapped(label_of(theme, words)) for theme in themes],
        },
    }
    return {"data": [cells], "layout": layout}
