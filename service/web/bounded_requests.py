"""Bound what uvicorn itself leaves open: how long a head may be, how long a request may take.

Its httptools parser takes a head of any length, and it waits for ever for one that does not end.
It takes any `Host`, too, and whatever then asks for the address of the request would fail.
"""

import asyncio
import re

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 16_384
"""Bytes of the request line and headers, together. A browser sends about a thousand."""

_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Type: text/plain\r\n"
    b"Content-Length: 29\r\nConnection: close\r\n\r\nThe request head is too large"
)

_NO_HOST = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\n"
    b"Content-Length: 33\r\nConnection: close\r\n\r\nThe request names no host of ours"
)
_HOST = re.compile(rb"(?:[A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]{2,45}\])(?::([0-9]{0,5}))?")
"""A name or an address, and a port: RFC 9112, section 3.2."""
_LARGEST_PORT = 65_535


class BoundedRequests(HttpToolsProtocol):
    """One connection, closed by a head too large (431) or of no host (400) and what is too slow."""

    slowest_seconds = 120.0
    """For a whole request to arrive, over the weakest connection."""

    _heads = 0
    _in_head = False
    _size = 0
    _too_slow: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_request()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        heads = self._heads
        super().data_received(data)
        # The parser tells of a header once it is whole: what has arrived of it counts too.
        if self._in_head and self._heads == heads:
            self._bound(self._size + len(data))

    def on_message_begin(self) -> None:
        self._heads += 1
        self._in_head, self._size = True, 0
        if self._too_slow is None:
            self._wait_for_request()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._bound(len(self.url) + sum(len(name) + len(value) for name, value in self.headers))
        hosts = [value for name, value in self.headers if name == b"host"]
        if len(hosts) > 1 or not all(map(_is_host, hosts)):
            self._close_with(_NO_HOST)
        if not self.transport.is_closing():
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self.transport.is_closing():
            super().on_body(body)

    def on_message_complete(self) -> None:
        self._stop_waiting()
        if not self.transport.is_closing():
            super().on_message_complete()

    def _bound(self, size: int) -> None:
        self._size = size
        if size > LARGEST_HEAD:
            self._close_with(_TOO_LARGE)

    def _close_with(self, answer: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(answer)
            self.transport.close()

    def _wait_for_request(self) -> None:
        self._too_slow = self.loop.call_later(self.slowest_seconds, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._too_slow is not None:
            self._too_slow.cancel()
            self._too_slow = None


def _is_host(value: bytes) -> bool:
    match = _HOST.fullmatch(value)
    return match is not None and int(match[1] or 0) <= _LARGEST_PORT
