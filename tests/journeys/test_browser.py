"""The whole way in a real browser: form, stored, dashboard; with and without JavaScript."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, expect

from tests.journeys.conftest import OpenPage
from tests.live import LiveService

FORM = "/s/printemps-2026"
PAGES = (
    "/sign-in",
    "/programmes",
    "/programmes/essai",
    "/cohorts/cohorte-1",
    "/activities/formation/themes",
    "/surveys/printemps-2026/slide",
    "/programmes/rien",
    FORM,
    f"{FORM}/received",
    "/s/rien",
)
WIDTHS = (360, 768, 1440)
LANGUAGES = ("fr", "en")

javascript = pytest.mark.parametrize("script", [True, False], ids=["script-on", "script-off"])
language = pytest.mark.parametrize("lang", LANGUAGES)


@javascript
@language
def test_an_answer_travels_from_the_form_to_the_dashboard(
    open_page: OpenPage,
    live: LiveService,
    *,
    script: bool,
    lang: str,
) -> None:
    desk = open_page(signed_in=True, java_script_enabled=script)
    desk.goto(f"{live.address}/cohorts/cohorte-1?lang={lang}")
    before = _submissions(desk)

    phone = open_page(
        java_script_enabled=script,
        viewport={"width": 360, "height": 740},
        locale="fr-CA" if lang == "fr" else "en-CA",
    )
    phone.goto(f"{live.address}{FORM}")
    assert phone.locator("html").get_attribute("lang") == lang
    phone.locator("[name='q.recommend_score'][value='9']").check()
    phone.locator("[name='q.needs_next']").fill("Un suivi après la formation, s’il vous plaît.")
    phone.locator("button.send").click()
    assert phone.locator("[id^='problem'], .problem").first.is_visible()  # satisfaction is missing
    assert phone.locator("[name='q.recommend_score'][value='9']").is_checked()
    phone.locator("[name='q.satisfaction'][value='satisfied']").check()
    phone.locator("button.send").click()
    phone.locator("[name='q.hours']").fill("2")
    phone.locator("[name='q.hours']").press("Enter")
    expect(phone.locator("dl").first).to_be_visible()  # the review
    phone.locator("button.send").click()
    phone.wait_for_url(f"**{FORM}/received**")
    assert phone.locator("html").get_attribute("lang") == lang

    desk.reload()
    assert _submissions(desk) == before + 1


def _submissions(page: Page) -> int:
    """Read the number of submissions where the dashboard says it: "12 envois", "12 submissions"."""
    words = page.locator(".response").inner_text().replace("\u00a0", " ").split()
    number = next(
        before
        for before, word in pairwise(words)
        if word.rstrip(".,").lower() in ("envois", "submissions", "réponses", "answers")
        and before.isdigit()
    )
    return int(number)


@pytest.fixture(scope="module", params=[True, False], ids=["script-on", "script-off"])
def reader(request: pytest.FixtureRequest, browser: Browser, signed_in: Path) -> Iterator[Page]:
    """One window that goes from page to page, as a reader does."""
    context = browser.new_context(storage_state=signed_in, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def heard(reader: Page) -> Iterator[tuple[list[str], list[str]]]:
    """What the window asks for during a test, and what it complains of."""
    asked: list[str] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "responded with a status of 4" not in message.text:
            complaints.append(message.text)

    def note_request(request: Request) -> None:
        asked.append(request.url)

    def note_error(error: Error) -> None:
        complaints.append(str(error))

    reader.on("console", note)
    reader.on("request", note_request)
    reader.on("pageerror", note_error)
    yield asked, complaints
    reader.goto("about:blank")  # what it still asks for is no longer of this test
    reader.remove_listener("console", note)
    reader.remove_listener("request", note_request)
    reader.remove_listener("pageerror", note_error)


@language
@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_well_at_every_width_and_asks_nobody_else(
    reader: Page,
    live: LiveService,
    heard: tuple[list[str], list[str]],
    *,
    path: str,
    lang: str,
) -> None:
    for width in WIDTHS:
        reader.set_viewport_size({"width": width, "height": 900})
        response = reader.goto(f"{live.address}{path}?lang={lang}", wait_until="load")

        assert response is not None
        assert "unsafe" not in response.headers["content-security-policy"]
        assert reader.locator("html").get_attribute("lang") == lang
        expect(reader.locator("h1")).to_have_count(1)
        assert reader.evaluate("document.documentElement.scrollWidth") <= width

    asked, complaints = heard
    assert len(asked) >= len(WIDTHS)
    assert {url for url in asked if not url.startswith(live.address)} == set()
    assert complaints == []


def test_plotly_arrives_afterwards_and_from_our_own_origin(
    open_page: OpenPage, live: LiveService
) -> None:
    page = open_page(
        signed_in=True,
        viewport={"width": 1440, "height": 2_000},
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{live.address}/cohorts/cohorte-1", wait_until="domcontentloaded")
    page.locator(".fold:has(figure) > summary").first.click()
    expect(page.locator("figure").first).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=30_000)

    assert f"{live.address}/static/plotly.min.js" in asked


def test_every_figure_has_a_table_without_javascript(
    open_page: OpenPage, live: LiveService
) -> None:
    page = open_page(signed_in=True, java_script_enabled=False)
    page.goto(f"{live.address}/cohorts/cohorte-1")

    figures = page.locator("figure").count()
    assert figures > 0
    assert page.locator("table").count() >= figures


@javascript
def test_themes_are_found_again_from_their_page(
    open_page: OpenPage,
    live: LiveService,
    *,
    script: bool,
) -> None:
    page = open_page(signed_in=True, java_script_enabled=script)
    page.goto(f"{live.address}/activities/formation/themes?lang=fr")
    search = page.locator(".job form[action$='/themes'] button")
    search.click()
    page.wait_for_url("**/activities/formation/themes")
    expect(page.get_by_role("progressbar")).to_be_visible()

    for _ in range(90):  # the page reloads itself where scripts run; here we need not wait for it
        page.wait_for_timeout(500)
        page.goto(f"{live.address}/activities/formation/themes?lang=fr")
        if search.count():
            break
    said = page.locator("main").inner_text()
    assert "petits organismes" in said
    assert re.search(r"\d+ commentaires ont été lus", said)


@pytest.mark.parametrize("path", ["/accounts", "/programmes/essai/indicators"])
def test_on_a_phone_nobody_moves_a_table_sideways(
    open_page: OpenPage, live: LiveService, path: str
) -> None:
    page = open_page(signed_in=True, viewport={"width": 360, "height": 740})
    page.goto(live.address + path)
    tables = page.locator("main .scroll")
    assert tables.count() > 0
    for table in tables.all():
        assert table.evaluate("each => each.scrollWidth <= each.clientWidth")


@pytest.mark.parametrize(("width", "folded"), [(360, True), (1280, False)])
def test_on_a_phone_a_question_of_all_groups_is_read_in_one_line_before_it_is_opened(
    open_page: OpenPage, live: LiveService, width: int, folded: bool
) -> None:
    page = open_page(signed_in=True, viewport={"width": width, "height": 740})
    page.goto(f"{live.address}/programmes/essai/by/role")
    fold = page.locator("main .fold").first
    expect(fold.locator("summary .gist")).to_contain_text("%")
    expect(fold.locator("table")).to_be_visible(visible=not folded)
    fold.locator("summary").press("Enter")
    expect(fold.locator("table")).to_be_visible(visible=folded)


def test_a_page_that_is_not_there_leads_to_the_account_of_who_is_signed_in(
    open_page: OpenPage, live: LiveService
) -> None:
    for signed_in in (True, False):
        page = open_page(signed_in=signed_in)
        page.goto(f"{live.address}/nothing")
        expect(page.locator('a[href="/my-account"]')).to_have_count(int(signed_in))


@language
def test_who_is_not_signed_in_sees_no_dashboard(
    open_page: OpenPage, live: LiveService, *, lang: str
) -> None:
    page = open_page()
    for path in ("/", "/programmes", "/cohorts/cohorte-1", "/activities/formation/themes"):
        page.goto(f"{live.address}{path}?lang={lang}")

        assert page.url.startswith(f"{live.address}/sign-in")


def test_changing_the_language_midway_keeps_what_was_typed(
    open_page: OpenPage, live: LiveService
) -> None:
    page = open_page(java_script_enabled=False, locale="fr-CA")
    page.goto(f"{live.address}{FORM}")
    page.locator("[name='q.satisfaction'][value='satisfied']").check()
    page.locator("[name='q.needs_next']").fill("Du temps")
    page.locator("button.switch").click()

    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("[name='q.satisfaction'][value='satisfied']").is_checked()
    assert page.locator("[name='q.needs_next']").input_value() == "Du temps"


def test_the_form_can_be_filled_in_with_the_keyboard_alone(
    open_page: OpenPage, live: LiveService
) -> None:
    page = open_page(locale="fr-CA")
    page.goto(f"{live.address}{FORM}")
    for heading in ("Votre avis", "Votre organisme", "Relisez vos réponses"):
        expect(page.get_by_role("heading", level=2)).to_contain_text(heading)
        for _ in range(60):
            page.keyboard.press("Tab")
            name = page.evaluate("document.activeElement.getAttribute('name')")
            if name == "q.satisfaction":
                page.keyboard.press("Space")
            if page.evaluate("document.activeElement.matches('button.send')"):
                break
        page.keyboard.press("Enter")

    page.wait_for_url(f"**{FORM}/received**")


@javascript
def test_going_back_and_changing_ones_mind_stores_what_is_asked_at_the_end(
    open_page: OpenPage, live: LiveService, *, script: bool
) -> None:
    page = open_page(java_script_enabled=script, locale="fr-CA")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.type))  # a warning would wait here
    page.goto(f"{live.address}{FORM}")
    page.locator("[name='q.satisfaction'][value='satisfied']").check()
    page.get_by_role("button", name="Continuer").click()
    page.locator("[name='q.role'][value='other']").check()
    page.locator("[name='q.role_other']").fill("Stagiaire")
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator("main")).to_contain_text("Stagiaire")

    page.get_by_role("button", name="Modifier Votre organisme").click()
    page.locator("[name='q.role'][value='volunteer']").check()
    page.get_by_role("button", name="Revenir en arrière").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("[name='q.satisfaction'][value='satisfied']")).to_be_checked()
    page.get_by_role("button", name="Go to the review").click()
    expect(page.locator("main")).to_contain_text("Volunteer")
    expect(page.locator("main")).not_to_contain_text("Stagiaire")

    (counted,) = page.context.cookies()  # that somebody has begun, and nothing of whom
    assert (counted["name"], counted["value"]) == ("form", "started")
    page.get_by_role("button", name="Send my answers").click()
    page.wait_for_url(f"**{FORM}/received**")
    assert dialogs == []
    (cookie,) = page.context.cookies()  # needed from here on, and by this page alone
    assert (cookie["name"], cookie["path"]) == ("bilan_receipt", f"{FORM}/received")
