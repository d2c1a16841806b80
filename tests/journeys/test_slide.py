"""The slide in a real browser: scanned, read from the last row, and kept up to date."""

import base64
import re
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest
import uvicorn
import zxingcpp
from playwright.sync_api import Browser, BrowserContext, Page, expect

from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.load import load
from service.store.users import Users
from service.web.screens import Pulse
from tests.accounts import ADMINISTRATOR, PASSWORD, make_user, quick_passwords
from tests.factories import make_bundle, make_submission, make_survey
from tests.journeys.conftest import OpenPage
from tests.live import LiveService

SURVEY = "printemps-2026"
SLIDE = f"/surveys/{SURVEY}/slide"

_PIXELS = """async (png) => {
  const picture = new Image();
  picture.src = "data:image/png;base64," + png;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.width; canvas.height = picture.height;
  const drawing = canvas.getContext("2d");
  drawing.drawImage(picture, 0, 0);
  const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
  const reader = new FileReader();
  reader.readAsDataURL(new Blob([data.filter((_, at) => at % 4 === 1)]));
  await new Promise((read) => (reader.onload = read));
  return [canvas.width, canvas.height, reader.result.split(",")[1]];
}"""


def codes_in(picture: bytes, blank: Page) -> list[str]:
    """Return what a phone would read in a picture, whose pixels a blank page decodes."""
    width, height, grey = blank.evaluate(_PIXELS, base64.b64encode(picture).decode())
    pixels = memoryview(base64.b64decode(grey)).cast("B", (height, width))
    return [code.text for code in zxingcpp.read_barcodes(pixels)]


def answer(address: str, people: int, satisfaction: str = "satisfied") -> None:
    """Send the answers of so many people."""
    with httpx.Client(base_url=address) as client:
        for _ in range(people):
            sent = msgspec.to_builtins(make_submission(id=uuid4()))
            sent["answers"]["satisfaction"] = satisfaction
            response = client.post(f"/api/surveys/{SURVEY}/submissions", json=sent)
            assert response.status_code == 201


