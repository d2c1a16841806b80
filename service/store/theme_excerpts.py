"""Change a part of a layer of themes, as if all of it were read, changed and stored.

A decision is about a few ideas, or one theme; what it changes of counts, quotes and words follows
from these, from all else that the same people said, and from the ideas that are quotes of the
themes concerned or would be the next. That is an excerpt: `ThemesFound` like a whole layer, whose
themes are all there, with true counts. What decides of a layer decides of an excerpt, and what
differs afterwards is stored: the rest stays as it is.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple
from uuid import UUID

import duckdb
import msgspec

from analysis.themes.alarms import Decided
from analysis.themes.held import held
from analysis.themes.packed import packed_mentions, packed_read, quotes_of
from analysis.themes.recount import FEWEST_QUOTES
from analysis.themes.results import Mention, ReadComment, ThemesFound
from service.store.sql import query
from service.store.theme_layers import Layer, counted, insert_themes, theme_rows, write

_SPARE = 2 * FEWEST_QUOTES - 1
"""People of a theme whose first ideas are read: of so many, enough are no quotes already."""

_EVER = 2**31 - 1
"""People; no theme has as many."""

_MENTIONS = msgspec.json.Decoder(list[Mention])
_READ = msgspec.json.Decoder(list[ReadComment])


class Part(NamedTuple):
    """What something is about."""

    people: frozenset[UUID] = frozenset()
    """Whose ideas may be moved."""
    themes: frozenset[int] = frozenset()
    """That ideas may be moved into or out of, beside those that these people mention."""
    requotes: bool = False
    """Whether themes may be given other quotes than they have."""


_NOTHING = Part()
"""What is only told of themes moves nothing."""


class Excerpt(NamedTuple):
    """A part of a layer, as it is stored."""

    found: ThemesFound
    quotes: dict[int, int]
    """What is stored of the places of its mentions among the quotes of their themes."""


def excerpt(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    layer: Layer,
    part: Part,
    *,
    theirs: bool = True,
) -> Excerpt | None:
    """Return a part of a layer; None where there is no such layer.

    Args:
        cursor: In the caller's transaction.
        activity: Whose themes.
        layer: Which.
        part: What it is to be about.
        theirs: Whether the themes that its people mention are concerned: whether ideas may move.
    """
    of_layer = {"activity": activity, "layer": layer}
    run = cursor.execute(query("theme_run"), of_layer).fetchone()
    if run is None:
        return None
    _, embedder, suggestion_only, next_number = run
    people = [str(each) for each in part.people]
    themes = counted(cursor, activity, layer)
    concerned = [theme.number for theme in themes if theme.number in part.themes]
    asked = {"themes": concerned, "theirs": theirs, "spare": _SPARE}
    few = _EVER if part.requotes else FEWEST_QUOTES
    rows: list[tuple[str, int | None]] = []
    if part != _NOTHING:
        about = {**of_layer, **asked, "people": people, "few": few}
        rows = cursor.execute(query("excerpt_mentions"), about).fetchall()
    mentions = _MENTIONS.decode(_list(mention for mention, _ in rows))
    quotes = {place: quote for place, (_, quote) in enumerate(rows) if quote is not None}
    by_theme: defaultdict[int | None, list[int]] = defaultdict(list)
    for place in sorted(quotes, key=lambda place: quotes[place]):
        by_theme[mentions[place].theme].append(place)
    read = cursor.execute(query("excerpt_read_comments"), {**of_layer, "people": people}).fetchall()
    found = ThemesFound(
        themes=tuple(
            msgspec.structs.replace(theme, quotes=tuple(by_theme[theme.number])) for theme in themes
        ),
        mentions=tuple(mentions),
        read=tuple(_READ.decode(_list(comment for (comment,) in read))),
        embedder=embedder,
        suggestion_only=suggestion_only,
        next_number=next_number,
    )
    return Excerpt(found, quotes)


def _list(rows: Iterable[str]) -> str:
    return f"[{','.join(rows)}]"


def change(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    part: Part,
    changed: Callable[[ThemesFound], ThemesFound],
    layer: Layer = "standing",
) -> Decided | None:
    """Change a part of a layer as `changed` says; None where there is no such layer."""
    before = excerpt(cursor, activity, layer, part)
    if before is None:
        return None
    after = changed(before.found)
    _keep(cursor, {"activity": activity, "layer": layer}, before, after)
    return Decided(before.found, after)


def hold(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    part: Part,
    stood: Decided,
    first: Callable[[ThemesFound], ThemesFound] = lambda wanted: wanted,
) -> Decided | None:
    """Hold what is proposed to what was changed of what stands; None where nothing is proposed.

    A theme that is no more, or that was locked, concerns all that is or would be in it.

    Args:
        cursor: In the caller's transaction.
        activity: Whose themes.
        part: What of the proposal it is about.
        stood: What was changed.
        first: What is changed of the proposal before it is held.
    """
    were, are = ({theme.number: theme for theme in found.themes} for found in stood)
    gone = were.keys() - are.keys()
    locked = {n for n, theme in are.items() if theme.locked and not (n in were and were[n].locked)}
    people = part.people | people_of_themes(cursor, activity, "proposed", gone | locked)
    people |= people_of_themes(cursor, activity, "standing", locked)

    def as_it_stands(found: ThemesFound) -> ThemesFound:
        wanted = first(found)
        own = frozenset(mention.submission_id for mention in wanted.mentions)
        new = are.keys() - {theme.number for theme in wanted.themes}
        stands = excerpt(cursor, activity, "standing", Part(own, part.themes | new), theirs=False)
        if stands is None:
            raise AssertionError("it was changed")
        return msgspec.structs.replace(held(wanted, stands.found), next_number=found.next_number)

    return change(cursor, activity, part._replace(people=people), as_it_stands, "proposed")


def people_of_ideas(
    cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer, ideas: Collection[str]
) -> frozenset[UUID]:
    """Return whose some ideas of a layer are."""
    return _people(cursor, "people_of_ideas", activity, layer, ideas=[*ideas])


def people_of_themes(
    cursor: duckdb.DuckDBPyConnection, activity: str, layer: Layer, themes: Collection[int]
) -> frozenset[UUID]:
    """Return who mentions some themes of a layer."""
    return _people(cursor, "people_of_themes", activity, layer, themes=[*themes])


def _people(
    cursor: duckdb.DuckDBPyConnection, name: str, activity: str, layer: Layer, **of: list[Any]
) -> frozenset[UUID]:
    if not any(of.values()):
        return frozenset()
    rows = cursor.execute(query(name), {"activity": activity, "layer": layer, **of}).fetchall()
    return frozenset(submission_id for (submission_id,) in rows)


def _keep(
    cursor: duckdb.DuckDBPyConnection,
    of_layer: dict[str, str],
    before: Excerpt,
    after: ThemesFound,
) -> None:
    """Store what differs from what is stored."""
    found = before.found
    if found.next_number != after.next_number:
        next_number = {"next_number": after.next_number}
        cursor.execute(query("update_theme_run"), {**of_layer, **next_number})
    were, are = theme_rows(found.themes), theme_rows(after.themes)
    if gone := [number for number, row in were.items() if are.get(number) != row]:
        cursor.execute(query("delete_some_themes"), {**of_layer, "numbers": gone})
    insert_themes(cursor, of_layer, [row for n, row in are.items() if were.get(n) != row])
    quotes = quotes_of(after)
    places = [
        place
        for place, (one, other) in enumerate(zip(found.mentions, after.mentions, strict=True))
        if one != other or before.quotes.get(place) != quotes.get(place)
    ]
    mentions = packed_mentions(after, places)
    write(cursor, of_layer, "delete_some_mentions", mentions)
    write(cursor, of_layer, "insert_mentions", mentions)
    read = packed_read(
        [other for one, other in zip(found.read, after.read, strict=True) if one != other]
    )
    write(cursor, of_layer, "delete_some_read_comments", read)
    write(cursor, of_layer, "insert_read_comments", read)
