"""Compute in a process of its own, so that requests never wait for analysis.

The child is spawned, never forked (the parent has threads and an open
database), and imports what it computes with only there: the serving process
stays light.

ComputeError
├── ComputeFailed      the computation raised, or its process died
└── ComputeCancelled   somebody stopped it
"""

import gc
import importlib
import os
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

from service.logs import reason, traced

_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_LOOK_UP_SECONDS = 0.2

_LAST = 19
"""As nice as can be: with one core for all, answers are acknowledged in half the time beside a
search, which takes no longer (docs/decisions/load.md)."""


class ComputeError(Exception):
    """There is no result."""


class ComputeFailed(ComputeError):
    """The computation raised, or its process died; the message says what happened."""


class ComputeCancelled(ComputeError):
    """Somebody stopped it."""


class Computation(NamedTuple):
    """A function by name, so that the parent need not import it, and its argument.

    The function takes `(argument, tell)` and returns the result; all of it can be pickled.
    """

    module: str
    function: str
    argument: Any


@dataclass(frozen=True, slots=True)
class Tell:
    """What a computation tells while it runs. Call it with how far it is, from 0 to 1."""

    sender: Connection

    def __call__(self, done: float) -> None:
        self.sender.send(("progress", done))

    def part(self, part: Any) -> None:
        """Hand over what is worth keeping if the rest is cut short."""
        self.sender.send(("part", part))


def compute(
    computation: Computation,
    *,
    progress: Callable[[float], None],
    cancelled: Event | None = None,
    part: Callable[[Any], None] | None = None,
) -> Any:
    """Run `computation` in a new process and return its result.

    Args:
        computation: What to run.
        progress: Told how far it is, from 0 to 1.
        cancelled: Set by another thread to stop it.
        part: Handed what the computation hands over with `Tell.part`.

    Raises:
        ComputeFailed: it raised, or its process died.
        ComputeCancelled: `cancelled` was set.
    """
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    # What to compute goes through a pipe of ours: the one of `start` is read by nobody once the
    # child is dead, and blocks for ever on more than it holds.
    given, giver = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(given, sender), daemon=True)
    # Ctrl+C reaches the whole group; the child leaves it to us, who stop it in order. It
    # inherits what is blocked, unless the tracker starts in between and unblocks it again.
    resource_tracker.ensure_running()
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    process.start()
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    sender.close()
    given.close()
    try:
        with suppress(BrokenPipeError), giver:  # it died: that is told with its exit code
            giver.send(computation)
        told = {"progress": progress, "part": part or (lambda _: None)}
        return _result(receiver, process, told, cancelled=cancelled or Event())
    finally:
        process.terminate()
        process.join()
        receiver.close()


def _result(
    receiver: Connection,
    process: BaseProcess,
    told: Mapping[str, Callable[[Any], None]],
    *,
    cancelled: Event,
) -> Any:
    while True:
        if cancelled.is_set():
            raise ComputeCancelled
        if not receiver.poll(_LOOK_UP_SECONDS):
            continue
        try:
            kind, value = receiver.recv()
        except EOFError:
            process.join()
            if process.exitcode == -signal.SIGTERM:  # a supervisor stops the whole group
                raise ComputeCancelled from None
            raise ComputeFailed(
                f"the process ended with code {process.exitcode} before it had a result"
            ) from None
        if kind == "done":
            return value
        if kind == "failed":
            raise _failure(value)
        told[kind](value)


def _failure(told_there: list[str]) -> ComputeFailed:
    """Return what the other process told: where it was raised goes to the log, the reason last."""
    *where, said = told_there
    failed = ComputeFailed(said)
    for line in where:
        failed.add_note(line)
    return failed


def _work(given: Connection, sender: Connection) -> None:
    _come_last()
    computation: Computation = given.recv()
    gc.disable()  # it ends before cycles weigh, and looking for them takes a quarter of its time
    for variable in _ONE_THREAD:  # two BLAS threads on busy cores are slower than one
        os.environ.setdefault(variable, "1")
    try:
        function = getattr(importlib.import_module(computation.module), computation.function)
        result = function(computation.argument, Tell(sender))
    except Exception as error:  # noqa: BLE001 -- the parent must hear of it, whatever it is
        sender.send(("failed", [*traced(error), reason(error)]))
    else:
        sender.send(("done", result))


def _come_last() -> None:
    """Leave the processors to whoever serves people; where memory runs out, be ended first."""
    os.nice(_LAST)
    with suppress(OSError):  # Linux alone has it
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
