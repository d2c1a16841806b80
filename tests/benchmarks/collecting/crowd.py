"""Connections that send one submission after the other, each as soon as the last is answered.

The crowd shares the machine with what it measures, so it costs as little as Python can: bodies are
made once and differ in their id alone, and of an answer only its status and its length are read.
"""

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count, islice
from random import Random
from typing import NamedTuple, cast
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import uvloop

from surveys.submissions import day_ordered_id
from tests.factories import NOON, make_submission

_HEAD_ENDS = b"\r\n\r\n"
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_SHOWN = 300
_SOME_REFUSED = b'"refused":[{'
_NOBODY = UUID(int=0)


class Taken(NamedTuple):
    """What one crowd saw."""

    seconds: float
    latencies: Sequence[float]
    """Seconds from sending to the acknowledgement, of each that was acknowledged, in order."""
    at_once: int = 1
    """Submissions in each."""

    @property
    def rate(self) -> float:
        """Acknowledged submissions a second."""
        return len(self.latencies) * self.at_once / self.seconds

    def percentile(self, share: float) -> float:
        """Return the seconds within which this share of them was acknowledged."""
        return sorted(self.latencies)[
            min(len(self.latencies) - 1, int(share * len(self.latencies)))
        ]


class Refused(Exception):
    """Something was answered with anything but a success, or in part."""


class Phases(NamedTuple):
    """How long is sent, in seconds."""

    warm_up: float
    """Not counted."""
    counted: float


def crowd(
    address: str, phases: Phases, *, connections: int, seed: int = 0, at_once: int = 0
) -> Taken:
    """Send to `address` for a while.

    Args:
        address: Where to.
        phases: How long.
        connections: How many send, each as soon as it is answered.
        seed: Of the ids.
        at_once: How many submissions each sends in one request; 0: one, by itself.

    Raises:
        Refused: an answer was no success, or a connection was closed.
    """
    url = urlsplit(address)
    requests = _requests(url.path, url.netloc, seed, at_once)
    place = url.hostname or "", url.port or 80
    took, latencies = uvloop.run(_crowd(requests, place, connections, phases))
    return Taken(took, latencies, at_once or 1)


async def _crowd(
    requests: Iterator[bytes], place: tuple[str, int], connections: int, phases: Phases
) -> tuple[float, list[float]]:
    loop = asyncio.get_running_loop()
    connected = [
        await loop.create_connection(partial(_Sender, requests), *place) for _ in range(connections)
    ]
    senders = [sender for _, sender in connected]
    ended = asyncio.wait([sender.ended for sender in senders], return_when=asyncio.FIRST_EXCEPTION)
    waiting = asyncio.ensure_future(ended)
    for sender in senders:
        sender.send()
    await asyncio.wait([waiting], timeout=phases.warm_up)
    for sender in senders:
        sender.latencies.clear()
    began = time.perf_counter()
    await asyncio.wait([waiting], timeout=phases.counted)
    took = time.perf_counter() - began
    latencies = [latency for sender in senders for latency in sender.latencies]
    for sender in senders:
        sender.stop()
    for sender in senders:
        await sender.ended
    return took, latencies


def _requests(path: str, host: str, seed: int, at_once: int) -> Iterator[bytes]:
    """Yield requests whose submissions differ in nothing but their id."""
    one = msgspec.json.encode(make_submission(id=_NOBODY))
    before, after = one.split(str(_NOBODY).encode())
    chance = Random(seed)  # noqa: S311 -- ids of a benchmark
    first = str(day_ordered_id(NOON.date(), chance.randbytes(10))).encode()[:-12]
    submissions = (
        b"%b%b%012x%b" % (before, first, number, after) for number in count(chance.getrandbits(40))
    )
    opening, closing = (b'{"submissions":[', b"]}") if at_once else (b"", b"")
    many = at_once or 1
    length = len(opening) + len(one) * many + many - 1 + len(closing)
    head = (
        f"POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n"
        f"content-length: {length}\r\n\r\n"
    ).encode()
    while True:
        yield b"%b%b%b%b" % (head, opening, b",".join(islice(submissions, many)), closing)


class _Sender(asyncio.Protocol):
    def __init__(self, requests: Iterator[bytes]) -> None:
        self.latencies: list[float] = []
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests = requests
        self._transport: asyncio.Transport | None = None
        self._sent_at = 0.0
        self._read = b""
        self._stopping = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def send(self) -> None:
        assert self._transport
        self._sent_at = time.perf_counter()
        self._transport.write(next(self._requests))

    def stop(self) -> None:
        """Send nothing more, and end once the last answer is there."""
        self._stopping = True

    def data_received(self, data: bytes) -> None:
        read = self._read + data
        head, found, body = read.partition(_HEAD_ENDS)
        length = _LENGTH.search(head) if found else None
        if length is None or len(body) < int(length[1]):
            self._read = read
            return
        self._read = b""
        if head[9:10] != b"2" or _SOME_REFUSED in body:
            self._end(Refused(read[:_SHOWN].decode(errors="replace")))
            return
        self.latencies.append(time.perf_counter() - self._sent_at)
        if self._stopping:
            self._end(None)
        else:
            self.send()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(Refused(f"the connection was closed: {exc}"))

    def _end(self, why: Exception | None) -> None:
        if self.ended.done():
            return
        if why:
            self.ended.set_exception(why)
        else:
            self.ended.set_result(None)
        if self._transport:
            self._transport.close()
