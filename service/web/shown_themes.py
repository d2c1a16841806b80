"""The themes of an activity as the gate releases them: for pages, programs and the terminal."""

from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from analysis.disclosure.comments_read import ShownReading, release_reading
from analysis.disclosure.gate import Withheld
from analysis.disclosure.ideas import ShownIdea, release_ideas
from analysis.disclosure.rises import ReleasedRises, RiseRecord, release_rises
from analysis.disclosure.themes import ReleasedThemes, ShownTheme, release_themes
from dashboards.pages.theme_cards import ShownThemes
from service.store.catalogue import NotFound
from service.store.catalogue import Snapshot as SetUp
from service.store.themes import ThemeRun, theme_ideas, theme_run
from surveys.programme import Cohort
from surveys.slices import options_of
from surveys.texts import Slug


class FoundThemes(NamedTuple):
    """What may be shown of what was found."""

    shown: ShownThemes
    reading: ShownReading | Withheld


class ThemeFound(NamedTuple):
    """One theme, with what may be read of it."""

    shown: ShownThemes
    theme: ShownTheme
    ideas: tuple[ShownIdea, ...]


def shown_themes(found: ThemeRun | None, cohorts: Sequence[Cohort]) -> ShownThemes | None:
    """Return the themes that stand, over all the cohorts of their activity."""
    if found is None:
        return None
    released = _released(found, cohorts)
    return ShownThemes(
        themes=released.themes,
        withheld=released.withheld,
        suggestion_only=found.suggestion_only,
        dismissed=released.dismissed,
    )


def found_themes(
    cursor: duckdb.DuckDBPyConnection, set_up: SetUp, activity: Slug
) -> FoundThemes | None:
    """Return all that may be shown of what was found; None while nobody has looked."""
    run = theme_run(cursor, activity)
    return None if run is None else _found(cursor, set_up, activity, run)


def _found(
    cursor: duckdb.DuckDBPyConnection, set_up: SetUp, activity: Slug, run: ThemeRun
) -> FoundThemes:
    cohorts = list(set_up.cohorts_of(activity))
    released = _released(run, cohorts)
    watched = None if run.suggestion_only or run.watch is None else run.watch.cohort
    questionnaires = [setup.questionnaire for setup in set_up.setups_of_activity(activity)]
    shown = ShownThemes(
        themes=released.themes,
        withheld=released.withheld,
        suggestion_only=run.suggestion_only,
        dismissed=released.dismissed,
        watched=watched,
        watched_of=released.wrote.get(watched) if watched else None,
        rises=_rises(run, released, cohorts),
        unsure=release_ideas(
            run.unsure_respondents, theme_ideas(cursor, activity, None), run.readings
        ),
        roles={option.code: option.text for option in options_of(reversed(questionnaires), "role")},
    )
    return FoundThemes(shown, release_reading(run.readings, run.unsure))


def found_theme(
    cursor: duckdb.DuckDBPyConnection, set_up: SetUp, activity: Slug, number: int
) -> ThemeFound:
    """Return one of the themes that stand, with the ideas in it that may be read.

    Raises:
        NotFound: no theme of this number may be shown.
    """
    run = theme_run(cursor, activity)
    if run is None:
        raise NotFound(activity)
    shown = _found(cursor, set_up, activity, run).shown
    theme = next((each for each in shown.themes if each.number == number), None)
    if theme is None:
        raise NotFound(f"{activity}: theme {number}")
    respondents = next(each.respondents for each in run.themes if each.number == number)
    ideas = release_ideas(respondents, theme_ideas(cursor, activity, number), run.readings)
    return ThemeFound(shown, theme, ideas)


def _released(run: ThemeRun, cohorts: Sequence[Cohort]) -> ReleasedThemes:
    slugs = [cohort.slug for cohort in cohorts]
    return release_themes(run.themes, run.readings, slugs, writers=run.writers)


def _rises(run: ThemeRun, released: ReleasedThemes, cohorts: Sequence[Cohort]) -> ReleasedRises:
    if run.watch is None or run.suggestion_only:
        return ReleasedRises((), 0)
    rises = [
        RiseRecord(theme=alarm.theme, cohort=alarm.cohort, kind=alarm.kind, p=alarm.p)
        for alarm in run.watch.alarms
    ]
    return release_rises(rises, released, (), [cohort.slug for cohort in cohorts])
