"""From nothing to a QR code on the screen, in a real browser without JavaScript."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import make_first_account
from tests.journeys.test_slide import codes_in
from tests.live import LiveService, live_service


@pytest.fixture
def service(tmp_path: Path) -> Iterator[LiveService]:
    """The service on its first day."""
    with live_service(tmp_path / "bilan.duckdb") as service:
        yield service


@pytest.fixture
def page(browser: Browser, service: LiveService) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    make_first_account(page, service)
    yield page
    context.close()


def test_from_the_first_account_to_a_qr_code_without_a_manual(
    page: Page, browser: Browser, service: LiveService
) -> None:
    page.get_by_role("link", name="Créer un programme").click()
    page.get_by_label("En français").fill("Le numérique")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.get_by_label("En français").fill("Webinaire")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.get_by_label("En français").first.fill("Novembre")
    page.locator("#session_1_held_on").fill("2099-11-24")
    page.get_by_role("button", name="Ajouter des lignes").click()
    page.locator("#session_1_minutes").fill("90")
    page.locator("#name_fr").press("Enter")  # saves, and adds no rows
    page.get_by_label("Après le webinaire").first.check()
    page.get_by_role("button", name="Ouvrir le sondage").click()

    page.wait_for_url("**/surveys/novembre")
    blank = browser.new_page()
    assert codes_in(page.screenshot(), blank) == [f"{service.address}/s/novembre"]
    blank.close()
    page.set_viewport_size({"width": 360, "height": 800})
    steps, title = page.locator("nav.steps").bounding_box(), page.locator("h1").bounding_box()
    assert steps
    assert title
    assert steps["y"] + steps["height"] <= title["y"]
    page.get_by_text("Fermer ce sondage").click()
    page.get_by_role("button", name="Fermer maintenant").click()
    assert "Fermé le" in page.locator("main").inner_text()
