"""A peer as a process of its own."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tests.live import free_port

_PATIENCE_SECONDS = 30


@contextmanager
def serving(name: str, place: str) -> Iterator[str]:
    """Run the peer of this name, which keeps what it stores at `place`; yield its address."""
    port = free_port()
    command = [sys.executable, "-m", "tests.benchmarks.collecting.peers", name, str(port), place]
    process = subprocess.Popen(command)  # noqa: S603 -- our own
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(process, address)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(process: subprocess.Popen[bytes], address: str) -> None:
    """Return once something answers there, whatever it says."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 -- our own
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.005)
    raise RuntimeError(f"{process.args!r} did not begin to serve")
