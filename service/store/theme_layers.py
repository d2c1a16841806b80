"""Store the two layers of themes: what stands, and what the last search proposes.

Mentions hold no comment's text, only where it stands: so erasing a comment erases its
quotes, and takes away its part of every count and of every word.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID

import duckdb
import msgspec

from analysis.themes.results import (
    Mention,
    Origin,
    ReadComment,
    Searched,
    Theme,
    ThemesFound,
    Unsure,
    Watch,
)
from service.store.database import Database
from service.store.modules import keep_modules
from service.store.sql import query
from service.store.times import from_stored, to_stored
from surveys.texts import Language, Text

Layer: TypeAlias = Literal["standing", "proposed"]
"""What the pages of an activity show; what the last search would rather have."""

_BATCH = 20_000  # rows a statement: bounds memory, not the transaction


class _ThemeRow(msgspec.Struct):
    number: int
    position: int
    label: Text
    words: tuple[str, ...]
    stability: float | None
    coherence: float | None
    name: Text | None
    dismissed: bool
    locked: bool
    origin: Origin


class _MentionRow(msgspec.Struct):
    theme: int | None
    submission_id: UUID
    question: str
    start: int
    finish: int
    language: Language
    says: tuple[int, ...]
    quote: int | None
    unsure: Unsure | None
    pinned: bool


class _Stored(NamedTuple):
    """The ideas of one layer, with what is counted from them."""

    mentions: tuple[Mention, ...]
    respondents: dict[int, int]
    ideas: Counter[int]
    quotes: dict[int, tuple[int, ...]]


def keep_search(database: Database, activity: str, searched: Searched, *, at: datetime) -> None:
    """Put what a search returned in the place of what was there, whole or not at all.

    While others may change comments, the caller holds `database.rewriting`.
    """
    with database.transaction() as cursor:
        replace_layer(cursor, activity, "standing", searched.standing, at=at)
        if searched.proposed is None:
            forget_layer(cursor, activity, "proposed")
        else:
            replace_layer(cursor, activity, "proposed", searched.proposed, at=at)
        keep_modules(cursor, activity, searched)
        replace_watch(cursor, activity, searched.watch)


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
    return _layer(cursor, activity, "standing")


def proposed(cursor: duckdb.DuckDBPyConnection, activity: str) -> ThemesFound | None:
    """Return what the last search would rather have; None where that is what stands."""
    return _layer(cursor, activity, "proposed")


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
    for name in ("delete_theme_run", "delete_themes", "delete_mentions", "delete_read_comments"):
        cursor.execute(query(name), {"activity": activity, "layer": layer})


def replace_layer(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    layer: Layer,
    found: ThemesFound,
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
    rows: tuple[tuple[str, Sequence[msgspec.Struct]], ...] = (
        ("insert_themes", list(_theme_rows(found))),
        ("insert_mentions", list(_mention_rows(found))),
        ("insert_read_comments", found.read),
    )
    for name, every in rows:
        for start in range(0, len(every), _BATCH):
            batch = msgspec.json.encode(every[start : start + _BATCH]).decode()
            cursor.execute(query(name), {**of_layer, "rows": batch})


def _layer(cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer) -> ThemesFound | None:
    of_layer = {"activity": activity, "layer": layer}
    run = cursor.execute(query("theme_run"), of_layer).fetchone()
    if run is None:
        return None
    _, embedder, suggestion_only, next_number = run
    stored = _stored(cursor.execute(query("mentions"), of_layer).fetchall())
    return ThemesFound(
        themes=tuple(
            Theme(
                number=number,
                label=Text(**label),
                words=tuple(words),
                respondents=stored.respondents.get(number, 0),
                ideas=stored.ideas[number],
                quotes=stored.quotes.get(number, ()),
                stability=stability,
                coherence=coherence,
                name=None if name is None else Text(**name),
                dismissed=dismissed,
                locked=locked,
                origin=origin,
            )
            for number, label, words, stability, coherence, name, dismissed, locked, origin in (
                cursor.execute(query("themes"), of_layer).fetchall()
            )
        ),
        mentions=stored.mentions,
        read=tuple(
            ReadComment(
                submission_id=submission_id,
                question=question,
                ideas=ideas,
                unsure=unsure,
                praise=praise,
                spoken=spoken,
            )
            for submission_id, question, ideas, unsure, praise, spoken in cursor.execute(
                query("read_comments"), of_layer
            ).fetchall()
        ),
        embedder=embedder,
        suggestion_only=suggestion_only,
        next_number=next_number,
    )


def _stored(rows: Sequence[tuple[object, ...]]) -> _Stored:
    mentions = []
    people: defaultdict[int, set[UUID]] = defaultdict(set)
    ideas: Counter[int] = Counter()
    quotes: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for index, values in enumerate(rows):
        row = _MentionRow(*values)  # type: ignore[arg-type]
        mentions.append(
            Mention(
                theme=row.theme,
                submission_id=row.submission_id,
                question=row.question,
                start=row.start,
                end=row.finish,
                language=row.language,
                says=tuple(row.says),
                unsure=row.unsure,
                pinned=row.pinned,
            )
        )
        if row.theme is not None:
            people[row.theme].add(row.submission_id)
            ideas[row.theme] += 1
            if row.quote is not None:
                quotes[row.theme].append((row.quote, index))
    return _Stored(
        mentions=tuple(mentions),
        respondents={theme: len(who) for theme, who in people.items()},
        ideas=ideas,
        quotes={
            theme: tuple(index for _, index in sorted(places)) for theme, places in quotes.items()
        },
    )


def _theme_rows(found: ThemesFound) -> Iterator[_ThemeRow]:
    for position, theme in enumerate(found.themes, start=1):
        yield _ThemeRow(
            number=theme.number,
            position=position,
            label=theme.label,
            words=theme.words,
            stability=theme.stability,
            coherence=theme.coherence,
            name=theme.name,
            dismissed=theme.dismissed,
            locked=theme.locked,
            origin=theme.origin,
        )


def _mention_rows(found: ThemesFound) -> Iterator[_MentionRow]:
    quotes = {
        mention: place
        for theme in found.themes
        for place, mention in enumerate(theme.quotes, start=1)
    }
    for index, mention in enumerate(found.mentions):
        yield _MentionRow(
            theme=mention.theme,
            submission_id=mention.submission_id,
            question=mention.question,
            start=mention.start,
            finish=mention.end,
            language=mention.language,
            says=mention.says,
            quote=quotes.get(index),
            unsure=mention.unsure,
            pinned=mention.pinned,
        )
