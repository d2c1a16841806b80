"""Work on many pieces of the same kind: here, or on the workers of a cluster.

joblib does both. Where nobody named a backend (`joblib.parallel_config`), pieces are worked on one
after the other in this process. How large a piece is never depends on who works on it, and each is
worked on with one thread: so the result is the same to the last bit.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from joblib import Parallel, delayed
from joblib.parallel import get_active_backend
from threadpoolctl import threadpool_limits

PIECE = 1_024
"""Comments or ideas in a piece, where there is no reason for another size: half a second's work."""

PATIENCE_SECONDS = 600.0
"""Without a result of any worker, until it is taken that none will come."""

_Piece = TypeVar("_Piece", bound=tuple[object, ...])
_Each = TypeVar("_Each")
_Made = TypeVar("_Made")


def spread(work: Callable[[_Piece], _Made], pieces: Iterable[_Piece]) -> Iterator[_Made]:
    """Yield what `work` makes of each piece, in their order.

    Args:
        work: A function that a worker can import, or `functools.partial` of one.
        pieces: Tuples: joblib hands Dask other large objects apart from the task, and nothing
            makes those anew when the worker that holds them dies.

    Raises:
        TimeoutError: no worker had anything for `PATIENCE_SECONDS`.
    """
    if isinstance(pieces, Sequence) and len(pieces) == 1:  # nobody to share it with
        yield _alone(work, pieces[0])
        return
    _, asked = get_active_backend()  # None: nobody asked for workers
    parallel = Parallel(
        return_as="generator",
        batch_size=1,
        timeout=None if asked is None else PATIENCE_SECONDS,
    )
    yield from parallel(delayed(_alone)(work, piece) for piece in pieces)


def cut(items: Sequence[_Each], size: int = PIECE) -> list[tuple[_Each, ...]]:
    """Return `items` in pieces of `size`, the last perhaps smaller."""
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]


def _alone(work: Callable[[_Piece], _Made], piece: _Piece) -> _Made:
    with threadpool_limits(limits=1):  # more would compete, and change the last digits
        return work(piece)
