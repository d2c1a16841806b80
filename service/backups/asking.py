"""Ask the service that runs over a file for a copy of it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from service.backups.conversation import (
    ASK,
    LONGEST_LINE,
    Answer,
    Kept,
    Ready,
    Refused,
    address,
    say,
    socket_beside,
)
from service.store.copies import CopyFailed

_DECODER: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)


class NobodyThere(Exception):
    """No service runs over the file."""


@dataclass(frozen=True)
class Service:
    """The running service, which keeps a copy as long as we speak with it."""

    copy: Ready
    _asking: socket.socket
    _lines: BinaryIO

    def note(self, sha256: str) -> bool:
        """Have it note that the backup is on its disk; return whether it did."""
        try:
            say(self._asking, Kept(sha256=sha256))
            return isinstance(_heard(self._lines), Kept)
        except (OSError, CopyFailed):
            return False


@contextmanager
def asked(database: Path) -> Iterator[Service]:
    """Have the service that runs over `database` make a copy, which is there within the body.

    Raises:
        NobodyThere: no service runs.
        CopyFailed: there is no copy.
        PermissionError: the service is another user's.
    """
    with socket.socket(socket.AF_UNIX) as asking:
        try:
            with address(socket_beside(database)) as where:
                asking.connect(where)
        except (FileNotFoundError, ConnectionRefusedError) as error:
            raise NobodyThere from error
        with asking.makefile("rb") as lines:
            asking.sendall(ASK)
            match _heard(lines):
                case Ready() as copy:
                    yield Service(copy, asking, lines)
                case Refused(reason=reason):
                    raise CopyFailed(reason)
                case Kept():
                    raise CopyFailed("The service answers as no service of this version would.")


def _heard(lines: BinaryIO) -> Answer:
    """Raises CopyFailed."""
    try:
        return _DECODER.decode(lines.readline(LONGEST_LINE))
    except (OSError, msgspec.DecodeError) as error:
        raise CopyFailed("The service has stopped, or is of another version.") from error
