"""What a team announces to its cohorts, as it is kept."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import duckdb
import msgspec

from service.store.catalogue import NotFound
from service.store.sql import query
from service.store.times import from_stored, to_stored
from surveys.announcing import Announcement, Wording
from surveys.texts import Slug


def announcements(
    cursor: duckdb.DuckDBPyConnection, cohorts: Collection[Slug]
) -> tuple[Announcement, ...]:
    """Return what was written to these cohorts, drafts included, the latest first."""
    rows = cursor.execute(query("announcements"), {"cohorts": sorted(cohorts)}).fetchall()
    return tuple(_read(*row) for row in rows)


def published(
    cursor: duckdb.DuckDBPyConnection, cohorts: Collection[Slug]
) -> tuple[Announcement, ...]:
    """Return what readers outside may read."""
    return tuple(each for each in announcements(cursor, cohorts) if each.state != "draft")


def announcement(cursor: duckdb.DuckDBPyConnection, cohort: Slug, entry: UUID) -> Announcement:
    """Raises NotFound, of an entry of another cohort too."""
    for each in announcements(cursor, (cohort,)):
        if each.entry == entry:
            return each
    raise NotFound(entry)


def put(cursor: duckdb.DuckDBPyConnection, kept: Announcement, *, at: datetime) -> None:
    """Keep an entry within the caller's transaction."""
    wording: dict[str, Any] = msgspec.to_builtins(kept.wording)
    times = {"published_at": kept.published_at, "corrected_at": kept.corrected_at, "at": at}
    stored = {name: to_stored(each) if each else None for name, each in times.items()}
    cursor.execute(
        query("put_announcement"),
        {"entry": kept.entry, "cohort": kept.cohort, **wording, **stored},
    )


def remove(cursor: duckdb.DuckDBPyConnection, entry: UUID) -> None:
    """Remove an entry within the caller's transaction."""
    cursor.execute(query("delete_announcement"), {"entry": entry})


def _read(  # noqa: PLR0913, PLR0917 -- the columns of a row
    entry: UUID,
    cohort: Slug,
    said: dict[str, str],
    doing: dict[str, str],
    theme: int | None,
    published_at: datetime | None,
    corrected_at: datetime | None,
) -> Announcement:
    return Announcement(
        entry=entry,
        cohort=cohort,
        wording=msgspec.convert({"said": said, "doing": doing, "theme": theme}, Wording),
        published_at=published_at and from_stored(published_at),
        corrected_at=corrected_at and from_stored(corrected_at),
    )
