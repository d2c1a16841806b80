"""A browser as the service sees one: a connection that stays open, cookies, forms.

It costs the machine, which the service shares with it, as little as can be.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from html import unescape
from typing import NamedTuple, Self
from urllib.parse import urlencode, urlsplit

_INPUT = re.compile(r"<input\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')

PATIENCE_SECONDS = 30.0


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What a form on the page sends besides what is typed."""
        found = (dict(_ATTRIBUTE.findall(each)) for each in _INPUT.findall(self.text))
        return [
            (unescape(each["name"]), unescape(each.get("value", "")))
            for each in found
            if each.get("type") == "hidden" and "name" in each
        ]


class Browser:
    """Asks one thing after the other. Use it as a context manager."""

    def __init__(self, address: str, cookies: Mapping[str, str] | None = None) -> None:
        self._address = address
        self._cookies = dict(cookies or {})
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path)

    async def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Answer:
        body = urlencode(fields).encode()
        return await self._ask("POST", path, body, "application/x-www-form-urlencoded")

    async def post_json(self, path: str, body: bytes) -> Answer:
        return await self._ask("POST", path, body, "application/json")

    @asynccontextmanager
    async def stream(self, path: str) -> AsyncIterator[asyncio.StreamReader]:
        """Give the lines of server-sent events, over a connection that ends with the body."""
        reader, writer = await self._connected()
        try:
            writer.write(self._request("GET", path, accept="text/event-stream"))
            await writer.drain()
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise ConnectionError(head.decode())
            yield reader
        finally:
            writer.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._open:
            self._open[1].close()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        where = urlsplit(self._address)
        return await asyncio.open_connection(where.hostname, where.port)

    async def _ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Answer:
        """Raises OSError, TimeoutError or IncompleteReadError where there is no answer."""
        if self._open and self._open[0].at_eof():  # the service closes what rests for long
            self._open[1].close()
            self._open = None
        if self._open is None:
            self._open = await self._connected()
        reader, writer = self._open
        writer.write(self._request(method, path, body, kind))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await writer.drain()
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
            headers = {}
            for line in head[1:-1]:
                name, _, value = line.partition(": ")
                if name == "set-cookie":
                    kept, _, said = value.partition(";")[0].partition("=")
                    self._cookies[kept] = said
                headers[name] = value
            body = await reader.readexactly(int(headers.get("content-length", 0)))
        return Answer(int(head[0].split()[1]), headers, body)

    def _request(
        self, method: str, path: str, body: bytes = b"", kind: str = "", *, accept: str = "*/*"
    ) -> bytes:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {urlsplit(self._address).netloc}",
            f"Accept: {accept}",
            f"Origin: {self._address}",
            f"Content-Length: {len(body)}",
            *([f"Content-Type: {kind}"] if kind else []),
            *(
                ["Cookie: " + "; ".join(f"{name}={said}" for name, said in self._cookies.items())]
                if self._cookies
                else []
            ),
        ]
        return "\r\n".join([*lines, "", ""]).encode() + body
