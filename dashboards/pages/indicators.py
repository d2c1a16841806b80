"""Every indicator of a programme, an activity or a cohort.

Who opens it: whoever accounts for the programme, when a funder asks for a number or
while writing a report. What they must be able to do: within fifteen seconds, find the
number and copy it with what it is counted of; within thirty, see how far it may be
trusted and what it may be set beside.
"""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from analysis.scores.indicator import EnteredFact, IndicatorValue, Rate, Unsaid
from dashboards.figures.indicator_words import ValueWords, printed, value_words
from dashboards.pages.frame import (
    Frame,
    framed,
    indicators_address,
    indicators_data_address,
    way_to,
    words_in,
)
from dashboards.pages.selection import (
    SelectionView,
    selected_address,
    selected_query,
    selection_bar,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.facts import Benchmark
from surveys.indicators import Indicator
from surveys.programme import Activity, Cohort, Programme
from surveys.slices import EVERYTHING
from surveys.texts import Code, Language, Slug

_TIERS = {
    1: "tier_1",
    2: "tier_2",
    3: "tier_3",
    4: "tier_4",
    5: "tier_5",
    6: "tier_6",
    7: "tier_7",
    8: "tier_8",
}


class IndicatorsView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activities: tuple[Activity, ...]
    cohorts: tuple[Cohort, ...]
    """Oldest first."""
    scope: Slug
    """What is shown: the programme, one of its activities or one of their cohorts."""
    indicators: tuple[Indicator, ...]
    values: tuple[IndicatorValue, ...]
    """Of `scope`."""
    benchmarks: tuple[Benchmark, ...]
    """Of the whole programme; those of `scope` are shown, unless something is selected."""
    selected: SelectionView = SelectionView()


class _Row(NamedTuple):
    id: str
    name: str
    value: ValueWords
    counted: str
    tier: str


class _Card(NamedTuple):
    name: str
    value: ValueWords
    counted: str


class _BenchmarkRow(NamedTuple):
    name: str
    ours: str
    theirs: str
    whose: str
    source: str
    grade: str


class _Choice(NamedTuple):
    value: str
    label: str
    chosen: bool


class _Choices(NamedTuple):
    label: str
    choices: tuple[_Choice, ...]


def indicators_page(view: IndicatorsView, language: Language) -> Page:
    """Return the indicators of one scope."""
    words = words_in(language)
    programme, selection = view.programme, view.selected.selection
    address = indicators_address(programme.slug)
    kept = [("of", view.scope)] if view.scope != programme.slug else []
    frame = Frame(
        words("indicators"),
        selected_address(address, selection, kept=kept),
        way_to(words, programme),
        demonstration=programme.demonstration,
    )
    declared = {indicator.code: indicator for indicator in view.indicators}
    return framed(
        "indicators.html",
        frame,
        words,
        scope=_scope_name(view, language),
        address=address,
        bar=selection_bar(view.selected, address, language, kept=kept),
        asked=selected_query(selection),
        data=selected_address(indicators_data_address(programme.slug), selection, kept=kept),
        whole=_Choice(programme.slug, words("whole_programme"), view.scope == programme.slug),
        choices=_choices(view, language),
        cards=tuple(
            _Card(
                _name(each, declared, words),
                value_words(each.value, words),
                _counted(each, declared, words),
            )
            for each in view.values
            if declared[each.indicator].key and not isinstance(each.value, Unsaid)
        ),
        rows=tuple(_row(each, declared, words) for each in view.values),
        benchmarks=_benchmark_rows(view, declared, words),
    )


def _scope_name(view: IndicatorsView, language: Language) -> str:
    names = {
        view.programme.slug: view.programme.name,
        **{activity.slug: activity.name for activity in view.activities},
        **{cohort.slug: cohort.name for cohort in view.cohorts},
    }
    return names[view.scope][language]


def _choices(view: IndicatorsView, language: Language) -> tuple[_Choices, ...]:
    """Return each activity with its cohorts, newest first."""
    return tuple(
        _Choices(
            activity.name[language],
            (
                _Choice(activity.slug, activity.name[language], view.scope == activity.slug),
                *(
                    _Choice(cohort.slug, cohort.name[language], view.scope == cohort.slug)
                    for cohort in reversed(view.cohorts)
                    if cohort.activity == activity.slug
                ),
            ),
        )
        for activity in view.activities
    )


def _row(value: IndicatorValue, declared: Mapping[Code, Indicator], words: Words) -> _Row:
    tier = declared[value.indicator].tier
    return _Row(
        value.id,
        _name(value, declared, words),
        value_words(value.value, words),
        _counted(value, declared, words),
        words(_TIERS[tier]) if tier else words("dash"),
    )


def _name(value: IndicatorValue, declared: Mapping[Code, Indicator], words: Words) -> str:
    name = declared[value.indicator].name[words.language]
    if not value.row_name:
        return name
    return words("in_row", indicator=name, row=value.row_name[words.language])


def _counted(value: IndicatorValue, declared: Mapping[Code, Indicator], words: Words) -> str:
    if isinstance(value.value, EnteredFact):
        source = value.value.source[words.language]
        return words("entered_by_hand", source=source, day=words.day(value.value.on))
    indicator = declared[value.indicator]
    numerator, denominator = indicator.numerator, indicator.denominator
    if not denominator:
        return numerator[words.language]
    return words(
        "counted_of",
        numerator=numerator[words.language],
        denominator=denominator[words.language],
    )


def _benchmark_rows(
    view: IndicatorsView, declared: Mapping[Code, Indicator], words: Words
) -> tuple[_BenchmarkRow, ...]:
    """Return the benchmarks of what is shown, each beside our own rate."""
    ours = {each.indicator: each for each in view.values if isinstance(each.value, Rate)}
    return tuple(
        _BenchmarkRow(
            _name(ours[benchmark.indicator], declared, words),
            printed(ours[benchmark.indicator].value, words),
            words.limit(benchmark.value),
            _whose(benchmark, words),
            benchmark.source[words.language],
            benchmark.grade,
        )
        for benchmark in view.benchmarks
        if benchmark.indicator in ours
        and view.selected.selection == EVERYTHING
        and (benchmark.activity or view.programme.slug) == view.scope
    )


def _whose(benchmark: Benchmark, words: Words) -> str:
    said = [
        benchmark.population[words.language],
        str(benchmark.year) if benchmark.year else "",
        words("answers_counted", count=words.number(benchmark.answers))
        if benchmark.answers
        else "",
        benchmark.definition[words.language],
    ]
    return ", ".join(part for part in said if part) or words("whose_unknown")
