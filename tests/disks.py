"""Disks that are read-only, or small, as root mounts them; tests that need one are skipped else."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """Have a file or a folder on a disk that takes nothing; without root, without permission."""
    if os.geteuid() == 0:
        with _mounted("--bind", str(path), at=path):
            _mount("-o", "remount,bind,ro", str(path))
            yield
        return
    mode = path.stat().st_mode
    path.chmod(mode & 0o555)
    try:
        yield
    finally:
        path.chmod(mode)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """Have a disk of `size` bytes at an empty folder."""
    with _mounted("-t", "tmpfs", "-o", f"size={size}", "tmpfs", at=folder):
        yield


@contextmanager
def _mounted(*how: str, at: Path) -> Iterator[None]:
    try:
        _mount(*how, str(at))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("nothing can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)  # noqa: S603, S607 -- the system's


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, stderr=subprocess.DEVNULL)  # noqa: S603, S607 -- the system's
