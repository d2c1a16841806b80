"""Write a file whole, or not at all."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from service.store.row_copy import sync_names

_HALF = ".bilan.part"


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a new file its name once it is whole and on the disk; for nobody but this user to read.

    Until then it has a temporary name in the same folder, ending in `.bilan.part`, which it loses
    if the body raises. What a killed process has left under such a name goes with the next.

    Raises:
        FileExistsError: there is something under `path`; it stays as it is.
        OSError: there is no such folder, no permission, or no room.
    """
    if path.exists():
        raise FileExistsError(path)
    clear_halves(path.parent)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_HALF, dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            with suppress(OSError):  # a disk that knows no locks: nobody clears it there either
                fcntl.flock(file, fcntl.LOCK_EX)  # until it is closed, or this process is killed
            yield file
            file.flush()
            os.fsync(file.fileno())
        _name(part, path)
    finally:
        part.unlink(missing_ok=True)
    sync_names(path.parent)


def clear_halves(folder: Path) -> None:
    """Remove what killed processes have half written in a folder."""
    for part in folder.glob(f".*{_HALF}"):
        with suppress(OSError), part.open("rb") as file:  # somebody else's, or gone meanwhile
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()


def _name(part: Path, path: Path) -> None:
    """Rename without overwriting, also what somebody has put there meanwhile.

    Raises:
        FileExistsError: somebody has.
    """
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no links, such as a stick
        if path.exists():
            raise FileExistsError(path) from None
        part.rename(path)
