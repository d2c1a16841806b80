"""A real browser over the real service."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from service.store.database import Database
from service.store.load import load
from surveys.submissions import AcceptedSubmission, day_ordered_id
from tests.accounts import ADMINISTRATOR, PASSWORD
from tests.factories import NOON, make_accepted, make_bundle, make_survey
from tests.live import LiveService, live_service

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def found_chromium() -> str | None:
    """Return where the browser is; None where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is."""
    found = found_chromium()
    if found is None:
        pytest.skip("no Chromium on this machine: install one, or name it in CHROMIUM")
    return found


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """A module at a time: while Playwright runs, nothing else can run an event loop."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture
def open_survey(tmp_path: Path) -> Path:
    """A file with one survey, which is open and which nobody has answered."""
    path = tmp_path / "bilan.duckdb"
    with Database(path) as database:
        bundle = make_bundle(surveys=(make_survey(closes_at=None),), submissions=())
        load(database, bundle, at=datetime.now(UTC))
    return path


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """The service with one open survey that eleven people have answered."""
    path = tmp_path_factory.mktemp("live") / "bilan.duckdb"
    with Database(path) as database:
        bundle = make_bundle(
            surveys=(make_survey(closes_at=None),), submissions=tuple(map(_submission, range(11)))
        )
        load(database, bundle, at=datetime.now(UTC))
    with live_service(path) as service:
        yield service


@pytest.fixture(scope="module")
def signed_in(
    browser: Browser, live: LiveService, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The state of a browser whose user made the first account."""
    state = tmp_path_factory.mktemp("signed-in") / "state.json"
    context = browser.new_context()
    make_first_account(context.new_page(), live)
    context.storage_state(path=state)
    context.close()
    return state


def make_first_account(page: Page, live: LiveService) -> None:
    """Follow the link that the service printed."""
    page.goto(live.first_link)
    page.locator("#name").fill("Ada Lovelace")
    page.locator("#email").fill(ADMINISTRATOR)
    page.locator("#password").fill(PASSWORD)
    page.locator("form.door button").click()
    page.wait_for_url("**/programmes")


class OpenPage(Protocol):
    """Opens a page in a browser of its own, closed after the test."""

    def __call__(self, *, signed_in: bool = False, **options: Any) -> Page: ...


@pytest.fixture
def open_page(browser: Browser, signed_in: Path) -> Iterator[OpenPage]:
    opened: list[BrowserContext] = []
    state = signed_in

    def open_page(*, signed_in: bool = False, **options: Any) -> Page:
        context = browser.new_context(storage_state=state if signed_in else None, **options)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield open_page
    for context in opened:
        context.close()


def _submission(number: int) -> AcceptedSubmission:
    return make_accepted(
        submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
        answers={
            "satisfaction": "dissatisfied" if number == 0 else "very_satisfied",
            "pace": "just_right",
            "recommend_score": min(number, 10),
            "usefulness.mission": "useful",
            "usefulness.security": "not_applicable" if number < 3 else "useful",
            "role": "coordination",
            "tools": ["email"],
            "hours": 2.5,
        },
        comments={"needs_next": f"Il faudrait {number + 2} exemples de petits organismes."},
    )
