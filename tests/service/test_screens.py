"""What is projected: the same on every screen, at moments that tell nothing, and told at once."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from litestar.response.sse import ServerSentEventMessage

import service.web.screens as module
from analysis.disclosure.gate import rated
from service.errors import TooMany
from service.store.catalogue import Catalogue, SurveyNotFound
from service.store.database import Database
from service.store.load import load
from service.store.writer import SubmissionWriter
from service.web.screens import Pulse, Screens
from surveys.survey import Promise
from tests.factories import make_accepted, make_bundle, make_survey

SURVEY = "printemps-2026"


class Room:
    """A service with one survey, a clock that stands still until it is told, and no waiting."""

    def __init__(self, path: Path, *, promise: Promise = "open_link", over: bool = False) -> None:
        self.database = Database(path)
        survey = make_survey(
            closes_at=datetime(2026, 3, 3, tzinfo=UTC) if over else None, promise=promise
        )
        load(self.database, make_bundle(surveys=(survey,), submissions=()), at=datetime.now(UTC))
        self.seconds = 0.0
        self.start()

    def start(self) -> None:
        self.catalogue = Catalogue(self.database)
        self.catalogue.reload()
        self.writer = SubmissionWriter(self.database, largest_group=100, on_fatal=lambda: None)
        self.writer.__enter__()
        self.screens = Screens(
            self.catalogue,
            self.database,
            Pulse(clock=lambda: self.seconds, chance=lambda: 0),
        )

    def stop(self) -> None:
        self.writer.__exit__(None, None, None)

    def answer(self, people: int, **answers: Any) -> None:
        """Store what so many people sent, at once."""

        async def send() -> None:
            sent = (
                make_accepted(
                    submission_id=uuid4(), answers={"satisfaction": "satisfied"} | answers
                )
                for _ in range(people)
            )
            await asyncio.gather(*(self.writer.store(each) for each in sent))

        asyncio.run(send())

    def tick(self, ticks: int = 1) -> None:
        self.seconds += 5 * ticks


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path / "bilan.duckdb")
    yield room
    room.stop()
    room.database.close()


def told(room: Room) -> int:
    return room.screens.now(SURVEY).at_least


# --- what is shown ----------------------------------------------------------------------------


def test_whoever_asks_all_the_time_sees_a_change_only_at_a_tick(room: Room) -> None:
    seen = [told(room)]
    for _ in range(12):
        room.answer(1)
        seen += [told(room), told(room)]
    room.tick()

    assert set(seen) == {0}
    assert told(room) == 10


def test_a_page_opened_anew_and_another_screen_see_what_is_shown_already(room: Room) -> None:
    first = room.screens.now(SURVEY)
    room.answer(25)

    assert room.screens.now(SURVEY) == first
    assert room.screens.now(SURVEY).version == first.version
    room.tick()
    assert room.screens.now(SURVEY).version != first.version


def test_results_come_with_ten_people_and_then_ten_at_a_time(room: Room) -> None:
    room.screens.choose(SURVEY, "satisfaction")
    shown = []
    for arrived in (4, 5, 3, 7, 4, 7):  # 4, 9, 12, 19, 23, 30; five are not told yet
        room.answer(arrived)
        room.tick()
        items = room.screens.now(SURVEY).shown.items
        shown.append(rated(items["satisfaction"]) if items else 0)

    assert shown == [0, 0, 0, 14, 14, 25]


def test_choosing_back_and_forth_shows_nobody_more(room: Room) -> None:
    room.answer(15)
    room.tick()
    room.screens.choose(SURVEY, "satisfaction")
    first = room.screens.now(SURVEY).shown
    for question in ("", "pace", "satisfaction"):
        room.answer(2, satisfaction="dissatisfied")
        room.tick()
        room.screens.choose(SURVEY, question)

    assert rated(first.items["satisfaction"]) == 10
    assert room.screens.now(SURVEY).shown == first


def test_a_restart_shows_what_was_shown(room: Room) -> None:
    room.answer(15)
    room.tick()
    room.screens.choose(SURVEY, "satisfaction")
    before = room.screens.now(SURVEY)
    room.answer(6, satisfaction="dissatisfied")
    room.stop()

    room.start()
    room.tick()
    assert room.screens.now(SURVEY).shown == before.shown
    assert room.screens.now(SURVEY).question == "satisfaction"
    room.answer(7, satisfaction="dissatisfied")
    room.tick()
    assert rated(room.screens.now(SURVEY).shown.items["satisfaction"]) == 23


def test_while_answers_are_collected_no_results_leave(room: Room) -> None:
    room.answer(30)
    room.tick()

    assert room.screens.now(SURVEY).shown.items == {}
    room.screens.choose(SURVEY, "satisfaction")
    assert room.screens.now(SURVEY).shown.items
    room.screens.choose(SURVEY, "")
    assert room.screens.now(SURVEY).shown.items == {}


def test_personal_links_show_no_results_before_the_survey_is_closed(tmp_path: Path) -> None:
    room = Room(tmp_path / "open.duckdb", promise="one_per_invitation")
    room.answer(30)
    room.tick()
    room.screens.choose(SURVEY, "satisfaction")
    room.tick()
    assert room.screens.now(SURVEY).shown.items == {}
    room.stop()

    closed = Room(tmp_path / "closed.duckdb", promise="one_per_invitation", over=True)
    closed.answer(13)
    closed.screens.choose(SURVEY, "satisfaction")
    assert rated(closed.screens.now(SURVEY).shown.items["satisfaction"]) == 13
    closed.stop()


def test_a_survey_that_is_not_there_is_shown_nowhere(room: Room) -> None:
    with pytest.raises(SurveyNotFound):
        room.screens.now("rien")


# --- who is told ------------------------------------------------------------------------------


async def heard(events: AsyncGenerator[ServerSentEventMessage, None]) -> tuple[str | None, Any]:
    message = await asyncio.wait_for(anext(events), timeout=5)
    return message.event, message.id


def test_each_screen_is_told_at_once_what_is_shown_and_then_of_a_change(room: Room) -> None:
    async def listen() -> None:
        async with (
            aclosing(room.screens.events(SURVEY, None)) as one,
            aclosing(room.screens.events(SURVEY, None)) as other,
        ):
            first = await heard(one)
            assert first == await heard(other) == ("changed", room.screens.now(SURVEY).version)
            await asyncio.to_thread(room.screens.choose, SURVEY, "pace")
            room.screens.hurry(SURVEY)
            second = await heard(one)
            assert second == await heard(other) == ("changed", room.screens.now(SURVEY).version)
            assert second != first

    asyncio.run(listen())


def test_a_screen_that_comes_again_says_what_it_shows_and_is_told_what_it_missed(
    room: Room,
) -> None:
    async def listen() -> None:
        now = room.screens.now(SURVEY).version
        async with aclosing(room.screens.events(SURVEY, now)) as events:
            assert await heard(events) == ("same", now)
        async with aclosing(room.screens.events(SURVEY, "old")) as events:
            assert await heard(events) == ("changed", now)

    asyncio.run(listen())


def test_a_silent_line_carries_a_heartbeat_and_ends_after_a_while(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_HEARTBEAT_SECONDS", 0.01)
    monkeypatch.setattr(module, "_LASTING_SECONDS", 0.2)

    async def listen() -> list[str | None]:
        return [each.event async for each in room.screens.events(SURVEY, None)]

    kinds = asyncio.run(listen())
    assert kinds[0] == "changed"
    assert set(kinds[1:]) == {"same"}
    assert len(kinds) > 3


def test_one_look_at_the_data_serves_every_screen(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    now = room.screens.now

    def look(slug: str) -> Any:
        looks.append(slug)
        return now(slug)

    monkeypatch.setattr(room.screens, "now", look)

    async def listen() -> None:
        events = [room.screens.events(SURVEY, None) for _ in range(20)]
        await asyncio.gather(*(heard(each) for each in events))
        opened = len(looks)
        await asyncio.to_thread(room.screens.choose, SURVEY, "pace")
        room.screens.hurry(SURVEY)
        await asyncio.gather(*(heard(each) for each in events))
        assert (opened, len(looks)) == (20, 21)
        for each in events:
            await each.aclose()

    asyncio.run(listen())


def test_there_is_room_for_so_many_screens_and_again_when_some_are_closed(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_SCREENS", 2)

    async def listen() -> None:
        events = [room.screens.events(SURVEY, None) for _ in range(2)]
        for each in events:
            room.screens.check_room(SURVEY)
            await heard(each)
        with pytest.raises(TooMany):
            room.screens.check_room(SURVEY)
        await events[0].aclose()
        room.screens.check_room(SURVEY)
        await events[1].aclose()

    asyncio.run(listen())


def test_closing_ends_every_stream_at_once(room: Room) -> None:
    async def listen() -> None:
        events = [room.screens.events(SURVEY, None) for _ in range(3)]
        for each in events:
            await heard(each)
        waiting = [asyncio.create_task(anext(each, None)) for each in events]
        await asyncio.sleep(0)
        room.screens.close()
        assert await asyncio.wait_for(asyncio.gather(*waiting), timeout=1) == [None] * 3

    asyncio.run(listen())
