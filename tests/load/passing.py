"""Browsers that come, and go without a word."""

import asyncio
from contextlib import suppress

from service.web.front_desk import COOKIE
from tests.load.audience import Seen
from tests.load.browser import Browser
from tests.load.files import OPEN


async def watch_a_slide(address: str, kept: str, seen: Seen, seconds: float) -> None:
    """Open a slide for so long, and drop the connection."""
    browser = Browser(address, {COOKIE: kept})
    async with browser.stream(f"/api/surveys/{OPEN}/slide/events") as lines:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                async for line in lines:
                    seen.events += line.startswith(b"event: ")


async def come_and_go(address: str, kept: str, seen: Seen, *, times: int) -> None:
    """Open a form and a slide `times` times, ten at once; let the service see that they left."""
    for first in range(0, times, 10):
        await asyncio.gather(
            *(_glance(address, kept, seen) for _ in range(first, min(first + 10, times)))
        )
    await asyncio.sleep(0.3)


async def _glance(address: str, kept: str, seen: Seen) -> None:
    await watch_a_slide(address, kept, seen, 0.1)
    async with Browser(address) as browser:
        seen.check(await browser.get(f"/s/{OPEN}"), 200, "the form")
        seen.check(await browser.get("/static/style.css"), 200, "the style")
