"""Store what a themes run found, and read it back with its quotes.

Themes hold no comment's text, only where it stands; so erasing a comment
erases its quotes.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import duckdb
import msgspec

from analysis.disclosure.gate import ReadingRecord, ShownQuote, ThemeRecord
from analysis.themes.results import ThemesFound
from service.store.database import Database
from service.store.sql import query
from service.store.times import from_stored, to_stored
from surveys.texts import Slug, Text


class ThemeRun(NamedTuple):
    """The latest run of an activity."""

    themes: tuple[ThemeRecord, ...]
    """Most respondents first."""
    found_at: datetime
    reading: ReadingRecord
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
    cohort: Slug
    question: str
    start: int
    finish: int
    quote: int | None


def replace_themes(database: Database, activity: str, found: ThemesFound, *, at: datetime) -> None:
    """Put what was found in the place of the last run, whole or not at all.

    While others may change comments, the caller holds `database.rewriting`.
    """
    with database.transaction() as cursor:
        for name in ("delete_theme_run", "delete_themes", "delete_mentions"):
            cursor.execute(query(name), {"activity": activity})
        cursor.execute(
            query("insert_theme_run"),
            {
                "activity": activity,
                "found_at": to_stored(at),
                "comments": found.comments,
                "respondents": found.respondents,
                "set_aside": found.set_aside,
                "unsure": sum(mention.theme is None for mention in found.mentions),
                "embedder": found.embedder,
                "suggestion_only": found.suggestion_only,
            },
        )
        for name, rows in (
            ("insert_themes", list(_theme_rows(found))),
            ("insert_mentions", list(_mention_rows(found))),
        ):
            cursor.execute(
                query(name), {"activity": activity, "rows": msgspec.json.encode(rows).decode()}
            )


def theme_run(cursor: duckdb.DuckDBPyConnection, activity: str) -> ThemeRun | None:
    """Return the latest run with its themes, most respondents first; None if there is none."""
    row = cursor.execute(query("theme_run"), {"activity": activity}).fetchone()
    if row is None:
        return None
    by_cohort: dict[int, dict[str, int]] = {}
    for rank, cohort, respondents in cursor.execute(
        query("mention_counts"), {"activity": activity}
    ).fetchall():
        by_cohort.setdefault(rank, {})[cohort] = respondents
    quotes: dict[int, list[ShownQuote]] = {}
    for rank, cohort, text, start, finish, quotable in cursor.execute(
        query("quotes"), {"activity": activity}
    ).fetchall():
        quotes.setdefault(rank, []).append(ShownQuote(text[start:finish], cohort, quotable))
    themes = tuple(
        ThemeRecord(
            label=Text(**label),
            words=tuple(words),
            respondents=sum(by_cohort.get(rank, {}).values()),
            respondents_by_cohort=by_cohort.get(rank, {}),
            quotes=tuple(quotes.get(rank, ())),
            stability=stability,
        )
        for rank, label, words, stability in cursor.execute(
            query("themes"), {"activity": activity}
        ).fetchall()
    )
    found_at, comments, respondents, set_aside, unsure, embedder, suggestion_only = row
    return ThemeRun(
        themes=themes,
        found_at=from_stored(found_at),
        reading=ReadingRecord(comments, respondents, set_aside, unsure),
        embedder=embedder,
        suggestion_only=suggestion_only,
    )


def _theme_rows(found: ThemesFound) -> Iterator[_ThemeRow]:
    for rank, theme in enumerate(found.themes, start=1):
        yield _ThemeRow(
            rank=rank,
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
                rank=mention.theme + 1,
                submission_id=mention.submission_id,
                cohort=mention.cohort,
                question=mention.question,
                start=mention.start,
                finish=mention.end,
                quote=quotes.get(index),
            )
