"""The charts in a real browser: drawn under the policy of the service, on wide screens only."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from mimetypes import guess_type
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect

import dashboards.render
from dashboards.pages.cohort import cohort_page
from dashboards.pages.programme import programme_page
from dashboards.pages.themes import themes_page
from dashboards.render import render
from service.web.responses import WORKSPACE_POLICY
from tests.dashboards.examples import cohort_view, programme_view, themes_view

ADDRESS = "http://workspace.test"
WIDE = ViewportSize(width=1200, height=900)
NARROW = ViewportSize(width=500, height=900)
PAGES: dict[str, Callable[[], dashboards.render.Page]] = {
    "cohort": lambda: cohort_page(cohort_view(), "fr"),
    "programme": lambda: programme_page(programme_view(), "fr"),
    "themes": lambda: themes_page(themes_view(), "fr"),
}


UNFOLD = "document.querySelectorAll('.fold').forEach((fold) => { fold.open = true; })"


class Desk:
    """A facilitator's screen; the other end of the line is this test."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(viewport=WIDE)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.route("**/*", self._answer)

    def open(self, name: str) -> None:
        """Open a page, and all that it folds."""
        self.page.goto(f"{ADDRESS}/{name}")
        self.page.evaluate(UNFOLD)

    def _answer(self, route: Route) -> None:
        folder, name = route.request.url.split("/")[-2:]
        if folder == "static":
            route.fulfill(body=_static(name).read_bytes(), content_type=guess_type(name)[0])
        else:
            route.fulfill(
                body=render(PAGES[name]()),
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": WORKSPACE_POLICY},
            )

    def pictures(self) -> list[Locator]:
        return self.page.locator(".picture").all()

    def has_chart(self, picture: Locator) -> None:
        """Wait until the chart stands in the place of the drawing."""
        picture.scroll_into_view_if_needed()
        expect(picture.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=30_000)
        expect(picture.locator(".drawing")).to_be_hidden()

    def has_drawing(self, picture: Locator) -> None:
        expect(picture.locator(".drawing")).to_be_visible()
        expect(picture.locator(".chart")).to_be_hidden()


def _static(name: str) -> Path:
    if name == "plotly.min.js":
        return Path(str(files("plotly"))) / "package_data" / name
    return Path(str(files("dashboards"))) / "static" / name


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    desk = Desk(browser)
    yield desk
    assert desk.complaints == []  # a style that the policy refuses is one
    desk.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_chart_is_drawn_and_the_policy_refuses_nothing(desk: Desk, name: str) -> None:
    desk.open(name)
    pictures = desk.pictures()

    assert pictures
    for picture in pictures:
        desk.has_chart(picture)
        assert set(picture.evaluate(_PLACES)) == {0}


_PLACES = """picture => {
  const top = picture.querySelector(".chart").getBoundingClientRect().top;
  const layers = [...picture.querySelectorAll(".svg-container > .main-svg")];
  return layers.map((layer) => layer.getBoundingClientRect().top - top);
}"""
"""Pixels from the top of a chart to its layers; without charts.css one stands below the other."""


@pytest.mark.parametrize("name", ["cohort", "themes"])
def test_a_chart_gives_way_to_the_drawing_on_a_narrow_screen_and_comes_back(
    desk: Desk, name: str
) -> None:
    desk.open(name)
    picture = desk.pictures()[0]
    desk.has_chart(picture)
    wide = _width_of_plot(picture)

    desk.page.set_viewport_size(NARROW)
    desk.has_drawing(picture)

    desk.page.set_viewport_size(WIDE)
    desk.has_chart(picture)
    assert _width_of_plot(picture) == wide


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_tables_wait_behind_their_summaries_on_a_narrow_screen_alone(
    desk: Desk, width: ViewportSize
) -> None:
    desk.page.set_viewport_size(width)
    desk.open("cohort")
    tables = desk.page.locator(".numbers").count()

    expect(desk.page.locator(".numbers[open]")).to_have_count(tables if width == WIDE else 0)
    desk.page.locator(".numbers summary").first.click()
    expect(desk.page.locator(".numbers[open]")).to_have_count(tables - 1 if width == WIDE else 1)


def test_everything_folded_opens_and_closes_by_one_button(desk: Desk) -> None:
    desk.page.goto(f"{ADDRESS}/cohort")
    folds = desk.page.locator("#answers .fold").count()
    opened = desk.page.locator("#answers .fold[open]")
    expect(opened).to_have_count(0)

    desk.page.get_by_role("button", name="Tout déplier").press("Enter")
    expect(opened).to_have_count(folds)
    opened.first.locator("summary").first.press("Enter")
    expect(opened).to_have_count(folds - 1)
    desk.page.get_by_role("button", name="Tout déplier").click()
    desk.page.get_by_role("button", name="Tout replier").click()
    expect(opened).to_have_count(0)


def test_a_link_to_what_is_folded_opens_it(desk: Desk) -> None:
    desk.page.goto(f"{ADDRESS}/cohort")
    desk.page.locator("#calendar summary").press("Space")
    expect(desk.page.locator("#calendar .unfolded")).to_be_hidden()

    desk.page.get_by_role("link", name="Calendrier", exact=True).click()
    expect(desk.page.locator("#calendar .unfolded")).to_be_visible()


def test_paper_shows_what_the_screen_folds_without_a_script(browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    with_styles = render(PAGES["cohort"]()).replace(
        '<link rel="stylesheet" href="/static/style.css">',
        f"<style>{_static('style.css').read_text('utf-8')}</style>",
    )
    page.set_content(with_styles)
    drawings = page.locator("#answers .drawing")
    on_screen = [each.is_visible() for each in drawings.all()]
    page.emulate_media(media="print")

    assert not any(on_screen)
    assert all(each.is_visible() for each in drawings.all())
    page.context.close()


def test_a_narrow_screen_gets_its_charts_once_it_is_wide(desk: Desk) -> None:
    desk.page.set_viewport_size(NARROW)
    desk.open("cohort")
    picture = desk.pictures()[0]
    desk.has_drawing(picture)
    assert desk.page.evaluate("window.Plotly") is None

    desk.page.set_viewport_size(WIDE)
    desk.has_chart(picture)


def test_a_chart_follows_the_reader_into_the_dark(desk: Desk) -> None:
    desk.open("cohort")
    picture = desk.pictures()[0]
    desk.has_chart(picture)
    light = _colour_of_bars(picture)

    schemes: tuple[Literal["dark", "light"], ...] = ("dark", "light")
    for scheme, accent in zip(schemes, ("rgb(116, 203, 214)", light), strict=True):
        desk.page.emulate_media(color_scheme=scheme)
        bar = picture.locator(".barlayer .point path").last
        expect(bar).to_have_css("fill", accent)  # --accent


def _colour_of_bars(picture: Locator) -> str:
    bar = picture.locator(".barlayer .point path").last
    return str(bar.evaluate("bar => getComputedStyle(bar).fill"))


def _width_of_plot(picture: Locator) -> float:
    box = picture.locator(".main-svg").first.bounding_box()
    assert box is not None
    return box["width"]
