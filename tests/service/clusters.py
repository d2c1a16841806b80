"""Clusters of Dask on this machine, of workers in processes of their own."""

from collections.abc import Iterator
from contextlib import contextmanager

from distributed import LocalCluster


@contextmanager
def workers(number: int, *, deaths: int = 3) -> Iterator[LocalCluster]:
    """Start a scheduler and workers; one that is killed is started again, as Dask does.

    Args:
        number: Of workers.
        deaths: Of workers by one piece, after which that is given up; Dask's own is 3.
    """
    with LocalCluster(
        n_workers=number,
        threads_per_worker=1,
        processes=True,
        dashboard_address="127.0.0.1:0",
        host="127.0.0.1",
        scheduler_kwargs={"allowed_failures": deaths},
    ) as cluster:
        yield cluster


def setting_of(cluster: LocalCluster) -> str:
    """Return what `BILAN_COMPUTE` is for it."""
    return str(cluster.scheduler_address).replace("tcp://", "dask://")
