"""Read the themes of an activity for its pages, as far as their comments still stand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import duckdb

from analysis.disclosure.comments_read import UnsureCount
from analysis.disclosure.themes import IdeaRecord, ThemeQuote, ThemeRecord
from analysis.disclosure.voices import Reading, Writers
from analysis.text.personal_data.known import KnownNames
from analysis.themes.changes import Flows, Size
from analysis.themes.results import Mention, Theme, Watch
from service.store.known_names import names_known
from service.store.sql import query
from service.store.theme_layers import Layer, told, watch
from service.store.times import from_stored
from surveys.slices import NOT_SAID
from surveys.texts import Language, Slug


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


def theme_run(
    cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer = "standing"
) -> ThemeRun | None:
    """Return one layer with its themes; None if there is none.

    In the caller's transaction: the words of one run must not be taken for those of the next, nor
    ideas be released by the counts of another.
    """
    of_layer = {"activity": activity, "layer": layer}
    row = cursor.execute(query("theme_run"), of_layer).fetchone()
    if row is None:
        return None
    found_at, embedder, suggestion_only, _ = row
    respondents: defaultdict[int | None, dict[Slug, int]] = defaultdict(dict)
    for theme, survey, people in cursor.execute(query("mention_counts"), of_layer).fetchall():
        respondents[theme][survey] = people
    return ThemeRun(
        themes=_themes(cursor, activity, layer, respondents),
        readings=tuple(
            Reading(*reading) for reading in cursor.execute(query("readings"), of_layer).fetchall()
        ),
        found_at=from_stored(found_at),
        embedder=embedder,
        suggestion_only=suggestion_only,
        writers=tuple(
            Writers(survey, cohort, tuple(questions), people)
            for survey, cohort, questions, people in cursor.execute(
                query("writers"), of_layer
            ).fetchall()
        ),
        unsure=tuple(
            UnsureCount(*count)
            for count in cursor.execute(query("unsure_counts"), of_layer).fetchall()
        ),
        unsure_respondents=respondents[None],
        watch=watch(cursor, activity),
    )


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
    return tuple(_idea(theme, known, *row) for row in rows)


def _themes(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    layer: Layer,
    respondents: Mapping[int | None, Mapping[Slug, int]],
) -> tuple[ThemeRecord, ...]:
    of_layer, known = {"activity": activity, "layer": layer}, names_known(cursor, activity)
    said_in: defaultdict[int, defaultdict[int, set[Slug]]] = defaultdict(lambda: defaultdict(set))
    spoken: defaultdict[int, defaultdict[int, set[tuple[Slug, Language]]]]
    spoken = defaultdict(lambda: defaultdict(set))
    for theme, phrase, survey, language in cursor.execute(query("said_in"), of_layer).fetchall():
        said_in[theme][phrase].add(survey)
        spoken[theme][phrase].add((survey, language))
    quotes: defaultdict[int, list[ThemeQuote]] = defaultdict(list)
    for theme, survey, language, text, start, finish, quotable in cursor.execute(
        query("quotes"), of_layer
    ).fetchall():
        quotes[theme].append(ThemeQuote(text[start:finish], language, survey, quotable, known))
    roles: defaultdict[int, defaultdict[Slug, dict[str, int]]]
    roles = defaultdict(lambda: defaultdict(dict))
    for theme, survey, role, people in cursor.execute(query("theme_roles"), of_layer).fetchall():
        roles[theme][survey][role or NOT_SAID] = people
    return tuple(
        ThemeRecord(
            label=theme.label,
            words=theme.words,
            respondents=respondents.get(theme.number, {}),
            said_in={
                phrase: said_in[theme.number][place] for place, phrase in enumerate(_phrases(theme))
            },
            spoken=_by_phrase(_phrases(theme), spoken[theme.number]),
            quotes=tuple(quotes[theme.number]),
            stability=theme.stability,
            number=theme.number,
            coherence=theme.coherence,
            name=theme.name,
            dismissed=theme.dismissed,
            confirmed=theme.confirmed,
            locked=theme.locked,
            origin=theme.origin,
            roles=roles[theme.number],
        )
        for theme in told(cursor, activity, layer)
    )


def _phrases(theme: Theme) -> tuple[str, ...]:
    """Return its label in both languages and its words, in the places that queries count by."""
    return (theme.label.fr, theme.label.en, *theme.words)


def _by_phrase(
    phrases: Sequence[str], spoken: Mapping[int, set[tuple[Slug, Language]]]
) -> dict[str, set[tuple[Slug, Language]]]:
    """Return in which surveys and languages each phrase was said; case makes no difference."""
    where: defaultdict[str, set[tuple[Slug, Language]]] = defaultdict(set)
    for place, phrase in enumerate(phrases):
        where[phrase.casefold()] |= spoken.get(place, set())
    return dict(where)


def _idea(theme: int | None, known: KnownNames, *row: Any) -> IdeaRecord:
    submission_id, question, survey, text, start, finish, language, quotable, unsure, pinned = row
    mention = Mention(
        theme=theme,
        submission_id=submission_id,
        question=question,
        start=start,
        end=finish,
        language=language,
        says=(),
    )
    return IdeaRecord(
        idea=mention.idea,
        text=text[start:finish],
        language=language,
        survey=survey,
        quotable=quotable,
        unsure=unsure,
        pinned=pinned,
        known=known,
    )
