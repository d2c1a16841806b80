"""A search that a Dask cluster shares: the same themes, also if a worker dies; or a sentence."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Self

import pytest
from distributed import Client, LocalCluster

from analysis.themes import spread as spreading
from analysis.themes.results import ThemesFound
from analysis.themes.spread import cut, spread
from service.jobs import cluster as joining
from service.jobs.cluster import ClusterUnusable, on_workers
from service.jobs.embedder_choice import choose
from service.jobs.find_themes import ThemeFinder
from service.jobs.worker import ComputeFailed
from service.store import theme_layers
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.load import load
from tests.benchmarks.made_up import made_up
from tests.factories import NOON, make_accepted, make_bundle
from tests.service.clusters import setting_of, workers

_COMMENTS = 1_100
"""Of which there are pieces enough for two at each step."""

_PIECES = [tuple(range(10 * number, 10 * number + 10)) for number in range(12)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with workers(2) as started:
        yield started


def filled(path: Path, comments: int) -> Database:
    database = Database(path)
    submissions = tuple(
        make_accepted(submission_id=each.submission_id, comments={"needs_next": each.text})
        for each in made_up(comments)
    )
    load(database, make_bundle(submissions=submissions), at=NOON)
    return database


def searched(folder: Path, comments: int, compute: str) -> ThemesFound:
    """Return what stands after a search in a new file, with the vectors of the bundled model."""
    with filled(folder / f"{compute[:4] or 'alone'}.duckdb", comments) as database:
        catalogue = Catalogue(database)
        catalogue.reload()
        ThemeFinder(database, catalogue, "bundled", compute).run("formation", lambda _: None)
        with database.cursor() as cursor:
            stands = theme_layers.standing(cursor, "formation")
    assert stands is not None
    return stands


class Killer:
    """Kills one worker as soon as both have been at work."""

    def __init__(self, cluster: LocalCluster) -> None:
        self._cluster = cluster
        self._over = Event()
        self._thread = Thread(target=self._watch)
        self.killed = False

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        with Client(self._cluster.scheduler_address, set_as_default=False) as client:
            pids = client.run(os.getpid)
            while not self._over.wait(0.02):
                busy = [at for at, tasks in client.processing().items() if tasks]
                if len(busy) > 1:
                    os.kill(pids[busy[0]], signal.SIGKILL)
                    self.killed = True
                    return


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> ThemesFound:
    """What one process finds."""
    return searched(tmp_path_factory.mktemp("alone"), _COMMENTS, "")


def test_two_workers_find_the_themes_that_one_process_finds(
    cluster: LocalCluster, alone: ThemesFound, tmp_path: Path
) -> None:
    assert searched(tmp_path, _COMMENTS, setting_of(cluster)) == alone
    assert len(alone.themes) > 3


def test_a_worker_that_is_killed_midway_changes_nothing(
    cluster: LocalCluster, alone: ThemesFound, tmp_path: Path
) -> None:
    with Killer(cluster) as killer:
        shared = searched(tmp_path, _COMMENTS, setting_of(cluster))

    assert killer.killed
    assert shared == alone


@pytest.mark.long
def test_many_comments_and_a_killed_worker(cluster: LocalCluster, tmp_path: Path) -> None:
    alone = searched(tmp_path, 20_000, "")

    with Killer(cluster) as killer:
        shared = searched(tmp_path, 20_000, setting_of(cluster))

    assert killer.killed
    assert shared == alone


def test_pieces_are_worked_on_by_the_workers(cluster: LocalCluster) -> None:
    with on_workers(setting_of(cluster), choose("words")):
        by = set(spread(_who, _PIECES))

    assert len(by) == 2
    assert os.getpid() not in by


def test_without_a_cluster_pieces_are_worked_on_here_in_order() -> None:
    with on_workers("", choose("words")):
        assert list(spread(_sum, _PIECES)) == [sum(piece) for piece in _PIECES]
        assert set(spread(_who, _PIECES)) == {os.getpid()}


def test_pieces_are_as_long_as_asked_and_hold_everything_in_order() -> None:
    assert cut("abcde", 2) == [("a", "b"), ("c", "d"), ("e",)]
    assert cut((), 2) == []


def test_what_a_piece_raises_is_raised_here(cluster: LocalCluster) -> None:
    with (
        on_workers(setting_of(cluster), choose("words")),
        pytest.raises(ZeroDivisionError),
    ):
        list(spread(_divide, _PIECES))


def test_work_that_kills_every_worker_ends_in_a_sentence() -> None:
    with (
        workers(1, deaths=0) as fragile,
        pytest.raises(ClusterUnusable, match="died of one piece of work again and again"),
        on_workers(setting_of(fragile), choose("words")),
    ):
        list(spread(_die, _PIECES[:2]))


def test_when_all_workers_are_gone_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "PATIENCE_SECONDS", 1.0)
    with workers(1) as leaving, pytest.raises(ClusterUnusable, match="no worker there had a"):
        _leave_midway(leaving)


def test_a_scheduler_that_is_not_there_ends_the_job_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # and does not listen
        nobody = f"dask://127.0.0.1:{held.getsockname()[1]}"
        with filled(tmp_path / "bilan.duckdb", 30) as database:
            catalogue = Catalogue(database)
            catalogue.reload()
            begun = time.monotonic()
            with pytest.raises(ComputeFailed, match="no scheduler of Dask answered there"):
                ThemeFinder(database, catalogue, "words", nobody).run("formation", lambda _: None)
            with database.cursor() as cursor:
                assert theme_layers.standing(cursor, "formation") is None

    assert time.monotonic() - begun < 60


def test_something_else_that_listens_is_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "PATIENCE_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        other = f"dask://127.0.0.1:{silent.getsockname()[1]}"
        with (
            pytest.raises(ClusterUnusable, match="no scheduler"),
            on_workers(other, choose("words")),
        ):
            pass


def test_a_scheduler_without_workers_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "PATIENCE_SECONDS", 2)
    with (
        workers(0) as idle,
        pytest.raises(ClusterUnusable, match="the scheduler is there, and no worker"),
        on_workers(setting_of(idle), choose("words")),
    ):
        pass


@pytest.mark.parametrize("host", ["192.0.2.1.invalid", "8.8.8.8"])
def test_comments_leave_the_private_network_only_encrypted(host: str) -> None:
    reason = "nobody knows" if host.endswith("invalid") else "would leave the private network"
    with (
        pytest.raises(ClusterUnusable, match=reason),
        on_workers(f"dask://{host}:8786", choose("words")),
    ):
        pass


def test_without_certificates_nothing_is_sent_over_tls(cluster: LocalCluster) -> None:
    encrypted = setting_of(cluster).replace("dask://", "dask+tls://")
    with (
        pytest.raises(ClusterUnusable, match="certificates"),
        on_workers(encrypted, choose("words")),
    ):
        pass


def _leave_midway(leaving: LocalCluster) -> None:
    with on_workers(setting_of(leaving), choose("words")):
        leaving.scale(0)
        list(spread(_sum, _PIECES))


def _who(_: tuple[int, ...]) -> int:
    time.sleep(0.05)
    return os.getpid()


def _sum(piece: tuple[int, ...]) -> int:
    return sum(piece)


def _divide(piece: tuple[int, ...]) -> float:
    return 1 / (piece[0] - 50)


def _die(_: tuple[int, ...]) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
