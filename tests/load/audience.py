"""Who uses the service at the end of a webinar: participants, dashboards, a slide, a search."""

import asyncio
import time
from collections.abc import Awaitable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any
from uuid import UUID

import msgspec

from service.web.front_desk import COOKIE
from surveys.form import fields_from_answers
from surveys.submissions import AnswerValue, day_ordered_id
from tests.factories import make_submission
from tests.load.browser import Answer, Browser
from tests.load.files import OPEN

DASHBOARDS = (
    "/programmes",
    "/programmes/essai",
    f"/cohorts/cohorte-1?survey={OPEN}",
    "/activities/formation/trends",
    "/activities/formation/themes",
    "/programmes/essai/indicators",
)

_TYPED: dict[str, AnswerValue] = {
    "satisfaction": "satisfied",
    "pace": "just_right",
    "recommend_score": 9,
    "usefulness": {"mission": "useful", "security": "useful"},
    "needs_next": "Du temps pour pratiquer, et un exemple de budget.",
    "role": "coordination",
    "tools": ["email"],
    "people": 12,
}

BROKEN = (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError, KeyError)


@dataclass
class Seen:
    """What everybody saw of the service."""

    sending: list[float] = field(default_factory=list)
    """Seconds from pressing "send" to the acknowledgement, of each submission."""
    pages: list[float] = field(default_factory=list)
    """Seconds to each page of the form."""
    dashboards: list[float] = field(default_factory=list)
    events: int = 0
    acknowledged: set[UUID] = field(default_factory=set)
    erased: set[UUID] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    def check(self, answer: Answer, wanted: int, what: str) -> Answer:
        """Note an answer that is not what it should be."""
        if answer.status != wanted:
            self.errors.append(f"{what}: {answer.status} {answer.text[:200]}")
        return answer


@dataclass(frozen=True)
class Room:
    """A room of people who are asked to answer now.

    Most open the form in the first tenth of the time, the others until half of it is over; each
    takes from a twentieth of it to half of it to fill it in.
    """

    address: str
    people: int
    seconds: float
    seed: int = 0

    async def answers(self, seen: Seen) -> None:
        chance = Random(self.seed)  # noqa: S311 -- who comes when
        async with asyncio.TaskGroup() as everybody:
            for number in range(self.people):
                opens = self.seconds * (
                    chance.uniform(0, 0.1) if chance.random() < 0.7 else chance.uniform(0, 0.45)
                )
                takes = self.seconds * chance.uniform(0.05, 0.5)
                way = answer_by_program if number % 4 == 0 else answer_by_form
                entropy = chance.randbytes(10)
                everybody.create_task(
                    self._one(seen, opens, way(self.address, takes, entropy, seen))
                )

    async def _one(
        self, seen: Seen, opens: float, participant: Coroutine[Any, Any, object]
    ) -> None:
        await asyncio.sleep(opens)
        try:
            await participant
        except BROKEN as error:
            seen.errors.append(f"a participant: {error!r}")


async def answer_by_form(address: str, takes: float, _entropy: bytes, seen: Seen) -> dict[str, str]:
    """Fill the form in, page after page, and send it; return its fields that nobody sees."""
    async with Browser(address) as browser:
        page = await _timed(browser.get(f"/s/{OPEN}"), seen.pages)
        seen.check(page, 200, "the form")
        typed = list(fields_from_answers(_TYPED))
        while (fields := dict(page.hidden))["page"] != "review":
            await asyncio.sleep(takes / 4)
            kept = [each for each in fields.items() if not each[0].startswith("q.")]
            step = browser.post(f"/s/{OPEN}", [*kept, *typed, ("go", "next")])
            page = await _timed(step, seen.pages)
            seen.check(page, 200, "a page of the form")
        await asyncio.sleep(takes / 4)
        kept = [each for each in page.hidden if not each[0].startswith("q.")]
        sent = browser.post(f"/s/{OPEN}", [*kept, *typed, ("go", "send")])
        answer = await _timed(sent, seen.sending)
        if seen.check(answer, 303, "sending").status == 303:
            seen.acknowledged.add(UUID(fields["id"]))
            seen.check(await browser.get(answer.headers["location"]), 200, "the receipt")
        return fields


async def answer_by_program(address: str, takes: float, entropy: bytes, seen: Seen) -> None:
    """Send answers as a program of the organisation does."""
    async with Browser(address) as browser:
        seen.check(await browser.get(f"/api/surveys/{OPEN}"), 200, "the survey")
        await asyncio.sleep(takes)
        submission = make_submission(
            id=day_ordered_id(datetime.now(UTC).date(), entropy), answers=_TYPED
        )
        sent = browser.post_json(
            f"/api/surveys/{OPEN}/submissions", msgspec.json.encode(submission)
        )
        answer = await _timed(sent, seen.sending)
        if seen.check(answer, 201, "sending by a program").status == 201:
            seen.acknowledged.add(submission.id)


async def look_at_dashboards(
    address: str, kept: str, seen: Seen, *, every: float = 1.0, pages: Sequence[str] = DASHBOARDS
) -> None:
    """Reload one page after the other until cancelled, as somebody does who cannot wait."""
    async with Browser(address, {COOKIE: kept}) as browser:
        while True:
            for page in pages:
                answer = await _timed(browser.get(page), seen.dashboards)
                seen.check(answer, 200, page)
                await asyncio.sleep(every)


async def project(address: str, kept: str, seen: Seen) -> None:
    """Keep a slide on a wall until cancelled: hear that it changed, and ask for it again."""
    async with Browser(address, {COOKIE: kept}) as browser:
        seen.check(await browser.get(f"/surveys/{OPEN}/slide"), 200, "the slide")
        while True:
            async with browser.stream(f"/api/surveys/{OPEN}/slide/events") as lines:
                async for line in lines:
                    seen.events += line.startswith(b"event: ")
                    if line == b"event: changed\r\n":
                        seen.check(await browser.get(f"/surveys/{OPEN}/slide"), 200, "the slide")


async def search_for_themes(
    address: str, kept: str, seen: Seen, *, activity: str = "formation", pause: float = 0.5
) -> None:
    """Ask for all ideas to be grouped anew, again and again, until cancelled."""
    path = f"/activities/{activity}/themes"
    async with Browser(address, {COOKIE: kept}) as browser:
        while True:
            seen.check(await browser.post(path, [("how", "refit")]), 303, "a search")
            await asyncio.sleep(pause)


async def _timed(asking: Awaitable[Answer], into: list[float]) -> Answer:
    began = time.perf_counter()
    answer = await asking
    into.append(time.perf_counter() - began)
    return answer
