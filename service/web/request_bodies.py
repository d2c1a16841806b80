"""Read what is sent: JSON as it is meant, and of a file no more than may be.

Litestar reads a body as leniently as a form, in which all is text. JSON has numbers and booleans:
a 0 is no `false`, and "12" is no number.
"""

from collections.abc import AsyncGenerator
from typing import Any, Final

import msgspec
from litestar import Request
from litestar.exceptions import ClientException, HTTPException

from service.web.api_shapes import READS

BRINGS_FILE: Final = "brings_file"
"""In the `opt` of a handler that takes a file: as large as the settings say."""

_AROUND = 10_000
"""Bytes that a form has beside its file."""


class FileTooLarge(HTTPException):
    """A file is larger than the settings allow; nothing of it was kept."""

    status_code = 413
    detail = "The file is larger than may be."


class SentRequest(Request[Any, Any, Any]):
    async def json(self) -> Any:
        """Return the body in the shape that its handler reads.

        Raises:
            ClientException: it is no JSON, or of another shape; the detail says where.
        """
        shape = self.route_handler.opt.get(READS)
        if shape is None:
            return await super().json()
        try:
            return msgspec.json.decode(await self.body(), type=shape)
        except msgspec.DecodeError as error:
            raise ClientException(str(error)) from error

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """Yield the body as it arrives.

        Raises:
            FileTooLarge: more than a file and its form may be, as announced or as it arrives.
        """
        if not self.route_handler.opt.get(BRINGS_FILE):
            async for part in super().stream():
                yield part
            return
        most = self.app.state.largest_file + _AROUND
        arrived = self.content_length or 0
        if arrived > most:
            raise FileTooLarge
        arrived = 0
        async for part in super().stream():
            arrived += len(part)
            if arrived > most:
                raise FileTooLarge
            yield part
