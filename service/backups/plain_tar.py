"""Read a tar of plain files, one after the other, as backups are written; and no other tar.

What else a tar may hold is a way to make much of few bytes: files with holes of any size, headers
that nest or go on without end. `tarfile` reads all of that. Here a file has one header of 512
bytes, and one block before it where it is too large for that to say so (POSIX.1-2017, pax).
"""

import re
from tarfile import AREGTYPE, BLOCKSIZE, REGTYPE, XHDTYPE, TarError, TarInfo
from typing import Protocol

from service.backups.manifest import NotPlain

_PIECE = 1 << 20
_LARGE = re.compile(rb"\d{1,3} size=(\d{1,15})\n\0*")


class Source(Protocol):
    def read(self, size: int, /) -> bytes:
        """Return as many bytes; fewer only at the end."""


class PlainTar:
    """Hands out the files of a tar in their order; each is read before the next is asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._left = 0
        self._padding = 0

    def open(self, name: str) -> None:
        """Go to the next file, which has to have this name, and be plain.

        Raises:
            NotPlain: it is anything else.
        """
        info, large = _header(self._block()), None
        if info.type == XHDTYPE and info.size <= BLOCKSIZE:
            large = _LARGE.fullmatch(self._block())
            info = _header(self._block())
        if info.name != name or info.type not in {REGTYPE, AREGTYPE} or info.size < 0:
            raise NotPlain(f"{name} is missing")
        self._left = int(large[1]) if large else info.size
        self._padding = -self._left % BLOCKSIZE

    def read(self, size: int = _PIECE) -> bytes:
        """Return the next bytes of the file; none at its end.

        Raises:
            NotPlain: the tar ends before it.
        """
        asked = min(size, self._left)
        content = self._exactly(asked)
        self._left -= asked
        if asked and not self._left:
            self._exactly(self._padding)
        return content

    def end(self) -> None:
        """Read what is left.

        Raises:
            NotPlain: it is more than the end of a tar.
        """
        while piece := self._source.read(_PIECE):
            if piece.strip(b"\0"):
                raise NotPlain("it holds more than a backup does")

    def _block(self) -> bytes:
        return self._exactly(BLOCKSIZE)

    def _exactly(self, size: int) -> bytes:
        content = self._source.read(size) if size else b""
        if len(content) != size:
            raise NotPlain("it is cut")
        return content


def _header(block: bytes) -> TarInfo:
    """Raises NotPlain."""
    try:
        return TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except TarError as error:
        raise NotPlain(f"it is no tar: {error}") from error
