"""Read the themes of an activity for its pages, as far as their comments still stand."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import duckdb

from analysis.disclosure.comments_read import UnsureCount
from analysis.disclosure.themes import IdeaRecord, ThemeQuote, ThemeRecord
from analysis.disclosure.voices import Reading, Writers
from analysis.text.personal_data.known import KnownNames
from analysis.themes.changes import Flows, Size
from analysis.themes.results import Theme, Watch, idea_name
from service.store.known_names import names_known
from service.store.sql import query
from service.store.theme_layers import Layer, told, watch
from service.store.times import from_stored
from surveys.slices import NOT_SAID
from surveys.texts import Language, Slug

_Number = TypeVar("_Number", bound=int | None)
_Count = TypeVar("_Count")


class ThemeRun(NamedTuple):
    """One layer of the themes of an activity, as far as its comments still stand."""

    themes: tuple[ThemeRecord, ...]
    """In the order they were found; those without a mention too, if people decided of them."""
    readings: tuple[Reading, ...]
    """What they were sought in."""
    found_at: datetime
    embedder: str
    suggestion_only: bool
    writers: tuple[Writers, ...]
    unsure: tuple[UnsureCount, ...]
    """What is in no theme, and why."""
    unsure_respondents: Mapping[Slug, int]
    """Distinct submissions with an idea in no theme, by survey."""
    watch: Watch | None
    """What the last search said of the latest cohort: the same of both layers."""


class Counted(NamedTuple):
    """What is counted of a layer in mentions and comments alone, whoever wrote them."""

    respondents: Mapping[int | None, Mapping[Slug, int]]
    """Distinct submissions by theme, None for those in none, and survey."""
    spoken: Mapping[int, Mapping[int, frozenset[tuple[Slug, Language]]]]
    """By theme, and place among its phrases: in which surveys and languages it was said."""
    readings: tuple[Reading, ...]
    writers: tuple[Writers, ...]
    unsure: tuple[UnsureCount, ...]


def theme_run(
    cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer = "standing"
) -> ThemeRun | None:
    """Return one layer with its themes; None if there is none.

    In the caller's transaction: the words of one run must not be taken for those of the next, nor
    ideas be released by the counts of another.
    """
    of_layer = {"activity": activity, "layer": layer}
    if cursor.execute(query("theme_run"), of_layer).fetchone() is None:
        return None
    return run_of(cursor, activity, layer, count(cursor, activity, layer))


def run_of(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    layer: Layer,
    counted: Counted,
    *,
    quoted: bool = True,
) -> ThemeRun | None:
    """Return the same from what is counted of it; without quotes and roles where none are asked."""
    row = cursor.execute(query("theme_run"), {"activity": activity, "layer": layer}).fetchone()
    if row is None:
        return None
    found_at, embedder, suggestion_only, _ = row
    quotes = _quotes(cursor, activity, layer) if quoted else {}
    roles = _roles(cursor, activity, layer) if quoted else {}
    return ThemeRun(
        themes=tuple(
            _theme(theme, counted, quotes.get(theme.number, ()), roles.get(theme.number, {}))
            for theme in told(cursor, activity, layer)
        ),
        readings=counted.readings,
        found_at=from_stored(found_at),
        embedder=embedder,
        suggestion_only=suggestion_only,
        writers=counted.writers,
        unsure=counted.unsure,
        unsure_respondents=counted.respondents.get(None, {}),
        watch=watch(cursor, activity),
    )


def count(cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer) -> Counted:
    """Count all of a layer."""
    of_layer = {"activity": activity, "layer": layer}
    readings = cursor.execute(query("readings"), of_layer).fetchall()
    writers = cursor.execute(query("writers"), of_layer).fetchall()
    return Counted(
        respondents=_respondents(cursor, of_layer, None),
        spoken=_spoken(cursor, of_layer, None),
        readings=tuple(Reading(*reading) for reading in readings),
        writers=tuple(
            Writers(survey, cohort, tuple(questions), people)
            for survey, cohort, questions, people in writers
        ),
        unsure=_unsure(cursor, of_layer),
    )


def count_again(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    layer: Layer,
    before: Counted,
    themes: Collection[int],
) -> Counted:
    """Count again what decisions about some themes, and ideas in none, changed of a layer."""
    of_layer = {"activity": activity, "layer": layer}
    unsure = _unsure(cursor, of_layer)
    ideas: Counter[tuple[Slug, str]] = Counter()
    for each in unsure:
        ideas[each.survey, each.question] += each.ideas
    counted = {None, *themes}
    return Counted(
        respondents={
            **_less(before.respondents, counted),
            **_respondents(cursor, of_layer, (0, *themes)),
        },
        spoken=_less(before.spoken, themes) | _spoken(cursor, of_layer, themes),
        readings=tuple(
            replace(each, unsure=ideas[each.survey, each.question]) for each in before.readings
        ),
        writers=before.writers,
        unsure=unsure,
    )


def _less(counts: Mapping[_Number, _Count], themes: Collection[_Number]) -> dict[_Number, _Count]:
    return {number: count for number, count in counts.items() if number not in themes}


def _asked(of_layer: dict[str, str], themes: Collection[int] | None) -> dict[str, Any]:
    return {**of_layer, "every": themes is None, "themes": [*(themes or ())]}


def _respondents(
    cursor: duckdb.DuckDBPyConnection, of_layer: dict[str, str], themes: Collection[int] | None
) -> dict[int | None, Mapping[Slug, int]]:
    counts: defaultdict[int | None, dict[Slug, int]] = defaultdict(dict)
    rows = cursor.execute(query("mention_counts"), _asked(of_layer, themes)).fetchall()
    for theme, survey, people in rows:
        counts[theme][survey] = people
    return dict(counts)


def _spoken(
    cursor: duckdb.DuckDBPyConnection, of_layer: dict[str, str], themes: Collection[int] | None
) -> dict[int, Mapping[int, frozenset[tuple[Slug, Language]]]]:
    spoken: defaultdict[int, defaultdict[int, set[tuple[Slug, Language]]]]
    spoken = defaultdict(lambda: defaultdict(set))
    rows = cursor.execute(query("said_in"), _asked(of_layer, themes)).fetchall()
    for theme, phrase, survey, language in rows:
        spoken[theme][phrase].add((survey, language))
    return {
        theme: {phrase: frozenset(where) for phrase, where in phrases.items()}
        for theme, phrases in spoken.items()
    }


def _unsure(cursor: duckdb.DuckDBPyConnection, of_layer: dict[str, str]) -> tuple[UnsureCount, ...]:
    rows = cursor.execute(query("unsure_counts"), of_layer).fetchall()
    return tuple(UnsureCount(*row) for row in rows)


def theme_flows(cursor: duckdb.DuckDBPyConnection, activity: str) -> Flows:
    """Return where ideas are, and where they would be by what is proposed."""
    before, after = (
        {
            theme: Size(*size)
            for theme, *size in cursor.execute(
                query("theme_sizes"), {"activity": activity, "layer": layer}
            ).fetchall()
        }
        for layer in ("standing", "proposed")
    )
    moves, movers = (
        cursor.execute(query(name), {"activity": activity}).fetchall()
        for name in ("theme_moves", "theme_movers")
    )
    return Flows(
        before=before,
        after=after,
        moves={(one, other): ideas for one, other, ideas in moves},
        movers=dict(movers),
    )


def theme_ideas(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    theme: int | None,
    layer: Layer = "standing",
) -> tuple[IdeaRecord, ...]:
    """Return the ideas of one theme, or the unsure ones; one after another those of one person."""
    rows = cursor.execute(
        query("theme_ideas"), {"activity": activity, "layer": layer, "theme": theme}
    ).fetchall()
    known = names_known(cursor, activity)
    return tuple(idea_record(known, *row) for row in rows)


def _quotes(
    cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer
) -> dict[int, list[ThemeQuote]]:
    """Return the quotes of each theme, best first, as who wrote them agrees to them now."""
    quotes: defaultdict[int, list[ThemeQuote]] = defaultdict(list)
    of_layer, known = {"activity": activity, "layer": layer}, names_known(cursor, activity)
    for theme, survey, language, text, start, finish, quotable in cursor.execute(
        query("quotes"), of_layer
    ).fetchall():
        quotes[theme].append(ThemeQuote(text[start:finish], language, survey, quotable, known))
    return quotes


def _roles(
    cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer
) -> dict[int, defaultdict[Slug, dict[str, int]]]:
    """Return how many of each role mention each theme, by survey, as they answer now."""
    roles: defaultdict[int, defaultdict[Slug, dict[str, int]]]
    roles = defaultdict(lambda: defaultdict(dict))
    of_layer = {"activity": activity, "layer": layer}
    for theme, survey, role, people in cursor.execute(query("theme_roles"), of_layer).fetchall():
        roles[theme][survey][role or NOT_SAID] = people
    return roles


def _theme(
    theme: Theme,
    counted: Counted,
    quotes: Sequence[ThemeQuote],
    roles: Mapping[Slug, Mapping[str, int]],
) -> ThemeRecord:
    spoken = counted.spoken.get(theme.number, {})
    return ThemeRecord(
        label=theme.label,
        words=theme.words,
        respondents=counted.respondents.get(theme.number, {}),
        said_in={
            phrase: {survey for survey, _ in spoken.get(place, ())}
            for place, phrase in enumerate(theme.phrases)
        },
        spoken=_by_phrase(theme.phrases, spoken),
        quotes=tuple(quotes),
        stability=theme.stability,
        number=theme.number,
        coherence=theme.coherence,
        name=theme.name,
        dismissed=theme.dismissed,
        confirmed=theme.confirmed,
        locked=theme.locked,
        origin=theme.origin,
        roles=roles,
    )


def _by_phrase(
    phrases: Sequence[str], spoken: Mapping[int, Collection[tuple[Slug, Language]]]
) -> dict[str, set[tuple[Slug, Language]]]:
    """Return in which surveys and languages each phrase was said; case makes no difference."""
    where: defaultdict[str, set[tuple[Slug, Language]]] = defaultdict(set)
    for place, phrase in enumerate(phrases):
        where[phrase.casefold()].update(spoken.get(place, ()))
    return dict(where)


def idea_record(known: KnownNames, *row: Any) -> IdeaRecord:
    """Return an idea as `theme_ideas.sql` has it."""
    submission_id, question, survey, text, start, finish, language, quotable, unsure, pinned = row
    return IdeaRecord(
        idea=idea_name(submission_id, question, start),
        text=text[start:finish],
        language=language,
        survey=survey,
        quotable=quotable,
        unsure=unsure,
        pinned=pinned,
        known=known,
    )
