"""Ideas are sorted with keys alone, in a real browser."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

from service.store.database import Database
from service.store.load import load
from tests.journeys.conftest import make_first_account
from tests.live import live_service
from tests.service import theme_desk
from tests.service.theme_desk import LUNCH, TIME

ADDRESS = "/activities/formation"
ENOUGH = 20


@pytest.fixture
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A browser, signed in to the service after a search."""
    path = tmp_path_factory.mktemp("sorted") / "bilan.duckdb"
    bundle = theme_desk.bundle()
    with Database(path) as database:
        load(database, bundle, at=datetime.now(UTC))
        theme_desk.search(database, bundle)
    with live_service(path) as service:
        context = browser.new_context(base_url=service.address)
        page = context.new_page()
        make_first_account(page, service)
        yield page
        context.close()


def press(page: Page, key: str) -> None:
    page.wait_for_function("document.activeElement.closest('[data-keys]')")  # once it is drawn
    with page.expect_navigation():
        page.keyboard.press(key)


def said(page: Page) -> str:
    return page.locator("#said").inner_text()


def test_twenty_ideas_are_sorted_and_two_needs_decided_with_keys_alone(page: Page) -> None:
    page.goto(f"{ADDRESS}/themes/sort?lang=fr")
    first = said(page)
    press(page, "s")
    assert said(page) != first
    press(page, "1")
    press(page, "u")
    assert page.get_by_role("status").count() == 1
    pressed = 0
    for address in (f"{ADDRESS}/themes/sort", f"{ADDRESS}/themes/sort?of={TIME}"):
        page.goto(address)
        while page.locator("#said").count() and pressed < ENOUGH:
            press(page, "x" if pressed % 3 else "1")
            pressed += 1
    assert pressed == ENOUGH

    page.goto(f"{ADDRESS}/themes/sort")
    page.goto(f"{ADDRESS}/needs")
    page.locator(f"#theme-{LUNCH} button").first.focus()
    press(page, "b")
    assert page.locator(f"#theme-{LUNCH}").count() == 0  # decided: no longer among those to be
    assert page.locator("article :focus").count() == 1
    assert "confirmé comme besoin" in page.locator("#told").inner_text()
    press(page, "p")
    press(page, "u")
    page.goto(f"{ADDRESS}/themes/decisions")
    assert page.locator(".decision-log li").count() > ENOUGH
