"""The slide in a real browser: scanned, read from the last row, and kept up to date."""

import base64
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from tests.factories import make_submission
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
  return [canvas.width, canvas.height, Array.from(data.filter((_, at) => at % 4 === 1))];
}"""


def codes_in(picture: bytes, blank: Page) -> list[str]:
    """Return what a phone would read in a picture, whose pixels a blank page decodes."""
    width, height, grey = blank.evaluate(_PIXELS, base64.b64encode(picture).decode())
    pixels = memoryview(bytes(grey)).cast("B", (height, width))
    return [code.text for code in zxingcpp.read_barcodes(pixels)]


def answer(address: str) -> None:
    sent = msgspec.to_builtins(make_submission(id=uuid4()))
    response = httpx.post(f"{address}/api/surveys/{SURVEY}/submissions", json=sent)
    assert response.status_code == 201


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


def test_the_count_follows_the_answers_by_itself(open_page: OpenPage, live: LiveService) -> None:
    page = open_page(signed_in=True)
    page.goto(f"{live.address}{SLIDE}")
    before = int(page.locator(".state [lang=en]").inner_text().split()[2])

    for _ in range(5):
        answer(live.address)

    expect(page.locator(".state [lang=en]")).to_have_text(
        f"At least {before + 5}\u00a0answers", timeout=15_000
    )
    expect(page.locator(".state [lang=fr]")).to_have_text(f"Au moins {before + 5}\u00a0réponses")


def test_the_count_can_be_hidden_with_one_link(open_page: OpenPage, live: LiveService) -> None:
    page = open_page(signed_in=True, java_script_enabled=False)
    page.goto(f"{live.address}{SLIDE}?lang=en")
    page.get_by_text("Hide the number of answers").click()

    expect(page.locator(".state")).to_have_count(0)
    expect(page.locator(".code svg")).to_be_visible()
