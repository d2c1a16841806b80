"""What every open screen of a survey shows, and the word to each of them when it changes.

One look at the database for all screens of a survey, on a clock that knows nothing of
arrivals (`analysis.disclosure.live_count`): two screens, a page opened anew and a program
that asks all the time see the same, and learn nothing of the moment of an arrival.
Nothing is looked up where nothing was committed since.

The word is only that something changed, under a name (`Showing.version`); a screen then
asks for its page again. So nothing is queued for a slow one, and one that was away says by
`Last-Event-ID` what it shows and is told if that is not the latest.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from typing import NamedTuple

import duckdb
import msgspec
from litestar.concurrency import sync_to_thread
from litestar.response.sse import ServerSentEventMessage

from analysis.disclosure.live_count import CLOCK_SECONDS, LiveCount, first_count, next_count
from analysis.disclosure.live_results import NOTHING_YET, Projected, is_due, next_view
from service.errors import TooMany
from service.logs import spoken
from service.store import live_slides, reads
from service.store.catalogue import Catalogue, NotFound, Setup
from service.store.database import Database
from service.store.live_slides import LiveSlide
from surveys.survey import SurveyState
from surveys.texts import Slug

logger = logging.getLogger(__name__)

MOST_SCREENS = 40
"""Open at once for one survey; others ask every few seconds instead."""

MOST_SCREENS_OF_ALL = 400

_HEARTBEAT_SECONDS = 15.0
"""A proxy closes what is silent for longer; a screen that hears nothing asks instead."""

_LASTING_SECONDS = 300.0
"""Then a screen has to come again, and to be still allowed to."""

_RETRY_MILLISECONDS = 3_000

_MOST_TICKS = 60
"""Of a clock nobody looked at: then what can be told has been, but for a chance of 10^-10."""


class Pulse(NamedTuple):
    """The clock that all screens follow, and the chance that keeps its ticks from telling."""

    seconds: float = CLOCK_SECONDS
    """From one tick to the next."""
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], int] = lambda: secrets.randbits(64)

    @property
    def tick(self) -> int:
        return int(self.clock() // self.seconds)

    @property
    def pause(self) -> float:
        """Seconds until the next tick."""
        return self.seconds - self.clock() % self.seconds


class Showing(NamedTuple):
    """What all screens of a survey show."""

    state: SurveyState
    at_least: int
    question: str
    """Whose results are to be shown; empty: answers are collected."""
    shown: Projected
    """Empty where nothing may be shown, or nobody asked for results."""

    @property
    def version(self) -> str:
        """A name of exactly this."""
        return sha256(msgspec.json.encode(self)).hexdigest()[:16]


class _Survey:
    """What is known of one survey that somebody looked at."""

    def __init__(self, slide: LiveSlide, count: LiveCount, submissions: int) -> None:
        self.slide = slide
        self.count = count
        self.submissions = submissions
        self.over = False
        self.tick = -1
        self.screens = 0
        self.watch: asyncio.Task[None] | None = None
        self.version = ""
        """What screens were told of last."""
        self.told = asyncio.Event()
        """Set, and replaced, when there is something to tell."""
        self.hurry = asyncio.Event()
        """Set when somebody chose what to show: screens need not wait for the clock."""


class Screens:
    """What is projected. `close` ends all streams, before the server waits for them."""

    def __init__(
        self,
        catalogue: Catalogue,
        database: Database,
        pulse: Pulse,
    ) -> None:
        self._catalogue = catalogue
        self._database = database
        self._pulse = pulse
        self._lock = Lock()
        self._surveys: dict[Slug, _Survey] = {}
        self._closed = False

    # --- what is shown ------------------------------------------------------------------

    def now(self, slug: Slug) -> Showing:
        """Return what every screen of a survey shows at this tick of the clock.

        Raises:
            SurveyNotFound: there is no such survey.
        """
        setup, at = self._catalogue.setup(slug), datetime.now(UTC)
        with self._lock:
            return self._showing(setup, self._current(setup, at), at)

    def choose(self, slug: Slug, question: str) -> None:
        """Show the results of a question on all screens from now on; empty: collect answers."""
        setup, at = self._catalogue.setup(slug), datetime.now(UTC)
        with self._lock:
            survey = self._current(setup, at)
            self._keep(slug, survey, survey.slide._replace(question=question))
            self._count_again(setup, survey, at)

    def _current(self, setup: Setup, at: datetime) -> _Survey:
        slug = setup.survey.slug
        if slug not in self._surveys:
            with self._database.cursor() as cursor:
                slide = live_slides.get(cursor, slug)
            submissions = self._submissions(slug)
            count = first_count(submissions, entropy=self._pulse.chance())
            self._surveys[slug] = _Survey(slide, count, submissions)
        survey, tick = self._surveys[slug], self._pulse.tick
        if tick != survey.tick:
            ticks = min(_MOST_TICKS, tick - survey.tick) if survey.tick >= 0 else 0
            survey.tick = tick
            self._advance(setup, survey, ticks, at)
        return survey

    def _advance(self, setup: Setup, survey: _Survey, ticks: int, at: datetime) -> None:
        survey.submissions = self._submissions(setup.survey.slug)
        for _ in range(ticks):
            survey.count = next_count(
                survey.count, survey.submissions, entropy=self._pulse.chance()
            )
        if setup.survey.state(at) == "over" and not survey.over:  # nobody arrives any more
            survey.count = first_count(survey.submissions, entropy=self._pulse.chance())
        survey.over = setup.survey.state(at) == "over"
        self._count_again(setup, survey, at)

    def _count_again(self, setup: Setup, survey: _Survey, at: datetime) -> None:
        """Count the answers for another view, where one is asked for and due."""
        wanted = survey.slide.question and not setup.survey.is_sealed(at)
        if wanted and is_due(survey.slide.shown, survey.count.at_least):
            tally = reads.survey_tallies(self._database.telling, [setup], at=at)[setup.survey.slug]
            view = next_view(survey.slide.shown, tally)
            if view != survey.slide.shown:
                self._keep(setup.survey.slug, survey, survey.slide._replace(shown=view))

    def _submissions(self, slug: Slug) -> int:
        return self._database.counts.submissions([slug])[slug]

    def _keep(self, slug: Slug, survey: _Survey, slide: LiveSlide) -> None:
        """Keep it on disk before it is shown: after a restart a room sees the same."""
        with self._database.transaction() as cursor:
            live_slides.put(cursor, slug, slide)
        survey.slide = slide

    def _showing(self, setup: Setup, survey: _Survey, at: datetime) -> Showing:
        told = survey.slide.question and not setup.survey.is_sealed(at)
        return Showing(
            state=setup.survey.state(at),
            at_least=survey.count.at_least,
            question=survey.slide.question,
            shown=survey.slide.shown if told else NOTHING_YET,
        )

    # --- who is told --------------------------------------------------------------------

    def hurry(self, slug: Slug) -> None:
        """Tell screens at once what somebody chose. Call it in the event loop."""
        if slug in self._surveys:
            self._surveys[slug].hurry.set()

    def check_room(self, slug: Slug) -> None:
        """Raises TooMany: as many screens are open as may be."""
        here = self._surveys[slug].screens if slug in self._surveys else 0
        everywhere = sum(each.screens for each in self._surveys.values())
        if here >= MOST_SCREENS or everywhere >= MOST_SCREENS_OF_ALL:
            raise TooMany(retry_after=30)

    async def events(
        self, slug: Slug, seen: str | None
    ) -> AsyncGenerator[ServerSentEventMessage, None]:
        """Yield what one screen is told: at once what is shown now, then each change.

        Args:
            slug: A survey that is there.
            seen: The version that it shows already, where it was told before.
        """
        showing = await sync_to_thread(self.now, slug)
        survey = self._surveys[slug]
        self._enter(slug, survey, showing.version)
        ends = time.monotonic() + _LASTING_SECONDS
        try:
            while not self._closed and time.monotonic() < ends:
                told, version = survey.told, survey.version
                yield _message(version, seen)
                seen = version
                if version == survey.version:  # it may have changed while the word was sent
                    with suppress(TimeoutError):
                        await asyncio.wait_for(told.wait(), _HEARTBEAT_SECONDS)
        finally:
            survey.screens -= 1
            if not survey.screens:
                survey.hurry.set()  # ends the watch

    async def event(self, slug: Slug) -> AsyncGenerator[ServerSentEventMessage, None]:
        """Yield what is shown now, for a program that asked for no stream."""
        yield _message((await sync_to_thread(self.now, slug)).version, None)

    def forget(self, slug: Slug) -> None:
        """Forget a survey that is there no more: another may be opened at its address."""
        with self._lock:
            self._surveys.pop(slug, None)

    def close(self) -> None:
        """End every stream. Call it in the event loop."""
        self._closed = True
        for survey in self._surveys.values():
            survey.told.set()
            survey.hurry.set()

    def _enter(self, slug: Slug, survey: _Survey, version: str) -> None:
        survey.screens += 1
        if survey.watch is None or survey.watch.done():
            survey.version = version
            survey.watch = asyncio.create_task(self._watch(slug, survey))

    async def _watch(self, slug: Slug, survey: _Survey) -> None:
        """Look at every tick, for all screens of a survey, while there are any."""
        while survey.screens and not self._closed:
            survey.hurry.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(survey.hurry.wait(), self._pulse.pause)
            try:
                showing = await sync_to_thread(self.now, slug)
            except duckdb.Error as error:  # a full disk, for one: the next tick may do better
                logger.error("what is projected could not be read: %s", spoken(error))  # noqa: TRY400
                continue
            except NotFound:
                return  # it was removed
            if showing.version != survey.version:
                survey.version = showing.version
                survey.told.set()
                survey.told = asyncio.Event()


def _message(version: str, seen: str | None) -> ServerSentEventMessage:
    """Say that something changed or, so that the line stays open, that nothing did."""
    kind = "same" if version == seen else "changed"
    return ServerSentEventMessage(data=version, event=kind, id=version, retry=_RETRY_MILLISECONDS)