@pytest.fixture(scope="module")
def brisk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service whose screens look every fifth of a second, and leave no
    change to chance. One administrator, one open survey without answers."""
    path = tmp_path_factory.mktemp("brisk") / "bilan.duckdb"
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    with Database(path) as database:
        bundle = make_bundle(surveys=(make_survey(closes_at=None),), submissions=())
        load(database, bundle, at=datetime.now(UTC))
        users = Users(database)
        users.add(make_user(administrator=True), at=datetime.now(UTC))
        app = create_app(
            Settings(database=str(path), port=port, shortest_seconds=0),
            database,
            passwords=quick_passwords(),
            pulse=Pulse(seconds=0.2, chance=lambda: 0),
        )
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()
            listening.close()


@pytest.fixture
def slides(browser: Browser, brisk: str) -> Iterator[BrowserContext]:
    """A browser of somebody who is signed in there, in English."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{brisk}/sign-in?lang=en")
    page.locator("#email").fill(ADMINISTRATOR)
    page.locator("#password").fill(PASSWORD)
    page.locator("form.door button").click()
    page.wait_for_url("**/programmes")
    page.close()
    yield context
    context.close()


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(360, 740, "light"), (1280, 720, "dark"), (1920, 1080, "light")],
)
def test_the_slide_can_be_scanned_and_read_from_the_last_row(
    open_page: OpenPage, live: LiveService, *, width: int, height: int, scheme: Any
) -> None:
    page = open_page(
        signed_in=True, viewport={"width": width, "height": height}, color_scheme=scheme
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live.address}{SLIDE}?lang=fr", wait_until="load")

    assert codes_in(page.locator(".code").screenshot(), open_page()) == [
        f"{live.address}/s/{SURVEY}"
    ]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert {url for url in asked if not url.startswith(live.address)} == set()
    if width > 1000:  # projected: all at once, letters of 1/36 of the height, code over half of it
        assert page.evaluate("document.documentElement.scrollHeight") <= height
        sizes = page.locator("main [lang]").evaluate_all(
            "all => all.map((e) => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert min(sizes) >= height / 36
        assert page.locator(".address").evaluate("e => e.getClientRects().length") == 1
        code = page.locator(".code svg").bounding_box()
        assert code is not None
        assert code["height"] >= height / 2


def test_a_room_sees_count_and_results_change_by_themselves(
    slides: BrowserContext, brisk: str
) -> None:
    screen, remote = slides.new_page(), slides.new_page()
    asked: list[str] = []
    screen.on("request", lambda request: asked.append(f"{request.resource_type} {request.url}"))
    screen.goto(f"{brisk}{SLIDE}")
    remote.goto(f"{brisk}{SLIDE}")
    screen.evaluate("window.same = true")
    expect(screen.locator(".state [lang=en]")).to_have_text("Fewer than 5\u00a0answers so far")

    answer(brisk, 6)
    expect(screen.locator(".state [lang=en]")).to_have_text("At least 5\u00a0answers")
    expect(screen.locator(".heard")).to_contain_text("At least 5\u00a0answers")
    remote.locator("#question").select_option("satisfaction")
    remote.get_by_role("button", name="Show").click()
    expect(screen.locator(".notice [lang=en]")).to_have_text(
        "Results will show here from 15\u00a0answers on."
    )
    answer(brisk, 9)
    bars = screen.locator(".bars li")
    expect(bars).to_have_count(4)
    expect(bars.nth(1).locator(".value")).to_have_text("at least 9")  # never that all of them did
    expect(screen.locator(".counted [lang=fr]")).to_have_text("10\u00a0réponses")
    answer(brisk, 10, "very_satisfied")
    expect(bars.nth(0).locator(".value")).to_have_text(re.compile(r"^(25|30|35|40|45|50)%$"))
    remote.get_by_role("button", name="Next").click()
    expect(screen.locator("h1 [lang=en]")).to_have_text("The pace was…")

    assert screen.evaluate("window.same")  # the page was never loaded again
    assert any(each.startswith("eventsource ") for each in asked)
    assert not [each for each in asked if each.endswith("/count")]


def test_where_events_do_not_get_through_the_page_asks(slides: BrowserContext, brisk: str) -> None:
    screen = slides.new_page()
    screen.route("**/slide/events", lambda route: route.abort())
    screen.clock.install()
    screen.goto(f"{brisk}{SLIDE}")
    before = screen.locator(".state [lang=en]").inner_text()

    answer(brisk, 10)
    screen.clock.run_for(30_000)
    expect(screen.locator(".state [lang=en]")).not_to_have_text(before)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_results_are_read_from_the_last_row(
    slides: BrowserContext, brisk: str, *, width: int, height: int
) -> None:
    screen = slides.new_page()
    screen.set_viewport_size({"width": width, "height": height})
    answer(brisk, 15)
    screen.goto(f"{brisk}{SLIDE}?dark=true")
    screen.locator("#question").select_option("satisfaction")
    screen.get_by_role("button", name="Show").click()

    expect(screen.locator(".bars li")).to_have_count(4)
    assert screen.evaluate("document.documentElement.scrollHeight") <= height
    sizes = screen.locator(".bars .value, .bars .label [lang=fr]").evaluate_all(
        "all => all.map((e) => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= height / 36
    assert screen.evaluate("getComputedStyle(document.body).color") == "rgb(242, 246, 247)"


def test_the_count_can_be_hidden_with_one_link(open_page: OpenPage, live: LiveService) -> None:
    page = open_page(signed_in=True, java_script_enabled=False)
    page.goto(f"{live.address}{SLIDE}?lang=en")
    page.get_by_text("Hide the number of answers").click()

    expect(page.locator(".state")).to_have_count(0)
    expect(page.locator(".code svg")).to_be_visible()
