"""One programme: each of its activities over its cohorts.

Who opens it: whoever leads the programme, before a team meeting or while writing
to a funder. What they must be able to do: within ten seconds, see whether
satisfaction and recommendation held from cohort to cohort and how sure that is;
within fifteen, open the cohort they want to talk about.
"""

from typing import NamedTuple

import msgspec

from analysis.scores.trend import Trend
from dashboards.figures.figure import Figure, Table
from dashboards.figures.trend import CohortLabel, cohort_labels, trend, trends_table
from dashboards.pages.frame import (
    Frame,
    activity_settings_address,
    changes_address,
    cohort_address,
    compare_activity_address,
    entries_address,
    framed,
    home_crumb,
    indicators_address,
    new_activity_address,
    new_cohort_address,
    new_survey_address,
    programme_address,
    programme_settings_address,
    questionnaires_address,
    report_address,
    slices_address,
    themes_address,
    trends_address,
    words_in,
)
from dashboards.pages.gists import gist_words, trend_gist
from dashboards.pages.item_words import counted_answers, item_text
from dashboards.pages.selection import (
    SelectionView,
    selected_address,
    selection_bar,
    words_of_selection,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.questionnaire import Questionnaire
from surveys.slices import EVERYTHING, Selection
from surveys.texts import Language, Slug, Text

COHORTS_SHOWN = 3
"""Of an activity, the newest; the others wait in a fold."""


class SurveyCount(msgspec.Struct, frozen=True, kw_only=True):
    """One survey of a cohort, and how many answered it."""

    survey: Slug
    title: Text
    """Of its questionnaire."""
    submissions: int
    eligible: int | None
    withheld: bool
    """Whether only the count of submissions may be shown."""

    def hidden_by(self, selection: Selection) -> bool:
        """Whether not even the count may be shown, of some of the people."""
        return selection.slice is not None and not self.submissions


class CohortLine(msgspec.Struct, frozen=True, kw_only=True):
    cohort: Cohort
    surveys: tuple[SurveyCount, ...]


class FamilyTrends(msgspec.Struct, frozen=True, kw_only=True):
    """The surveys of an activity that ask with one questionnaire, side by side."""

    questionnaire: Questionnaire
    """The newest version."""
    cohorts: tuple[Slug, ...]
    """Those it was asked in, oldest first: the points of every trend, in this order."""
    trends: tuple[Trend, ...]
    """One a headline item."""


class ActivityView(msgspec.Struct, frozen=True, kw_only=True):
    activity: Activity
    cohorts: tuple[CohortLine, ...]
    """Oldest first."""
    families: tuple[FamilyTrends, ...]


class ProgrammeView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activities: tuple[ActivityView, ...]
    selected: SelectionView = SelectionView()
    """Whose answers are shown, of which cohorts."""


class _SurveyCell(NamedTuple):
    title: str
    address: str
    submissions: str
    withheld: bool


class _CohortRow(NamedTuple):
    name: str
    address: str
    dates: str
    surveys: tuple[_SurveyCell, ...]
    new_survey: str


class _TrendLine(NamedTuple):
    """What stays in sight of a trend while its figure is folded."""

    item: str
    gist: tuple[str, ...]


class _FamilyBlock(NamedTuple):
    title: str
    followed: str
    """How many questions, and how to read their lines; empty: there are none."""
    lines: tuple[_TrendLine, ...]
    trends: tuple[Figure, ...]
    table: Table | None
    """None: nothing can be shown of the people selected."""
    note: str
    """Why there is no figure where some of the people are shown; else empty."""


class _ActivityBlock(NamedTuple):
    slug: str
    name: str
    themes: str
    trends: str
    compare: str
    cohorts: tuple[_CohortRow, ...]
    """Newest first."""
    older: tuple[_CohortRow, ...]
    older_said: str
    families: tuple[_FamilyBlock, ...]
    new_cohort: str
    settings: str


def programme_page(view: ProgrammeView, language: Language) -> Page:
    """Return one programme, activity by activity."""
    words = words_in(language)
    programme, selection = view.programme, view.selected.selection
    address = programme_address(programme.slug)
    frame = Frame(
        programme.name[language],
        selected_address(address, selection),
        (home_crumb(words),),
        demonstration=programme.demonstration,
    )
    activities = tuple(_activity_block(each, selection, words) for each in view.activities)
    trends = any(activity.families for activity in activities)
    return framed(
        "programme.html",
        frame,
        words,
        activities=activities,
        trends=trends,
        entered_address=entries_address(programme.slug),
        said=Words("claims", language),
        s=Words("set_up", language),
        g=gist_words(words),
        new_activity=new_activity_address(programme.slug),
        settings=programme_settings_address(programme.slug),
        indicators=indicators_address(programme.slug),
        changes=changes_address(programme.slug),
        changes_title=Words("changes", language)("title"),
        report=report_address(programme.slug),
        questionnaires=questionnaires_address(programme.slug),
        bar=selection_bar(view.selected, address, language),
        by=slices_address(programme.slug, "role"),
        selectable=selection != EVERYTHING or any(each.cohorts for each in view.activities),
        nothing=selection != EVERYTHING and not any(map(_shows_something, view.activities)),
    )


def _shows_something(view: ActivityView) -> bool:
    return any(not each.withheld for line in view.cohorts for each in line.surveys) or any(
        found.pooled.answers for family in view.families for found in family.trends
    )


def _activity_block(view: ActivityView, selection: Selection, words: Words) -> _ActivityBlock:
    labels = cohort_labels([line.cohort for line in view.cohorts], words)
    rows = [_cohort_row(line, selection, words) for line in reversed(view.cohorts)]
    older = rows[COHORTS_SHOWN:]
    return _ActivityBlock(
        slug=view.activity.slug,
        name=view.activity.name[words.language],
        themes=themes_address(view.activity.slug),
        trends=trends_address(view.activity.slug),
        compare=compare_activity_address(view.activity.slug),
        cohorts=tuple(rows[:COHORTS_SHOWN]),
        older=tuple(older),
        older_said=gist_words(words).count("older", len(older)) if older else "",
        families=tuple(
            _family_block(family, [labels[cohort] for cohort in family.cohorts], selection, words)
            for family in view.families
            if family.trends
        ),
        new_cohort=new_cohort_address(view.activity.slug),
        settings=activity_settings_address(view.activity.slug),
    )


def _cohort_row(line: CohortLine, selection: Selection, words: Words) -> _CohortRow:
    cohort, same = line.cohort, Selection(slice=selection.slice)
    return _CohortRow(
        name=cohort.name[words.language],
        address=selected_address(cohort_address(cohort.slug), same),
        dates=dates_of(cohort, words),
        surveys=tuple(
            _SurveyCell(
                title=count.title[words.language],
                address=selected_address(
                    cohort_address(cohort.slug), same, kept=[("survey", count.survey)]
                ),
                submissions=words_of_selection(words.language)("selection_not_shown")
                if count.hidden_by(selection)
                else submissions_of(count.submissions, count.eligible, words),
                withheld=count.withheld and not count.hidden_by(selection),
            )
            for count in line.surveys
        ),
        new_survey=new_survey_address(cohort.slug),
    )


def dates_of(cohort: Cohort, words: Words) -> str:
    """Return the day of a cohort, or its first and last."""
    if cohort.starts_on == cohort.ends_on:
        return words.day(cohort.starts_on)
    return words("from_to_days", first=words.day(cohort.starts_on), last=words.day(cohort.ends_on))


def submissions_of(submissions: int, eligible: int | None, words: Words) -> str:
    """Return « 31 réponses sur 38 », or the count alone without a roster that fits it."""
    said = words.count("submissions", submissions)
    if eligible is None or eligible < submissions:
        return said
    return words("of", count=said, answers=words.number(eligible))


def _family_block(
    family: FamilyTrends, labels: list[CohortLabel], selection: Selection, words: Words
) -> _FamilyBlock:
    questionnaire = family.questionnaire
    figures = tuple(
        trend(
            item_text(questionnaire, found.item, words),
            found,
            labels,
            words,
            chosen=counted_answers(questionnaire, found.item, words),
        )
        for found in family.trends
    )
    title = words("over_cohorts", survey=questionnaire.title[words.language])
    table = trends_table(title, figures)
    by_cohort = any(point.answers for found in family.trends for point in found.points)
    if selection == EVERYTHING or by_cohort:
        lines = tuple(_TrendLine(each.title, trend_gist(each, words)) for each in figures)
        followed = gist_words(words).count("followed", len(lines))
        return _FamilyBlock(title, followed, lines, figures, table, "")
    together = any(found.pooled.answers for found in family.trends)
    key = "selection_together_only" if together else "selection_nothing_of_survey"
    last_row = msgspec.structs.replace(table, rows=table.rows[-1:])
    note = words_of_selection(words.language)(key)
    return _FamilyBlock(title, "", (), (), last_row if together else None, note)
