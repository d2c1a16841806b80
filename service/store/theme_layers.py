"""Store the two layers of themes: what stands, and what the last search proposes.

Mentions hold no comment's text, only where it stands: so erasing a comment erases its
quotes, and takes away its part of every count and of every word.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID

import duckdb
import msgspec

from analysis.themes.packed import PackedSearch, PackedThemes
from analysis.themes.results import Origin, Theme, ThemesFound, Watch
from service.store.database import Database
from service.store.json_lists import json_lists
from service.store.modules import keep_modules
from service.store.nearest import keep_nearest
from service.store.split_proposals import forget_splits
from service.store.sql import query
from service.store.theme_words import forget_words
from service.store.times import from_stored, to_stored
from surveys.texts import Text

Layer: TypeAlias = Literal["standing", "proposed"]
"""What the pages of an activity show; what the last search would rather have."""


class ThemeRow(msgspec.Struct, frozen=True, kw_only=True):
    """What is stored of a theme; its ideas say the rest."""

    number: int
    label: Text
    words: tuple[str, ...]
    stability: float | None
    coherence: float | None
    name: Text | None
    dismissed: bool
    confirmed: bool
    locked: bool
    origin: Origin


def keep_search(
    database: Database,
    activity: str,
    searched: PackedSearch,
    *,
    at: datetime,
    gone: Collection[UUID] = (),
) -> None:
    """Put what a search returned in the place of what was there, whole or not at all.

    While others may change comments, the caller holds `database.rewriting`.

    Args:
        database: Where to.
        activity: Whose comments were searched.
        searched: What was found.
        at: When it ended.
        gone: Submissions whose comments are not what was read any more: they are in no theme.
    """
    with database.transaction() as cursor:
        replace_layer(cursor, activity, "standing", searched.standing, at=at)
        if searched.proposed is None:
            forget_layer(cursor, activity, "proposed")
        else:
            replace_layer(cursor, activity, "proposed", searched.proposed, at=at)
        keep_modules(cursor, activity, searched)
        keep_nearest(cursor, activity, searched)
        replace_watch(cursor, activity, searched.watch)
        forget_splits(cursor, activity)
        for submission_id in gone:
            forget_read(cursor, [submission_id])


def forget_read(cursor: duckdb.DuckDBPyConnection, submissions: Sequence[UUID]) -> None:
    """Forget what submissions were found to say, in the caller's transaction."""
    forget_words(cursor, submissions)
    for name in (
        "forget_wordings_of_submission",
        "delete_mentions_of_submission",
        "delete_read_comments_of_submission",
        "delete_module_ideas_of_submission",
        "delete_nearest_of_submission",
        "delete_second_look_ideas_of_submission",
        "delete_second_look_placings_of_submission",
    ):
        cursor.execute(query(name), {"submissions": submissions})


def replace_watch(cursor: duckdb.DuckDBPyConnection, activity: str, said: Watch | None) -> None:
    """Put what is said of the latest cohort in the place of what was said of one."""
    cursor.execute(query("delete_theme_watch"), {"activity": activity})
    if said is not None:
        cursor.execute(
            query("insert_theme_watch"),
            {"activity": activity, "watch": msgspec.json.encode(said).decode()},
        )


def standing(cursor: duckdb.DuckDBPyConnection, activity: str) -> ThemesFound | None:
    """Return what stands, without what was erased; None before the first search."""
    found = packed_layer(cursor, activity, "standing")
    return None if found is None else found.opened()


def proposed(cursor: duckdb.DuckDBPyConnection, activity: str) -> ThemesFound | None:
    """Return what the last search would rather have; None where that is what stands."""
    found = packed_layer(cursor, activity, "proposed")
    return None if found is None else found.opened()


def watch(cursor: duckdb.DuckDBPyConnection, activity: str) -> Watch | None:
    """Return what the last search said of the latest cohort."""
    row = cursor.execute(query("theme_watch"), {"activity": activity}).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=Watch)


class Version(NamedTuple):
    """Tells themes from those before: a search must not undo what somebody decided meanwhile."""

    found_at: datetime
    proposes: bool
    """Whether there is a proposal: False as soon as somebody accepted or discarded it."""
    decisions: int


def version(cursor: duckdb.DuckDBPyConnection, activity: str) -> Version | None:
    """Return what tells what stands now; None before the first search."""
    row = cursor.execute(query("theme_version"), {"activity": activity}).fetchone()
    if row is None:
        return None
    found_at, proposes, decisions = row
    return Version(from_stored(found_at), proposes, decisions)


def forget_layer(cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer) -> None:
    """Forget one layer, in the caller's transaction."""
    for name in (
        "delete_theme_run",
        "delete_themes",
        "delete_mentions",
        "delete_read_comments",
        "delete_theme_effects",
        "forget_theme_wordings",
    ):
        cursor.execute(query(name), {"activity": activity, "layer": layer})


