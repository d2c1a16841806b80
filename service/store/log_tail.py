"""See to what a crash left at the end of DuckDB's log, before DuckDB reads it.

DuckDB writes each commit to a log beside its file, and a commit is acknowledged once the log is on
the disk. A log is a header, then frames:

    size 8 | checksum 8 | what changed … size 8 | checksum 8 | a commit ends | size 8 …

Where it opens a file, DuckDB leaves out a commit that stops short at the end, as it should. But it
also leaves out, without a word, whatever stands after a frame of zeros, the whole log where its
header cannot be read, and a log whose file is gone; and it opens nothing at all where the last
commit was written by half. So this looks first:

    what is broken                       what is done
    ──────────────────────────────────   ──────────────────────────────────────────────────────
    a commit at the end that never ended  it is cut off: nobody was told that it is stored
    the last commit, but for its end      cut off as well, said, and the log kept beside: either
                                          the power failed during it, or the disk is failing
    anything before, or the file is gone  nothing is opened: LogUnusable
"""

import fcntl
import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

logger = logging.getLogger(__name__)

LOGS = (".wal", ".wal.checkpoint")
"""What the names of logs add to the file's; the second takes what comes during a checkpoint."""

_HEADER = re.compile(
    rb"d\x00be\x00\x02"
    rb"f\x00\x10(?:[\x00-\x7f]|[\x80-\xff]\x01){16}"
    rb"g\x00[\x80-\xff]*[\x00-\x7f]\xff\xff"
)
"""Version 2 of the format; a name of the file in 16 numbers; after which checkpoint it began."""

_ANOTHER_VERSION = re.compile(rb"d\x00be\x00[^\x02]f\x00\x10")

_COMMIT_ENDS = re.compile(rb"\x05\x00{7}.{8}d\x00d\xff\xff", re.DOTALL)
_BEFORE_FRAME = 16
"""Bytes of size and checksum."""


class LogUnusable(Exception):
    """Something that was committed cannot be read; the message says what to do."""


def see_to_logs(path: Path) -> None:
    """Have the logs of the file at `path` end with a whole commit.

    Nothing is touched where another process has the file open.

    Raises:
        LogUnusable: that cannot be without losing what was committed.
        OSError: a log cannot be read or cut.
    """
    for log in logs_of(path):
        if not path.exists():
            raise LogUnusable(
                f"{path} is not there, but its log is, {log.name}, with answers that were "
                "acknowledged. Put the file back where it was; to begin anew, move the log away."
            )
        end = _end_of_commits(log.read_bytes())
        if end is not None:
            _cut_alone(path, log, None)


def see_to_entry(path: Path, log: Path, entry: int) -> bool:
    """As `see_to_logs`, where DuckDB could not read the entry at byte `entry` of a log.

    Returns:
        Whether it has been cut off: the file can be opened then.
    """
    return _cut_alone(path, log, entry - _BEFORE_FRAME)


def logs_of(path: Path) -> list[Path]:
    """Return the logs that hold something."""
    logs = (path.with_name(f"{path.name}{suffix}") for suffix in LOGS)
    return [log for log in logs if size_of(log)]


def size_of(path: Path) -> int:
    """Return how many bytes are there; a log goes whenever DuckDB needs it no more."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _end_of_commits(content: bytes, broken: int | None = None) -> int | None:
    """Return where the last whole commit ends, if anything stands after it.

    None also for a log of a version that DuckDB may know, and we do not.

    Args:
        content: Of a log.
        broken: Where a frame begins that is known not to be what was written.
    """
    if _ANOTHER_VERSION.match(content):
        return None
    header = _HEADER.match(content)
    at = end = header.end() if header else 0
    while header and at != broken and (next_one := _next_frame(content, at)):
        if _COMMIT_ENDS.fullmatch(content, at, next_one):
            end = next_one
        at = next_one
    return end if end < len(content) else None


def _next_frame(content: bytes, at: int) -> int | None:
    """Return where the frame that begins at `at` ends, if it looks like one."""
    size = int.from_bytes(content[at : at + 8], "little")
    end = at + _BEFORE_FRAME + size
    is_frame = (
        size > 0
        and end <= len(content)
        and content[at + _BEFORE_FRAME : at + _BEFORE_FRAME + 2] == b"d\x00"
        and content[end - 2 : end] == b"\xff\xff"
    )
    return end if is_frame else None


def _cut_alone(path: Path, log: Path, broken: int | None) -> bool:
    """Cut a log after its last whole commit, unless another process has its file open.

    Raises:
        LogUnusable: more than one commit stands after that, or one that is followed by another.
    """
    with _alone(path) as alone:
        if not alone:
            return False
        content = log.read_bytes()
        end = _end_of_commits(content, broken)
        if end is None:
            return False
        left = [found.end() for found in _COMMIT_ENDS.finditer(content, end)]
        if left and left != [len(content)]:
            raise LogUnusable(
                f"{log} is damaged at byte {end}, and more was committed after that: the disk may "
                f"be failing. Nothing was changed. Keep {path.name} and {log.name}, and restore "
                "the last backup elsewhere; or go on without what stands after the damage, with "
                f"truncate --size={end} {log}"
            )
        if left:
            _keep(log, len(content) - end)
        else:
            logger.warning(
                "%s ended with %d bytes of a commit that was cut short, of which nobody was told "
                "that it is stored: they are cut off.",
                *(log, len(content) - end),
            )
        _cut(log, end)
        return True


def _keep(log: Path, size: int) -> None:
    """Keep a log as it is before its last commit is cut off."""
    names = (f"{log.name}.damaged{again}" for again in ("", *(f"-{n}" for n in range(2, 1_000))))
    kept = next(each for name in names if not (each := log.with_name(name)).exists())
    kept.touch(mode=0o600)
    shutil.copyfile(log, kept)
    logger.error(
        "The last commit in %s cannot be read, %d bytes: it is cut off. If the power failed, "
        "nobody was told that it is stored. If it did not, the disk may be failing, and the "
        "answers of a moment are lost. The log as it was is kept as %s, with all that is erased "
        "later: delete it once you see that all is well.",
        *(log, size, kept.name),
    )


def _cut(log: Path, size: int) -> None:
    with log.open("rb+") as file:
        file.truncate(size)
        os.fsync(file.fileno())


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Keep other processes from opening the file as DuckDB does, if none has."""
    with path.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
