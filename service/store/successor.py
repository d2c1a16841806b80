"""A file that is made to take the place of the open one, while that one is used and changed."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import duckdb

from service.store.log_tail import logs_of
from service.store.row_copy import sync_names

Again: TypeAlias = Callable[[duckdb.DuckDBPyConnection], object]
"""Makes a change once more, in a transaction of another file that holds what the first one held."""


class Successor:
    """What a copy of the open file lacks: all that was committed since it was begun."""

    def __init__(self) -> None:
        self.missing: list[Again] = []
        """In the order in which it was committed."""
        self.is_outdated = False
        """Whether something was committed that nobody can make once more."""

    def note(self, again: Again | None) -> None:
        """Note what was just committed."""
        if again is None:
            self.is_outdated = True
        else:
            self.missing.append(again)


class NotSucceeded(Exception):
    """Another file could not take the place of the open one, which stays."""


def take_place(successor: Path, *, of: Path) -> None:
    """Give a file the name of another that has just been closed, and its permissions.

    Raises:
        NotSucceeded: it keeps its own.
    """
    if logs := logs_of(of):  # they would be read into the other file
        raise NotSucceeded(f"{logs[0].name} could not be written into its file")
    try:
        successor.chmod(stat.S_IMODE(of.stat().st_mode))
        successor.replace(of.resolve())
        sync_names(of.resolve().parent)
    except OSError as error:
        raise NotSucceeded(str(error)) from error
