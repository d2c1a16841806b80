"""Where the running service is asked for a copy of its file: a socket beside the file.

DuckDB lets one process open a file, so the service itself has to copy it. Whoever may open the
socket may read the file: both belong to the same user, and to nobody else. Nothing of it can be
reached over the network.

    the command            the service
    "copy"        ──────►
                  ◄──────  Ready(where, what)      or Refused(why)
    packs it      ──────►  Kept(hash): a line of the audit log, and the copy is removed
                           (it is also removed if the command ends without a word)
"""

import logging
import socket
from contextlib import suppress
from datetime import UTC, datetime
from threading import Thread
from types import TracebackType
from typing import Self

import duckdb
import msgspec

from service.backups.conversation import (
    ASK,
    LONGEST_LINE,
    Kept,
    Ready,
    Refused,
    listening,
    say,
    socket_beside,
)
from service.backups.staging import clear, staged
from service.logs import spoken
from service.store.audit import BACKED_UP, COMMAND_LINE, AuditLog
from service.store.copies import Copier, CopyFailed
from service.store.database import Database

logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 10.0
_LONGEST_PACKING_SECONDS = 6 * 3_600.0


class BackupDesk:
    """Answers those who ask for a copy, one after the other. Use it as a context manager."""

    def __init__(self, database: Database, log: AuditLog) -> None:
        self._database = database
        self._log = log
        self.copier = Copier(database)
        self._listening: socket.socket | None = None
        self._asked: socket.socket | None = None
        self._stopping = False
        self._thread = Thread(target=self._run, name="backup-desk")

    def __enter__(self) -> Self:
        clear(self._database.path)
        try:
            self._listening = listening(socket_beside(self._database.path))
        except OSError as error:
            logger.warning("No backup can be made while the service runs: %s", spoken(error))
        else:
            self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._listening is None:
            return
        self._stopping = True
        self.copier.stop()
        for each in (self._listening, self._asked):
            if each:
                with suppress(OSError):  # it has ended by itself
                    each.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listening.close()
        socket_beside(self._database.path).unlink(missing_ok=True)

    def _run(self) -> None:
        assert self._listening  # noqa: S101 -- it is what starts the thread
        while not self._stopping:
            try:
                asked, _ = self._listening.accept()
            except OSError:
                return
            with asked:
                self._asked = asked
                try:
                    self._answer(asked)
                except (OSError, msgspec.DecodeError, duckdb.Error) as error:
                    logger.warning("A backup was given up: %s", spoken(error))
                finally:
                    self._asked = None

    def _answer(self, asked: socket.socket) -> None:
        asked.settimeout(_PATIENCE_SECONDS)
        with asked.makefile("rb") as lines:
            if lines.readline(LONGEST_LINE) != ASK:
                return
            try:
                with staged(self.copier, self._database.path, at=datetime.now(UTC)) as copy:
                    say(asked, Ready(path=str(copy.path), contents=copy.contents))
                    asked.settimeout(_LONGEST_PACKING_SECONDS)
                    said = lines.readline(LONGEST_LINE)
            except CopyFailed as error:
                say(asked, Refused(reason=str(error)))
                return
            if said:
                kept = msgspec.json.decode(said, type=Kept)
                self._log.add(COMMAND_LINE, BACKED_UP, kept.sha256, at=datetime.now(UTC))
                say(asked, kept)
