"""Read a file that somebody sends to a page."""

from collections.abc import Callable
from typing import TypeVar

from service.formats.files import is_workbook
from service.formats.process_bounds import bound_this_process
from service.jobs.worker import Computation, compute

_A = TypeVar("_A")
_T = TypeVar("_T")


def read_sent(reader: Callable[[_A, object], _T], argument: _A, content: bytes) -> _T:
    """Return what `reader` makes of `argument`, which holds `content`.

    A workbook is read in a process of its own, for what reads it is heavy, and may not take more
    than `process_bounds` says.

    Args:
        reader: A function of a module, which another process can import; its second argument
            is told progress, and may be left alone.
        argument: Can be pickled.
        content: Says whether it is a workbook.
    """
    if not is_workbook(content):
        return reader(argument, None)
    given = (reader, argument)
    done: _T = compute(
        Computation(__name__, read_within_bounds.__name__, given), progress=lambda _: None
    )
    return done


def read_within_bounds(given: tuple[Callable[[_A, object], _T], _A], tell: object) -> _T:
    """Read in this process, which is there for nothing else: a `Computation`."""
    bound_this_process()
    reader, argument = given
    return reader(argument, tell)
