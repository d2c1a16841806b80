"""A designer registers a content change with a real browser, without a script, on a phone."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from service.store.database import Database
from service.store.load import load
from tests.factories import make_two_cohorts
from tests.journeys.conftest import OpenPage
from tests.live import LiveService, live_service
from tests.service.test_content_changes import BEFORE, answers


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """44 of 62 people of a first cohort found a module useful; a second has not answered."""
    path = tmp_path_factory.mktemp("changes") / "bilan.duckdb"
    with Database(path) as database:
        load(database, make_two_cohorts(answers(BEFORE, 44, 62)), at=datetime.now(UTC))
    with live_service(path) as service:
        yield service


def test_a_change_is_prepared_corrected_read_once_more_and_registered(
    open_page: OpenPage, live: LiveService
) -> None:
    page = open_page(signed_in=True, java_script_enabled=False)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live.address}/programmes/essai?lang=fr")
    page.get_by_role("link", name="Changements de contenu").click()
    page.get_by_role("link", name="Préparer un changement").click()

    page.get_by_label("Où cela devrait-il se voir").select_option("short:usefulness.security")
    page.get_by_role("button", name="Relire avant d’inscrire").click()
    expect(page.get_by_role("alert")).to_contain_text("Dites ce qui change.")
    page.get_by_label("Qu’est-ce qui change").fill("Une heure de pratique")
    page.get_by_role("button", name="Recalculer").click()
    expect(page.locator(".prospect")).to_contain_text("44 sur 62")
    page.get_by_role("button", name="Relire avant d’inscrire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Relire le changement")
    page.get_by_role("button", name="Corriger d’abord").click()
    page.get_by_label("Qu’est-ce qui change").fill("Deux heures de pratique")
    page.get_by_role("button", name="Relire avant d’inscrire").click()
    page.get_by_role("button", name="Inscrire, pour de bon").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Deux heures de pratique")
    expect(page.get_by_role("status")).to_contain_text("rien ne peut plus y être changé")
    page.go_back()
    page.get_by_role("link", name="Changements de contenu").click()
    expect(page.locator("article.change")).to_have_count(1)
