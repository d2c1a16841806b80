"""Say in the log what an administrator needs to find a failure, and of people nothing.

A line holds when, what, and of a request its id, the template of its route, its status and how
long it took: never an address, a path, a cookie, or what was sent. What an exception says may hold
an answer or a name (`duplicate key "…"`), so a line holds its type and where it was raised, and
its words only where the operating system chose them. What libraries say is kept without what they
fill in. See docs/decisions/logs.md.
"""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import duckdb
import msgspec

from service.settings import Settings
from surveys.roles import Permission

_OURS = "service"
_SIGN_IN = "/sign-in"
_SAID_BY_THE_SYSTEM: Final = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.FatalException,
)
_QUOTED = re.compile(r"[\"'].*[\"']")
_DEEPEST = 5
"""Causes of causes that are told."""
_MOST_FRAMES = 12
"""Of one exception, the innermost."""


class Asked(NamedTuple):
    """A request that is being answered."""

    own_id: str
    given_id: str
    """What stands before us calls it; empty where it gave no id that can be one."""
    scope: Mapping[str, Any]

    @property
    def of_the_team(self) -> bool:
        """Whether it is for a page of the workspace or its door; not known before it is routed."""
        handler = self.scope.get("route_handler")
        needed = handler is not None and isinstance(handler.opt.get("needs"), Permission)
        return needed or self.route.startswith(_SIGN_IN)

    @property
    def id(self) -> str:
        """Ours for what participants ask for: another's leads to a log with their addresses."""
        return self.given_id if self.given_id and self.of_the_team else self.own_id

    @property
    def route(self) -> str:
        """The template, as `/i/{token}`; empty where none fits."""
        return str(self.scope.get("path_template", ""))


asked_now: ContextVar[Asked | None] = ContextVar("asked_now", default=None)
"""The request that is being answered, in its task and its threads."""


def id_now() -> str:
    """Return the id of the request that is being answered; empty where none is."""
    asked = asked_now.get()
    return asked.id if asked else ""


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the log; what does not apply is left out."""

    time: str
    """UTC. To the hour where participants asked: nobody shall say when somebody answered."""
    level: str
    logger: str
    message: str
    request_id: str = ""
    route: str = ""
    method: str = ""
    status: int = 0
    duration_ms: float = 0.0
    error: tuple[str, ...] = ()
    """Types of exceptions and where they were raised, outermost first."""


def line_of(record: logging.LogRecord) -> Line:
    """Return what is kept of a record."""
    asked = asked_now.get()
    at = datetime.fromtimestamp(record.created, UTC)
    if asked and not asked.of_the_team:
        at = at.replace(minute=0, second=0, microsecond=0)
    error = record.exc_info[1] if record.exc_info else None
    return Line(
        time=at.isoformat(timespec="milliseconds"),
        level=record.levelname.lower(),
        logger=record.name,
        message=_message(record),
        request_id=asked.id if asked else "",
        route=asked.route if asked else "",
        error=tuple(traced(error)) if error else (),
        **getattr(record, "answered", {}),
    )


def traced(error: BaseException) -> Iterator[str]:
    """Yield what may be told of an exception and of what led to it."""
    each: BaseException | None = error
    for _ in range(_DEEPEST):
        if each is None:
            return
        yield spoken(each)
        yield from getattr(each, "__notes__", ()) if _is_ours(each) else ()
        frames = traceback.extract_tb(each.__traceback__)[-_MOST_FRAMES:]
        yield from (f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)


def spoken(error: BaseException) -> str:
    """Return the type of an exception, and its words where they cannot be a person's."""
    kind = type(error)
    name = (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )
    if isinstance(error, OSError):
        return f"{name}: {error.strerror or error.errno}"
    if isinstance(error, _SAID_BY_THE_SYSTEM):
        return f"{name}: {_QUOTED.sub('…', str(error).partition(chr(10))[0])}"
    return name


def reason(error: BaseException) -> str:
    """Return what a page may say of a failure: our own words, else what the log says."""
    return str(error) if _is_ours(error) else spoken(error)


def _is_ours(error: BaseException) -> bool:
    return type(error).__module__.partition(".")[0] in {_OURS, "analysis"}


def _message(record: logging.LogRecord) -> str:
    """Return what is said; of a library its template, whose holes somebody's words may fill."""
    ours = record.name.partition(".")[0] == _OURS
    said = record.getMessage() if ours else str(record.msg).partition("\n")[0]
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in said)


class JsonLines(logging.Formatter):
    """One JSON object a line, for programs."""

    def format(self, record: logging.LogRecord) -> str:
        return msgspec.json.encode(line_of(record)).decode()


class TextLines(logging.Formatter):
    """For a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        line = line_of(record)
        of = f" [{line.route or 'no route'}, {line.request_id}]" if line.request_id else ""
        trace = ["Traceback, without what was said:", *line.error] if line.error else []
        return "\n".join([f"{line.time} {line.level} {line.message}{of}", *trace])


_FORMATTERS: Final = {"text": TextLines, "json": JsonLines}


def configure(settings: Settings) -> None:
    """Have everything logged on stderr; requests of the team too, where programs read it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_FORMATTERS[settings.log]())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(_OURS).setLevel(logging.INFO if settings.log == "json" else logging.WARNING)
    threading.excepthook = _ended


def _ended(ended: threading.ExceptHookArgs) -> None:
    """Say that a thread ended by an exception, without what Python would print of it."""
    if ended.exc_value is not None:
        name = ended.thread.name if ended.thread else "?"
        logging.getLogger(__name__).error("the thread %s ended", name, exc_info=ended.exc_value)
