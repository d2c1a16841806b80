"""Open the copies of the database that somebody may hold: backups, and files put aside."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from analysis.attacker.findings import Finding, Tried
from analysis.attacker.traces import between_copies
from analysis.disclosure.gate import INSIDE
from service.anonymity.reach import answered
from service.backups.archive import read
from service.store.catalogue import read_snapshot
from service.store.database import Database, copy_prefix
from service.store.sql import query

_DUCKDB = b"DUCK"
_MAGIC_AT = 8


class Held(NamedTuple):
    """What a copy holds of each survey."""

    name: str
    answers: dict[str, frozenset[str]]
    """Ids, by survey."""
    used: dict[str, frozenset[str]]
    """Marks of used links, by survey."""


def held_by(name: str, database: Database) -> Held:
    """Read which answers and used links an open file holds."""
    with database.source() as source:
        surveys = read_snapshot(source.cursor).setups
        answers = {
            survey: frozenset(map(str, answered(source.cursor, survey).ids)) for survey in surveys
        }
        links = source.cursor.execute(query("links_as_they_stand")).fetchall()
    used = {
        survey: frozenset(mark for of, mark, spent in links if spent and of == survey)
        for survey in surveys
    }
    return Held(name, answers, used)


@contextmanager
def opened(path: Path, *, beside: Path, passphrase: str) -> Iterator[Database]:
    """Open a backup, or a file of the database, without changing it.

    Args:
        path: The backup or file.
        beside: The database: what is unpacked stands next to it, for this user alone.
        passphrase: What it was sealed with; empty: nothing.

    Raises:
        BackupUnusable: it is damaged, sealed, or of a later version.
        DatabaseUnusable: the same of a file.
        OSError: it cannot be read, or there is no room.
    """
    with tempfile.TemporaryDirectory(prefix=copy_prefix(beside), dir=beside.parent) as folder:
        copy = Path(folder) / "bilan.duckdb"
        with path.open("rb") as file:
            is_database = file.read(_MAGIC_AT + len(_DUCKDB))[_MAGIC_AT:] == _DUCKDB
        if is_database:
            shutil.copyfile(path, copy)
            log = Path(f"{path}.wal")
            if log.exists():
                shutil.copyfile(log, f"{copy}.wal")
        else:
            with copy.open("wb") as into:
                read(path, passphrase=passphrase, into=into)
        with Database(copy) as database:
            yield database


def compare_copies(copies: Sequence[Held]) -> tuple[list[Finding], list[Tried]]:
    """Compare each copy with the next, the oldest first."""
    found: list[Finding] = []
    for earlier, later in pairwise(copies):
        for survey, ids in later.answers.items():
            found += between_copies(
                survey,
                (earlier.answers.get(survey, ()), ids),
                (earlier.used.get(survey, ()), later.used[survey]),
                place=f"{earlier.name} and {later.name}",
                threshold=INSIDE,
            )
    times = max(0, len(copies) - 1)
    return found, [Tried(attack="individualisation", survey="", what="copies", times=times)]
