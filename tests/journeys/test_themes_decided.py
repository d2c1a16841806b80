"""A search proposes, a person decides, and the next search keeps to it: in a real browser."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

from service.store.database import Database
from service.store.load import load
from tests.journeys.conftest import make_first_account
from tests.live import LiveService, live_service
from tests.service import theme_desk

ADDRESS = "/activities/formation/themes"
PATIENCE = 90_000
"""Milliseconds for a search, on a busy machine."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """The service after a search that proposes a theme."""
    path = tmp_path_factory.mktemp("decided") / "bilan.duckdb"
    bundle = theme_desk.bundle()
    with Database(path) as database:
        load(database, bundle, at=datetime.now(UTC))
        theme_desk.search(database, bundle)
    with live_service(path) as service:
        yield service


@pytest.fixture
def page(browser: Browser, desk: LiveService) -> Iterator[Page]:
    """A browser without JavaScript, signed in."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    make_first_account(page, desk)
    yield page
    context.close()


def names(page: Page) -> list[str]:
    page.locator("article h3").first.wait_for()  # a form has led to another page
    return [name.strip() for name in page.locator("article h3").all_inner_texts()]


def test_a_name_given_to_an_accepted_theme_survives_the_next_search(
    page: Page, desk: LiveService
) -> None:
    page.goto(f"{desk.address}{ADDRESS}?lang=fr")
    assert "Nouveau\u00a0: «\u00a0Route\u00a0» (au moins 10\u00a0personnes)" in page.locator(
        ".proposal"
    ).inner_text().replace("10 personnes", "10\u00a0personnes")
    assert "Route" not in names(page)

    page.get_by_role("button", name="Accepter la proposition").click()
    assert "Route" in names(page)
    assert page.locator(".proposal").count() == 0

    card = page.locator(f"#theme-{theme_desk.TRAVEL}")
    card.locator("summary", has_text="Renommer").click()
    card.get_by_label("Nom français").fill("Trajet")
    card.get_by_role("button", name="Renommer").click()
    assert "Trajet" in names(page)

    page.get_by_role("button", name="Chercher de nouveau").click()
    for _ in range(PATIENCE // 500):
        page.wait_for_timeout(500)
        page.goto(f"{desk.address}{ADDRESS}?lang=fr")
        if not page.locator("progress").count():
            break
    assert "Dernière recherche terminée" in page.locator(".job").inner_text()
    assert "Trajet" in names(page)
    assert "Route" not in names(page)
