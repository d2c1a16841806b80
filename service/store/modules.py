"""Store what a search heard of the modules of a training, and read it as it still stands."""

from collections import defaultdict
from typing import NamedTuple

import duckdb
import msgspec

from analysis.disclosure.modules import MOST_QUOTES, ModuleQuote, ModuleRecord
from analysis.disclosure.themes import ThemeQuote
from analysis.themes.packed import PackedSearch
from analysis.themes.results import ModuleSuggested
from service.store.known_names import names_known
from service.store.sql import query
from surveys.texts import Slug


class StoredModules(NamedTuple):
    heard: tuple[ModuleRecord, ...]
    """Of each module that anybody spoke of, by item."""
    suggested: tuple[ModuleSuggested, ...]
    """By theme, nearest first."""


def keep_modules(cursor: duckdb.DuckDBPyConnection, activity: str, searched: PackedSearch) -> None:
    """Put what was heard in the place of what was there, in the caller's transaction."""
    of_activity = {"activity": activity}
    for name in ("delete_module_ideas", "delete_suggested_modules"):
        cursor.execute(query(name), of_activity)
    for rows in searched.modules:
        cursor.execute(query("insert_module_ideas"), {**of_activity, "rows": rows})
    suggested = msgspec.json.encode(searched.suggested).decode()
    cursor.execute(query("insert_suggested_modules"), {**of_activity, "rows": suggested})


def stored_modules(cursor: duckdb.DuckDBPyConnection, activity: str) -> StoredModules:
    """Return what was heard at the last search, in comments that still stand."""
    of_activity, known = {"activity": activity}, names_known(cursor, activity)
    quotes: defaultdict[str, list[ModuleQuote]] = defaultdict(list)
    for item, survey, language, text, start, finish, quotable, hint in cursor.execute(
        query("module_quotes"), {**of_activity, "most": MOST_QUOTES}
    ).fetchall():
        quote = ThemeQuote(text[start:finish], language, survey, quotable, known)
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
