"""Where a copy of the open file stands while it is packed: beside it, in a folder of its own.

On the same disk and for the same user, the copy is no less safe than the file. It is gone once it
is packed; what a process that was killed has left behind goes with the next.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from service.backups.whole_file import clear_halves
from service.store.copies import Contents, Copier, CopyFailed
from service.store.database import copy_prefix


class Staged(NamedTuple):
    path: Path
    contents: Contents


@contextmanager
def staged(copier: Copier, database: Path, *, at: datetime) -> Iterator[Staged]:
    """Hand out a copy of the open file `database`, and remove it on the way out.

    Raises:
        CopyFailed: there is none.
    """
    clear(database)
    try:
        folder = Path(tempfile.mkdtemp(prefix=copy_prefix(database), dir=database.parent))
    except OSError as error:
        raise CopyFailed(f"{database.parent} takes no copy: {error.strerror}.") from error
    try:
        path = folder / database.name
        yield Staged(path, copier.copy(path, at=at))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear(database: Path) -> None:
    """Remove what was left behind beside `database`, which this process has open."""
    clear_halves(database.parent)
    for left in database.parent.glob(f"{copy_prefix(database)}*"):
        shutil.rmtree(left, ignore_errors=True)
