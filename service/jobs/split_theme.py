"""Propose how one theme could be split, and keep the proposal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event
from typing import NamedTuple

import duckdb

from analysis.themes.split_proposals import SplitAsked, SplitProposed
from service.jobs.embedder_choice import choose
from service.jobs.theme_search import SplitTask
from service.jobs.worker import Computation, compute
from service.store import vectors
from service.store.database import Database
from service.store.known_names import names_known
from service.store.split_proposals import keep_split, said_in_theme, vectors_of_theme
from service.store.theme_layers import version

KIND = "split_theme"


class _Moment(NamedTuple):
    """Unequal once a search or an erasure came in between."""

    found_at: datetime | None
    changes: int


class _Read(NamedTuple):
    """What a proposal is made of."""

    task: SplitTask
    moment: _Moment


@dataclass(frozen=True, slots=True)
class ThemeSplitter:
    """Proposes how themes in a file could be split."""

    database: Database
    embedder: str = "bundled"
    """As `BILAN_EMBEDDER` has it."""

    def run(
        self, subject: str, progress: Callable[[float], None], cancelled: Event | None = None
    ) -> None:
        """Read, compute, store; running it again changes nothing.

        Where a comment was erased or themes were sought meanwhile, it starts again.

        Args:
            subject: A `SplitAsked`, as it is written.
            progress: Told how far it is, from 0 to 1.
            cancelled: Set by another thread to stop it.

        Raises:
            EmbedderUnusable: the setting names nothing that can be used.
            ComputeError: there is no result.
        """
        asked = SplitAsked.read(subject)
        kept = False
        while not kept:
            read = self._read(asked)
            proposed: SplitProposed = compute(
                Computation("service.jobs.compute_split", "compute", read.task),
                progress=progress,
                cancelled=cancelled,
            )
            kept = self._keep(asked, read, proposed)

    def _read(self, asked: SplitAsked) -> _Read:
        choice = choose(self.embedder)
        with self.database.reading() as cursor:
            task = SplitTask(
                said=said_in_theme(cursor, asked),
                examples=asked.examples,
                choice=choice,
                known=vectors_of_theme(cursor, asked, choice.name),
                names=names_known(cursor, asked.activity),
            )
            return _Read(task, _moment(cursor, asked.activity))

    def _keep(self, asked: SplitAsked, read: _Read, proposed: SplitProposed) -> bool:
        """Store what is proposed; False if what it was made of is not what it was."""
        with self.database.rewriting, self.database.transaction() as cursor:
            if _moment(cursor, asked.activity) != read.moment:
                return False
            keep_split(cursor, asked, proposed, at=datetime.now(UTC))
        return True


def _moment(cursor: duckdb.DuckDBPyConnection, activity: str) -> _Moment:
    found = version(cursor, activity)
    return _Moment(found.found_at if found else None, vectors.changes(cursor))
