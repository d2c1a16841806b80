"""Write a file whole, or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a new file its name once it is whole and on the disk; for nobody but this user to read.

    Until then it has a temporary name in the same folder, ending in `.part`, which it loses if
    the body raises.

    Raises:
        FileExistsError: there is something under `path`; it stays as it is.
        OSError: there is no such folder, no permission, or no room.
    """
    if path.exists():
        raise FileExistsError(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _name(part, path)
    finally:
        part.unlink(missing_ok=True)
    _keep(path.parent)


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


def _keep(folder: Path) -> None:
    """Have the disk keep the names in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
