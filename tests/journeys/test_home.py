"""Monday morning in a real browser: what needs somebody, and one press to where it is done."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from dashboards.pages.home import HomeView, home_page
from dashboards.render import render
from service.store.database import Database
from service.store.load import load
from surveys.submissions import day_ordered_id
from surveys.texts import LANGUAGES, Language
from tests.dashboards import home_examples
from tests.factories import make_accepted, make_bundle, make_survey
from tests.journeys.conftest import OpenPage
from tests.journeys.test_accessibility import check_with_axe
from tests.live import LiveService, live_service

ANSWERS = 7


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """A survey of 30 people that seven have answered and that closes in two days."""
    path, at = tmp_path_factory.mktemp("home") / "bilan.duckdb", datetime.now(UTC)
    survey = make_survey(opens_at=at - timedelta(days=9), closes_at=at + timedelta(days=2))
    answered = tuple(
        make_accepted(
            submission_id=day_ordered_id(at.date(), number.to_bytes(10, "big")),
            received_on=at.date(),
        )
        for number in range(ANSWERS)
    )
    with Database(path) as database:
        load(database, make_bundle(surveys=(survey,), submissions=answered), at=at)
    with live_service(path) as service:
        yield service


@pytest.mark.parametrize("script", [True, False], ids=["script-on", "script-off"])
def test_a_survey_that_closes_with_few_answers_is_one_press_from_its_invitations(
    open_page: OpenPage, live: LiveService, *, script: bool
) -> None:
    page = open_page(signed_in=True, java_script_enabled=script)
    page.goto(f"{live.address}/programmes?lang=fr")
    call = page.locator(".calls .rows > li")

    expect(call).to_have_count(1)
    expect(call).to_contain_text("avec peu de réponses")
    expect(call).to_contain_text("au moins 5 réponses sur 30")
    expect(page.locator("main")).not_to_contain_text(f"{ANSWERS} réponses")
    call.get_by_role("link", name="Inviter de nouveau").click()
    expect(page.locator("#invite")).to_be_visible()
    page.get_by_role("link", name="Accueil").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Accueil")


STATES = {
    "busy": home_examples.BUSY,
    "nothing to do": home_examples.quiet(home_examples.OVER),
    "before a survey": home_examples.quiet(home_examples.PLANNED),
    "no programme": HomeView(programmes=()),
    "no role": HomeView(programmes=(), newcomer=True),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_the_first_page_fits_and_is_for_everybody_in_each_state(
    open_page: OpenPage, live: LiveService, language: Language, state: str
) -> None:
    page = open_page(signed_in=True)
    drawn = render(home_page(STATES[state], language))
    page.route(
        "**/programmes",
        lambda route: route.fulfill(body=drawn, content_type="text/html; charset=utf-8"),
    )
    page.goto(f"{live.address}/programmes")
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    check_with_axe(page)