def replace_layer(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    layer: Layer,
    found: PackedThemes,
    *,
    at: datetime,
) -> None:
    """Put one layer in the place of what was there, in the caller's transaction."""
    forget_layer(cursor, activity, layer)
    of_layer = {"activity": activity, "layer": layer}
    cursor.execute(
        query("insert_theme_run"),
        {
            **of_layer,
            "found_at": to_stored(at),
            "embedder": found.embedder,
            "suggestion_only": found.suggestion_only,
            "next_number": found.next_number,
        },
    )
    insert_themes(cursor, of_layer, theme_rows(found.themes).values())
    write(cursor, of_layer, "insert_mentions", found.mentions)
    write(cursor, of_layer, "insert_read_comments", found.read)


def packed_layer(
    cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer
) -> PackedThemes | None:
    """Return one layer as it travels, without what was erased; None if there is none."""
    of_layer = {"activity": activity, "layer": layer}
    run = cursor.execute(query("theme_run"), of_layer).fetchone()
    if run is None:
        return None
    _, embedder, suggestion_only, next_number = run
    return PackedThemes(
        themes=_themes(cursor, activity, layer),
        mentions=_lists(cursor, of_layer, "mentions"),
        read=_lists(cursor, of_layer, "read_comments"),
        embedder=embedder,
        suggestion_only=suggestion_only,
        next_number=next_number,
    )


def _themes(cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer) -> tuple[Theme, ...]:
    of_layer = {"activity": activity, "layer": layer}
    quotes: defaultdict[int, list[int]] = defaultdict(list)
    for theme, place in cursor.execute(query("quote_places"), of_layer).fetchall():
        quotes[theme].append(place)
    return tuple(
        msgspec.structs.replace(theme, quotes=tuple(quotes[theme.number]))
        for theme in counted(cursor, activity, layer)
    )


def counted(cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer) -> tuple[Theme, ...]:
    """Return the themes of one layer without their quotes: most respondents first."""
    of_layer = {"activity": activity, "layer": layer}
    sizes = {
        theme: (people, ideas)
        for theme, people, ideas in cursor.execute(query("theme_sizes"), of_layer).fetchall()
    }
    themes = [
        msgspec.structs.replace(theme, respondents=people, ideas=ideas)
        for theme in told(cursor, activity, layer)
        for people, ideas in (sizes.get(theme.number, (0, 0)),)
    ]
    return tuple(sorted(themes, key=lambda theme: (-theme.respondents, theme.number)))


def told(
    cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer = "standing"
) -> tuple[Theme, ...]:
    """Return what is told of the themes of one layer, by number, without what their ideas say."""
    of_layer = {"activity": activity, "layer": layer}
    return tuple(
        Theme(
            number=number,
            label=Text(**label),
            words=tuple(words),
            respondents=0,
            ideas=0,
            quotes=(),
            stability=stability,
            coherence=coherence,
            name=None if name is None else Text(**name),
            dismissed=dismissed,
            confirmed=confirmed,
            locked=locked,
            origin=origin,
        )
        for (
            number,
            label,
            words,
            stability,
            coherence,
            name,
            dismissed,
            confirmed,
            locked,
            origin,
        ) in cursor.execute(query("themes"), of_layer).fetchall()
    )


def _lists(
    cursor: duckdb.DuckDBPyConnection, of_layer: dict[str, str], name: str
) -> tuple[str, ...]:
    cursor.execute(query(name), of_layer)
    return json_lists(cursor)


def insert_themes(
    cursor: duckdb.DuckDBPyConnection, of_layer: dict[str, str], rows: Collection[ThemeRow]
) -> None:
    """Store themes that are not there, in the caller's transaction."""
    if rows:
        lists = [msgspec.json.encode([*rows]).decode()]
        write(cursor, of_layer, "insert_themes", lists)


def write(
    cursor: duckdb.DuckDBPyConnection, of_layer: dict[str, str], name: str, lists: Iterable[str]
) -> None:
    """Run a statement with each of some JSON lists of rows of a layer."""
    for rows in lists:
        cursor.execute(query(name), {**of_layer, "rows": rows})


def theme_rows(themes: Iterable[Theme]) -> dict[int, ThemeRow]:
    """Return what is stored of themes beside their ideas, by number."""
    return {
        theme.number: ThemeRow(
            number=theme.number,
            label=theme.label,
            words=theme.words,
            stability=theme.stability,
            coherence=theme.coherence,
            name=theme.name,
            dismissed=theme.dismissed,
            confirmed=theme.confirmed,
            locked=theme.locked,
            origin=theme.origin,
        )
        for theme in themes
    }
