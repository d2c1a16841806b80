"""Store what a search heard of the modules of a training, and read it as it still stands."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

import duckdb
import msgspec

from analysis.disclosure.modules import MOST_QUOTES, ModuleQuote, ModuleRecord
from analysis.disclosure.themes import ThemeQuote
from analysis.themes.results import ModuleSuggested, Searched
from service.store.sql import query
from surveys.questions import Hint
from surveys.texts import Language, Slug

_BATCH = 20_000  # rows a statement


class _IdeaRow(msgspec.Struct):
    item: str
    position: int
    submission_id: UUID
    question: str
    start: int
    finish: int
    language: Language
    hint: Hint | None


class StoredModules(NamedTuple):
    heard: tuple[ModuleRecord, ...]
    """Of each module that anybody spoke of, by item."""
    suggested: tuple[ModuleSuggested, ...]
    """By theme, nearest first."""


def keep_modules(cursor: duckdb.DuckDBPyConnection, activity: str, searched: Searched) -> None:
    """Put what was heard in the place of what was there, in the caller's transaction.

    What was heard of ideas that are no longer among the mentions is left out.
    """
    of_activity = {"activity": activity}
    for name in ("delete_module_ideas", "delete_suggested_modules"):
        cursor.execute(query(name), of_activity)
    for name, rows in (
        ("insert_module_ideas", list(_rows(searched))),
        ("insert_suggested_modules", list(searched.suggested)),
    ):
        for start in range(0, len(rows), _BATCH):
            batch = msgspec.json.encode(rows[start : start + _BATCH]).decode()
            cursor.execute(query(name), {**of_activity, "rows": batch})


def stored_modules(cursor: duckdb.DuckDBPyConnection, activity: str) -> StoredModules:
    """Return what was heard at the last search, in comments that still stand."""
    of_activity = {"activity": activity}
    quotes: defaultdict[str, list[ModuleQuote]] = defaultdict(list)
    for item, survey, language, text, start, finish, quotable, hint in cursor.execute(
        query("module_quotes"), {**of_activity, "most": MOST_QUOTES}
    ).fetchall():
        quote = ThemeQuote(text[start:finish], language, survey, quotable)
        quotes[item].append(ModuleQuote(quote, hint))
    counts: defaultdict[str, dict[Slug, tuple[int, int, int]]] = defaultdict(dict)
    for item, survey, *people in cursor.execute(query("module_counts"), of_activity).fetchall():
        counts[item][survey] = tuple(people)
    return StoredModules(
        heard=tuple(
            ModuleRecord(
                item=item,
                respondents={survey: people for survey, (people, _, _) in by_survey.items()},
                praise={survey: people for survey, (_, people, _) in by_survey.items()},
                ask={survey: people for survey, (_, _, people) in by_survey.items()},
                quotes=tuple(quotes[item]),
            )
            for item, by_survey in sorted(counts.items())
        ),
        suggested=tuple(
            ModuleSuggested(theme=theme, item=item, nearness=nearness)
            for theme, item, nearness in cursor.execute(
                query("suggested_modules"), of_activity
            ).fetchall()
        ),
    )


def _rows(searched: Searched) -> Iterator[_IdeaRow]:
    if not any(module.ideas for module in searched.modules):
        return
    mentions = {mention.idea: mention for mention in searched.standing.mentions}
    for module in searched.modules:
        for position, heard in enumerate(module.ideas, start=1):
            if (mention := mentions.get(heard.idea)) is not None:
                yield _IdeaRow(
                    item=module.item,
                    position=position,
                    submission_id=mention.submission_id,
                    question=mention.question,
                    start=mention.start,
                    finish=mention.end,
                    language=mention.language,
                    hint=heard.hint,
                )
