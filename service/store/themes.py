"""Store what a themes run found, and read it back with its quotes.

Mentions hold no comment's text, only where it stands: so erasing a comment erases its
quotes, and takes away its part of every count and of every word.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import duckdb
import msgspec

from analysis.disclosure.themes import ThemeQuote, ThemeRecord
from analysis.disclosure.voices import Reading
from analysis.themes.results import ThemesFound
from service.store.database import Database
from service.store.sql import query
from service.store.times import from_stored, to_stored
from surveys.texts import Language, Slug, Text


class ThemeRun(NamedTuple):
    """The latest run of an activity, as far as its comments still stand."""

    themes: tuple[ThemeRecord, ...]
    """In the order they were found."""
    readings: tuple[Reading, ...]
    """What they were sought in."""
    found_at: datetime
    embedder: str
    suggestion_only: bool


class _ThemeRow(msgspec.Struct):
    rank: int
    label: Text
    words: tuple[str, ...]
    ideas: int
    stability: float | None


class _MentionRow(msgspec.Struct):
    rank: int
    submission_id: UUID
    question: str
    start: int
    finish: int
    language: Language
    says: tuple[int, ...]
    quote: int | None


def replace_themes(database: Database, activity: str, found: ThemesFound, *, at: datetime) -> None:
    """Put what was found in the place of the last run, whole or not at all.

    While others may change comments, the caller holds `database.rewriting`.
    """
    with database.transaction() as cursor:
        for name in (
            "delete_theme_run",
            "delete_themes",
            "delete_mentions",
            "delete_read_comments",
        ):
            cursor.execute(query(name), {"activity": activity})
        cursor.execute(
            query("insert_theme_run"),
            {
                "activity": activity,
                "found_at": to_stored(at),
                "embedder": found.embedder,
                "suggestion_only": found.suggestion_only,
            },
        )
        for name, rows in (
            ("insert_themes", list(_theme_rows(found))),
            ("insert_mentions", list(_mention_rows(found))),
            ("insert_read_comments", found.read),
        ):
            cursor.execute(
                query(name), {"activity": activity, "rows": msgspec.json.encode(rows).decode()}
            )


def theme_run(cursor: duckdb.DuckDBPyConnection, activity: str) -> ThemeRun | None:
    """Return the latest run with its themes, all as of one moment; None if there is none."""
    cursor.begin()  # the words of one run must not be taken for those of the next
    try:
        return _theme_run(cursor, activity)
    finally:
        cursor.rollback()


def _theme_run(cursor: duckdb.DuckDBPyConnection, activity: str) -> ThemeRun | None:
    of_activity = {"activity": activity}
    row = cursor.execute(query("theme_run"), of_activity).fetchone()
    if row is None:
        return None
    found_at, embedder, suggestion_only = row
    return ThemeRun(
        themes=_themes(cursor, activity),
        readings=tuple(
            Reading(*reading)
            for reading in cursor.execute(query("readings"), of_activity).fetchall()
        ),
        found_at=from_stored(found_at),
        embedder=embedder,
        suggestion_only=suggestion_only,
    )


def _themes(cursor: duckdb.DuckDBPyConnection, activity: str) -> tuple[ThemeRecord, ...]:
    of_activity = {"activity": activity}
    respondents: defaultdict[int, dict[Slug, int]] = defaultdict(dict)
    for rank, survey, people in cursor.execute(query("mention_counts"), of_activity).fetchall():
        respondents[rank][survey] = people
    said_in: defaultdict[int, defaultdict[int, set[Slug]]] = defaultdict(lambda: defaultdict(set))
    for rank, phrase, survey in cursor.execute(query("said_in"), of_activity).fetchall():
        said_in[rank][phrase].add(survey)
    quotes: defaultdict[int, list[ThemeQuote]] = defaultdict(list)
    for rank, survey, language, text, start, finish, quotable in cursor.execute(
        query("quotes"), of_activity
    ).fetchall():
        quotes[rank].append(ThemeQuote(text[start:finish], language, survey, quotable))
    return tuple(
        ThemeRecord(
            number=rank,
            label=Text(**label),
            words=tuple(words),
            respondents=respondents[rank],
            said_in={
                phrase: said_in[rank][place]
                for place, phrase in enumerate((label["fr"], label["en"], *words))
            },
            quotes=tuple(quotes[rank]),
            stability=stability,
        )
        for rank, label, words, stability in cursor.execute(query("themes"), of_activity).fetchall()
    )


def _theme_rows(found: ThemesFound) -> Iterator[_ThemeRow]:
    for theme in found.themes:
        yield _ThemeRow(
            rank=theme.number,
            label=theme.label,
            words=theme.words,
            ideas=theme.ideas,
            stability=theme.stability,
        )


def _mention_rows(found: ThemesFound) -> Iterator[_MentionRow]:
    quotes = {
        mention: place
        for theme in found.themes
        for place, mention in enumerate(theme.quotes, start=1)
    }
    for index, mention in enumerate(found.mentions):
        if mention.theme is not None:
            yield _MentionRow(
                rank=mention.theme,
                submission_id=mention.submission_id,
                question=mention.question,
                start=mention.start,
                finish=mention.end,
                language=mention.language,
                says=mention.says,
                quote=quotes.get(index),
            )
