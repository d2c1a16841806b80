"""One activity over its cohorts: attendance, completion, and one questionnaire item by item.

Who opens it: whoever designs the course, between two cohorts, or writes to a funder that
it got better. What they must be able to do: within ten seconds, see which lines run
level; within thirty, copy the sentence that says what may be claimed of one of them.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from analysis.claims.refusal import Refusal
from analysis.claims.trends import TrendClaim
from analysis.scores.trend import Trend
from dashboards.figures.figure import Figure, Table
from dashboards.figures.trend import CohortLabel, cohort_labels, trend, trends_table
from dashboards.pages.frame import (
    Frame,
    compare_activity_address,
    framed,
    trends_address,
    way_to,
    words_in,
)
from dashboards.pages.item_words import counted_answers, item_text
from dashboards.pages.selection import SelectionView, said_of, selected_address, selection_bar
from dashboards.pages.taken import Taken, TakenPage, file_links
from dashboards.render import Page
from dashboards.sentences import trend_sentence
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.questionnaire import Questionnaire
from surveys.texts import Code, Language, Slug, Text


class ClaimedTrend(msgspec.Struct, frozen=True, kw_only=True):
    trend: Trend
    claim: TrendClaim | Refusal


class AskedTrends(msgspec.Struct, frozen=True, kw_only=True):
    """The trends of one questionnaire: what it declares, item by item."""

    questionnaire: Questionnaire
    """The newest version."""
    cohorts: tuple[Slug, ...]
    """Those it was asked in, oldest first: the points of every trend, in this order."""
    trends: tuple[ClaimedTrend, ...]


class TrendsView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohorts: tuple[Cohort, ...]
    """All of the activity, oldest first: the points of the roster's trends, in this order."""
    selected: SelectionView = SelectionView()
    roster: tuple[ClaimedTrend, ...]
    """Attendance and completion, as far as anybody noted them."""
    questionnaires: tuple[tuple[Code, Text], ...]
    """Code and title of each that was asked."""
    asked: AskedTrends | None
    """The one shown; None where nothing was asked."""


class _Tab(NamedTuple):
    title: str
    address: str
    current: bool


class _TrendBlock(NamedTuple):
    figure: Figure
    sentence: str


class _Group(NamedTuple):
    title: str
    trends: tuple[_TrendBlock, ...]
    table: Table


def trends_page(view: TrendsView, language: Language) -> Page:
    """Return the trends of one activity."""
    words, said = words_in(language), Words("claims", language)
    shown = view.asked.questionnaire.code if view.asked else None
    groups = _groups(view, words)
    address, selection = trends_address(view.activity.slug), view.selected.selection
    kept = [("questionnaire", shown)] if shown else []
    frame = Frame(
        said("trends_title"),
        selected_address(address, selection, kept=kept),
        way_to(words, view.programme, view.activity),
        demonstration=view.programme.demonstration,
    )
    return framed(
        "trends.html",
        frame,
        words,
        said=said,
        activity=view.activity.name[language],
        compare=compare_activity_address(view.activity.slug),
        tabs=[
            _Tab(
                title[language],
                selected_address(address, selection, kept=[("questionnaire", code)]),
                code == shown,
            )
            for code, title in view.questionnaires
        ],
        bar=selection_bar(view.selected, address, language, kept=kept),
        groups=groups,
        files=file_links(address, view.selected, language, kept),
    )


def trends_taken(view: TrendsView, language: Language) -> TakenPage:
    """Return what the trends give away."""
    words, said = words_in(language), Words("claims", language)
    shown = [("questionnaire", view.asked.questionnaire.code)] if view.asked else []
    address = trends_address(view.activity.slug)
    trends = [trend for group in _groups(view, words) for trend in group.trends]
    return TakenPage(
        slug=f"{view.activity.slug}-trends",
        title=f"{view.activity.name[language]} · {said('trends_title')}",
        address=selected_address(address, view.selected.selection, kept=shown),
        said=said_of(view.selected, language),
        figures=tuple(Taken(each.figure, (each.sentence,)) for each in trends),
        spoken=(),
        language=language,
    )


def _groups(view: TrendsView, words: Words) -> list[_Group]:
    labels = cohort_labels(view.cohorts, words)
    groups = [_roster_group(view, labels, words), _asked_group(view.asked, labels, words)]
    return [group for group in groups if group]


def _roster_group(view: TrendsView, labels: dict[Slug, CohortLabel], words: Words) -> _Group | None:
    said = Words("claims", words.language)
    figures = [
        msgspec.structs.replace(
            trend(
                said(f"roster_{each.trend.item}"),
                each.trend,
                [labels[cohort.slug] for cohort in view.cohorts],
                words,
                chosen=None,
            ),
            note=said(f"roster_{each.trend.item}_of"),
            code=f"roster-{each.trend.item}",
        )
        for each in view.roster
    ]
    return _group(said("roster_trends"), figures, view.roster, words)


def _asked_group(
    asked: AskedTrends | None, labels: dict[Slug, CohortLabel], words: Words
) -> _Group | None:
    if asked is None:
        return None
    questionnaire = asked.questionnaire
    figures = [
        msgspec.structs.replace(
            trend(
                item_text(questionnaire, each.trend.item, words),
                each.trend,
                [labels[cohort] for cohort in asked.cohorts],
                words,
                chosen=counted_answers(questionnaire, each.trend.item, words),
            ),
            code=each.trend.item.replace(".", "-"),
        )
        for each in asked.trends
    ]
    return _group(questionnaire.title[words.language], figures, asked.trends, words)


def _group(
    title: str, figures: Sequence[Figure], trends: Sequence[ClaimedTrend], words: Words
) -> _Group | None:
    if not figures:
        return None
    return _Group(
        title=title,
        trends=tuple(
            _TrendBlock(figure, trend_sentence(each.claim, words))
            for figure, each in zip(figures, trends, strict=True)
        ),
        table=trends_table(title, figures),
    )
