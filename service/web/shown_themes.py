"""The themes of an activity as the gate releases them: for pages, programs and the terminal."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import duckdb
import msgspec

from analysis.disclosure.comments_read import ShownReading, release_reading
from analysis.disclosure.gate import Withheld
from analysis.disclosure.ideas import (
    IdeaPage,
    ShownIdea,
    readable_ideas,
    readable_surveys,
    release_ideas,
)
from analysis.disclosure.modules import ShownModule, release_modules
from analysis.disclosure.proposals import ChangeRecord, ReleasedProposal, release_proposal
from analysis.disclosure.rises import ReleasedRises, RiseRecord, release_rises
from analysis.disclosure.themes import ReleasedThemes, ShownTheme, release_themes
from analysis.emergence.detectable import detectable
from analysis.themes.changes import changes
from analysis.themes.results import Alarm
from dashboards.pages.theme_cards import Detectable, ShownThemes
from service.jobs.embedder_choice import WORDS
from service.store.catalogue import NotFound
from service.store.catalogue import Snapshot as SetUp
from service.store.idea_to_sort import ToSort, idea_to_sort
from service.store.modules import StoredModules, stored_modules
from service.store.theme_decisions import search_name
from service.store.theme_runs import ThemeRuns
from service.store.themes import ThemeRun, theme_flows, theme_ideas, theme_run
from surveys.modules import Module, course_of
from surveys.programme import Cohort
from surveys.slices import options_of
from surveys.texts import Slug

_RARE = 0.05
"""Share of the people before who mention the need of which it is told how far it must rise."""


class FoundThemes(NamedTuple):
    """What may be shown of what was found."""

    shown: ShownThemes
    reading: ShownReading | Withheld
    embedder: str
    """What made the vectors."""


class ThemeFound(NamedTuple):
    """One theme, with what may be read of it."""

    shown: ShownThemes
    theme: ShownTheme
    ideas: IdeaPage


class IdeasOf(NamedTuple):
    """A theme with all of its ideas that may be read."""

    theme: ShownTheme
    ideas: tuple[ShownIdea, ...]
    """By what they are called."""


class SortingAsked(NamedTuple):
    activity: Slug
    theme: int | None
    """Whose ideas; None for those in none."""
    after: str
    """What the idea before is called."""


class Sorting(NamedTuple):
    """Where somebody is who sorts ideas one by one."""

    shown: ShownThemes
    """Without quotes and roles."""
    theme: ShownTheme | None
    """Whose ideas are sorted; None for those in none."""
    idea: ShownIdea | None
    """None where none is left."""
    among: ToSort


def shown_themes(found: ThemeRun | None, cohorts: Sequence[Cohort]) -> ShownThemes | None:
    """Return the themes that stand, over all the cohorts of their activity."""
    return None if found is None else _shown(found, cohorts)


def _shown(found: ThemeRun, cohorts: Sequence[Cohort]) -> ShownThemes:
    released = _released(found, cohorts)
    return ShownThemes(
        themes=released.themes,
        withheld=released.withheld,
        suggestion_only=found.suggestion_only,
        dismissed=released.dismissed,
    )


def found_themes(
    cursor: duckdb.DuckDBPyConnection, set_up: SetUp, activity: Slug, *, unsure_page: int = 1
) -> FoundThemes | None:
    """Return all that may be shown of what was found; None while nobody has looked.

    Of the ideas in no theme, one page. In the caller's transaction, as `found_theme`.
    """
    run = theme_run(cursor, activity)
    if run is None:
        return None
    found = _found(cursor, set_up, activity, run, theme_run(cursor, activity, "proposed"))
    unsure = release_ideas(
        run.unsure_respondents,
        theme_ideas(cursor, activity, None),
        run.readings,
        page=unsure_page,
    )
    return found._replace(shown=msgspec.structs.replace(found.shown, unsure=unsure))


def themes_told(
    cursor: duckdb.DuckDBPyConnection, set_up: SetUp, activity: Slug, runs: ThemeRuns
) -> ShownThemes | None:
    """Return what stands, rises and is proposed, without ideas; None while nobody has looked.

    In the caller's transaction, as `found_theme`.
    """
    found = themes_and_reading(cursor, set_up, activity, runs)
    return None if found is None else found.shown


def themes_and_reading(
    cursor: duckdb.DuckDBPyConnection, set_up: SetUp, activity: Slug, runs: ThemeRuns
) -> FoundThemes | None:
    """Return the same, with what was read."""
    run = runs.of(cursor, activity)
    if run is None:
        return None
    return _found(cursor, set_up, activity, run, runs.of(cursor, activity, "proposed"))


def _found(
    cursor: duckdb.DuckDBPyConnection,
    set_up: SetUp,
    activity: Slug,
    run: ThemeRun,
    wanted: ThemeRun | None,
) -> FoundThemes:
    """Return the same without ideas one by one."""
    cohorts = list(set_up.cohorts_of(activity))
    released = _released(run, cohorts)
    proposal = _proposal(cursor, activity, released, wanted, cohorts)
    told = proposal if proposal and proposal.changes else None
    watched = None if run.suggestion_only or run.watch is None else run.watch.cohort
    questionnaires = [setup.questionnaire for setup in set_up.setups_of_activity(activity)]
    modules = course_of(questionnaires).modules
    stored = stored_modules(cursor, activity)
    shown = ShownThemes(
        themes=released.themes,
        withheld=released.withheld,
        suggestion_only=run.suggestion_only,
        words_only=run.embedder == WORDS,
        dismissed=released.dismissed,
        watched=watched,
        detectable=_detectable(released, watched, cohorts) if watched else None,
        rises=_rises(_alarms(run, wanted), released, told, cohorts),
        proposal=told,
        slight=told is None and proposal is not None and proposal.withheld > 0,
        search=search_name(run.found_at),
        suggested=_suggested(stored),
        heard=_heard(stored, modules, run),
        modules={module.item: module.label for module in modules},
        roles={option.code: option.text for option in options_of(reversed(questionnaires), "role")},
    )
    return FoundThemes(shown, release_reading(run.readings, run.unsure), run.embedder)


def is_shown(cursor: duckdb.DuckDBPyConnection, set_up: SetUp, activity: Slug, number: int) -> bool:
    """Whether a theme of this number stands and may be shown."""
    run = theme_run(cursor, activity)
    if run is None:
        return False
    themes = _released(run, list(set_up.cohorts_of(activity))).themes
    return any(theme.number == number for theme in themes)


def found_theme(
    cursor: duckdb.DuckDBPyConnection, set_up: SetUp, activity: Slug, number: int, *, page: int = 1
) -> ThemeFound:
    """Return one of the themes that stand, with a page of the ideas in it that may be read.

    In the caller's transaction: ideas are released by counts of the same moment.

    Raises:
        NotFound: no theme of this number may be shown.
    """
    run = theme_run(cursor, activity)
    if run is None:
        raise NotFound(activity)
    shown = _found(cursor, set_up, activity, run, theme_run(cursor, activity, "proposed")).shown
    theme = next((each for each in shown.themes if each.number == number), None)
    if theme is None:
        raise NotFound(f"{activity}: theme {number}")
    respondents = next(each.respondents for each in run.themes if each.number == number)
    ideas = release_ideas(
        respondents, theme_ideas(cursor, activity, number), run.readings, page=page
    )
    return ThemeFound(shown, theme, ideas)


def ideas_by_theme(
    cursor: duckdb.DuckDBPyConnection, set_up: SetUp, activity: Slug
) -> list[tuple[ShownTheme | None, ShownIdea]]:
    """Return all ideas that may be read, with their theme; last those in none.

    In the caller's transaction, as `found_theme`.

    Raises:
        NotFound: nobody has looked.
    """
    run = theme_run(cursor, activity)
    if run is None:
        raise NotFound(activity)
    released = _released(run, list(set_up.cohorts_of(activity)))
    respondents = {each.number: each.respondents for each in run.themes}
    read: list[tuple[ShownTheme | None, ShownIdea]] = []
    for theme in (*released.themes, *released.dismissed):
        ideas = theme_ideas(cursor, activity, theme.number)
        shown = readable_ideas(respondents[theme.number], ideas, run.readings)
        read += [(theme, idea) for idea in shown]
    unsure = theme_ideas(cursor, activity, None)
    read += [(None, idea) for idea in readable_ideas(run.unsure_respondents, unsure, run.readings)]
    return read


def ideas_of(
    cursor: duckdb.DuckDBPyConnection, set_up: SetUp, activity: Slug, number: int
) -> IdeasOf:
    """Return the ideas of a theme that may be read.

    In the caller's transaction, as `found_theme`.

    Raises:
        NotFound: nobody has looked, or no theme of this number may be shown.
    """
    run = theme_run(cursor, activity)
    shown = None if run is None else _shown(run, list(set_up.cohorts_of(activity)))
    if run is None or shown is None:
        raise NotFound(activity)
    theme = _numbered(shown, activity, number)
    return IdeasOf(theme, _readable(cursor, activity, run, number))


def ideas_read(
    cursor: duckdb.DuckDBPyConnection, set_up: SetUp, activity: Slug, number: int | None
) -> tuple[ShownIdea, ...]:
    """Return the ideas of a theme, or of none, that may be read.

    In the caller's transaction, and raises, as `ideas_of`.
    """
    if number is not None:
        return ideas_of(cursor, set_up, activity, number).ideas
    run = theme_run(cursor, activity)
    if run is None:
        raise NotFound(activity)
    return _readable(cursor, activity, run, None)


def sorting(
    cursor: duckdb.DuckDBPyConnection,
    set_up: SetUp,
    asked: SortingAsked,
    runs: ThemeRuns,
) -> Sorting:
    """Return the idea of a theme, or of none, to be sorted next, and the themes that stand.

    In the caller's transaction, and raises, as `ideas_of`.
    """
    activity, number = asked.activity, asked.theme
    run = runs.of(cursor, activity, quoted=False)
    if run is None:
        raise NotFound(activity)
    shown = _shown(run, list(set_up.cohorts_of(activity)))
    theme = None if number is None else _numbered(shown, activity, number)
    who = _respondents(run, number)
    surveys = readable_surveys(who, run.readings)
    found = idea_to_sort(cursor, activity, number, surveys.keys(), asked.after)
    ideas = () if found.idea is None else readable_ideas(who, (found.idea,), run.readings)
    return Sorting(shown, theme, ideas[0] if ideas else None, found)


def _respondents(run: ThemeRun, number: int | None) -> Mapping[Slug, int]:
    """Return how many have an idea in a theme, or in none, by survey."""
    if number is None:
        return run.unsure_respondents
    return next(each.respondents for each in run.themes if each.number == number)


def _readable(
    cursor: duckdb.DuckDBPyConnection, activity: Slug, run: ThemeRun, number: int | None
) -> tuple[ShownIdea, ...]:
    ideas = theme_ideas(cursor, activity, number)
    return readable_ideas(_respondents(run, number), ideas, run.readings)


def _numbered(shown: ShownThemes, activity: Slug, number: int) -> ShownTheme:
    for theme in shown.themes:
        if theme.number == number:
            return theme
    raise NotFound(f"{activity}: theme {number}")


def _detectable(
    released: ReleasedThemes, watched: Slug, cohorts: Sequence[Cohort]
) -> Detectable | None:
    slugs = [cohort.slug for cohort in cohorts]
    now = released.wrote.get(watched, 0)
    before = sum(released.wrote.get(slug, 0) for slug in slugs[: slugs.index(watched)])
    if not (now and before) or (share := detectable(now, before, share=_RARE)) is None:
        return None
    return Detectable(of=now, before=_RARE, now=share)


def _suggested(stored: StoredModules) -> dict[int, tuple[str, ...]]:
    suggested: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for each in stored.suggested:
        suggested[each.theme] += (each.item,)
    return dict(suggested)


def _heard(
    stored: StoredModules, modules: Sequence[Module], run: ThemeRun
) -> tuple[ShownModule, ...]:
    heard = {record.item: record for record in stored.heard}
    records = [heard[module.item] for module in modules if module.item in heard]
    return () if run.suggestion_only else release_modules(records, run.readings)


def _released(run: ThemeRun, cohorts: Sequence[Cohort]) -> ReleasedThemes:
    slugs = [cohort.slug for cohort in cohorts]
    return release_themes(run.themes, run.readings, slugs, writers=run.writers)


def _proposal(
    cursor: duckdb.DuckDBPyConnection,
    activity: Slug,
    released: ReleasedThemes,
    run: ThemeRun | None,
    cohorts: Sequence[Cohort],
) -> ReleasedProposal | None:
    if run is None:
        return None
    records = [
        ChangeRecord(change.kind, change.theme, change.others)
        for change in changes(theme_flows(cursor, activity))
    ]
    return release_proposal(released, _released(run, cohorts), records)


def _alarms(run: ThemeRun, wanted: ThemeRun | None) -> list[Alarm]:
    """Return the alarms of which the theme is there: not merged, nor discarded with a proposal."""
    if run.watch is None or run.suggestion_only:
        return []
    themes = (*run.themes, *(wanted.themes if wanted else ()))
    there = {theme.number for theme in themes}
    return [alarm for alarm in run.watch.alarms if alarm.theme in there]


def _rises(
    alarms: Sequence[Alarm],
    released: ReleasedThemes,
    proposal: ReleasedProposal | None,
    cohorts: Sequence[Cohort],
) -> ReleasedRises:
    rises = [
        RiseRecord(alarm.theme, alarm.cohort, alarm.kind, alarm.p, alarm.part) for alarm in alarms
    ]
    risen = proposal.risen if proposal else ()
    return release_rises(rises, released, risen, [cohort.slug for cohort in cohorts])
