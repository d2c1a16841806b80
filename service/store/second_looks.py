"""Keep second looks at themes: what was drawn, and where another designer puts it.

No idea's text stands here, only where it is, and it is forgotten with its comment.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

import duckdb
import msgspec

from analysis.agreement.second_look import Placing
from analysis.disclosure.themes import IdeaRecord
from service.store.database import Database
from service.store.known_names import names_known
from service.store.sql import query
from service.store.theme_layers import standing
from service.store.themes import idea_record
from service.store.times import from_stored, to_stored


class Look(NamedTuple):
    """A second look at the themes of an activity."""

    look: UUID
    started_at: datetime
    started_by: UUID
    first: UUID
    """Who decided most about the themes, and so cannot take it."""
    seed: str
    """Hex digits: decide what was drawn."""
    readable: int
    """Ideas that could be drawn."""
    ended_at: datetime | None
    """When the last idea was placed."""
    reader: UUID | None
    """Who takes it: who placed the first idea."""

    def may_read(self, user: UUID) -> bool:
        """Whether they may place ideas in it."""
        return self.ended_at is None and user != self.first and self.reader in {None, user}


class DrawnIdea(NamedTuple):
    """An idea that was drawn, as it still stands."""

    submission_id: UUID
    question: str
    start: int
    record: IdeaRecord
    theme: int | None
    """Where it is now; None: in none."""
    placing: Placing | None
    """Where the second designer put it last; None: not yet."""


class Start(NamedTuple):
    """What is stored of a second look when it begins."""

    activity: str
    by: UUID
    first: UUID
    seed: str
    readable: int
    drawn: Sequence[str]
    """What the ideas are called, in the order to read them."""


class _DrawnRow(msgspec.Struct):
    look_id: UUID
    position: int
    submission_id: UUID
    question: str
    start: int
    finish: int


def start(database: Database, begun: Start, *, at: datetime) -> None:
    """Start a second look; one that was under way before is over."""
    look = uuid4()
    with database.rewriting, database.transaction() as cursor:
        found = standing(cursor, begun.activity)
        places = {each.idea: each for each in found.mentions} if found else {}
        there = (places[idea] for idea in begun.drawn if idea in places)
        rows = [
            _DrawnRow(look, position, each.submission_id, each.question, each.start, each.end)
            for position, each in enumerate(there, start=1)
        ]
        cursor.execute(
            query("insert_second_look"),
            {
                "look_id": look,
                "activity": begun.activity,
                "started_at": to_stored(at),
                "started_by": begun.by,
                "first": begun.first,
                "seed": begun.seed,
                "readable": begun.readable,
            },
        )
        cursor.execute(
            query("insert_second_look_ideas"), {"rows": msgspec.json.encode(rows).decode()}
        )


def latest(cursor: duckdb.DuckDBPyConnection, activity: str) -> Look | None:
    """Return the second look that was started last; None before the first."""
    row = cursor.execute(query("latest_second_look"), {"activity": activity}).fetchone()
    if row is None:
        return None
    look, started_at, started_by, first, seed, readable, ended_at, reader = row
    return Look(
        look=look,
        started_at=from_stored(started_at),
        started_by=started_by,
        first=first,
        seed=seed,
        readable=readable,
        ended_at=None if ended_at is None else from_stored(ended_at),
        reader=reader,
    )


def drawn_ideas(
    cursor: duckdb.DuckDBPyConnection, activity: str, look: Look
) -> tuple[DrawnIdea, ...]:
    """Return what was drawn and still stands, in the order to read it."""
    rows = cursor.execute(
        query("second_look_ideas"), {"activity": activity, "look_id": look.look}
    ).fetchall()
    known = names_known(cursor, activity)
    ideas = []
    for *row, theme, said in rows:
        submission_id, question, _, _, start, *_ = row
        ideas.append(
            DrawnIdea(
                submission_id=submission_id,
                question=question,
                start=start,
                record=idea_record(known, *row),
                theme=theme,
                placing=None if said is None else Placing(**said),
            )
        )
    return tuple(ideas)


def place(
    cursor: duckdb.DuckDBPyConnection,
    look: Look,
    idea: DrawnIdea,
    placing: Placing,
    *,
    at: datetime,
) -> None:
    """Keep where the reader of `look` puts an idea, in the caller's transaction."""
    cursor.execute(
        query("insert_second_look_placing"),
        {
            "look_id": look.look,
            "placed_at": to_stored(at),
            "placed_by": look.reader,
            "submission_id": idea.submission_id,
            "question": idea.question,
            "start": idea.start,
            **placing._asdict(),
        },
    )


def end(cursor: duckdb.DuckDBPyConnection, look: Look, *, at: datetime) -> None:
    """Say that all ideas are placed, in the caller's transaction: nothing is changed after it."""
    cursor.execute(query("end_second_look"), {"look_id": look.look, "ended_at": to_stored(at)})
