"""What the command and the running service say to each other over a socket, a line each."""

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

import msgspec

from service.store.copies import Contents

ASK = b"copy\n"
LONGEST_LINE = 10_000

_LONGEST_ADDRESS = 100
"""Bytes that fit into the address of a socket on every system."""


class Ready(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The copy is there, until the conversation ends."""

    path: str
    contents: Contents


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    reason: str


class Kept(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The backup is on its disk; said by the command, and again by the service that noted it."""

    sha256: str


Answer: TypeAlias = Ready | Refused | Kept


def say(to: socket.socket, message: Answer) -> None:
    to.sendall(msgspec.json.encode(message) + b"\n")


def socket_beside(database: Path) -> Path:
    """Return where the service over `database` listens."""
    return database.absolute().with_name(f"{database.name}.sock")


def listening(path: Path) -> socket.socket:
    """Listen on `path`, for this user alone; what a killed process left there is removed.

    Raises:
        OSError: there cannot be a socket.
    """
    with suppress(FileNotFoundError):
        if stat.S_ISSOCK(path.stat().st_mode):
            path.unlink()
    listens = socket.socket(socket.AF_UNIX)
    try:
        with address(path) as where:
            listens.bind(where)
        path.chmod(0o600)  # before anybody can come in
        listens.listen()
    except BaseException:
        listens.close()
        raise
    return listens


@contextmanager
def address(path: Path) -> Iterator[str]:
    """Return `path` as it fits into the address of a socket: a long one goes by its folder.

    Raises:
        OSError: it does not fit, on a system without /proc.
    """
    if len(os.fsencode(path)) <= _LONGEST_ADDRESS:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
