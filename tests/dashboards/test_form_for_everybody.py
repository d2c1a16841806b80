"""The form can be read aloud, enlarged, seen in the dark, and read in either language alone."""

import re
import string
from importlib.resources import files
from itertools import chain, pairwise
from typing import get_args

import pytest

from dashboards.render import render
from dashboards.wording import catalogue
from surveys.survey import Promise
from surveys.texts import LANGUAGES, Language
from tests.dashboards.form_views import every_page
from tests.dashboards.markup import Element, by_id, called, controls, read

TEXTS = {
    f"{name}.{key}": text for name in ("form", "receipt") for key, text in catalogue(name).items()
}
STATES = [(language, state) for language in LANGUAGES for state in every_page(language)]


@pytest.fixture(params=STATES, ids=" ".join)
def page(request: pytest.FixtureRequest) -> Element:
    """Every page of the form in turn."""
    language, state = request.param
    return read(render(every_page(language)[state]))


def test_every_control_has_a_name(page: Element) -> None:
    for control in controls(page):
        assert called(control, page), control.attributes


def test_every_radio_button_and_checkbox_stands_in_a_group_with_a_legend(page: Element) -> None:
    for control in page.all("input"):
        if control.attributes["type"] in {"radio", "checkbox"}:
            group = next(control.above("fieldset"))
            assert group.all("legend")[0].text
            names = {box.attributes["name"] for box in group.all("input")}
            assert names == {control.attributes["name"]}


def test_every_description_exists(page: Element) -> None:
    named = by_id(page)

    for element in page:
        for attribute in ("aria-describedby", "aria-labelledby"):
            for target in element.attributes.get(attribute, "").split():
                assert named[target].text


def test_every_page_has_a_title_a_heading_and_a_language(page: Element) -> None:
    (html,) = page.all("html")

    assert html.attributes["lang"] in LANGUAGES
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert page.all("title")[0].text


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(page: Element) -> None:
    for element in page:
        assert element.tag != "style"
        assert "style" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")]
        for attribute in ("src", "href", "action"):
            assert element.attributes.get(attribute, "/")[:1] in {"/", "#", "?"}
            assert not element.attributes.get(attribute, "").startswith("//")
    assert all("src" in script.attributes for script in page.all("script"))


def test_headings_go_down_one_step_at_a_time(page: Element) -> None:
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3")]

    assert levels[0] == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


def test_no_page_says_anonymous(page: Element) -> None:
    # A day of receipt and a few facts about an organisation can tell who answered.
    assert not re.search("anonym", page.text, re.IGNORECASE)


# --- two languages ---------------------------------------------------------------------------


def said_in(language: Language) -> set[str]:
    """Return the fixed parts of every text of the interface that hold a word."""
    parts = chain.from_iterable(re.split(r"\{\w+\}", text[language]) for text in TEXTS.values())
    return {part.strip() for part in parts if re.search(r"\w{2}", part)}


def text_and_attributes(page: Element) -> str:
    return "\n".join([page.text, *(" ".join(element.attributes.values()) for element in page)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_says_anything_in_the_other_language(language: Language) -> None:
    other: Language = "en" if language == "fr" else "fr"
    foreign = said_in(other) - said_in(language)

    for page in every_page(language).values():
        text = text_and_attributes(read(render(page)))
        assert [part for part in foreign if re.search(rf"\b{re.escape(part)}(?!\w)", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_interface_is_said_somewhere(language: Language) -> None:
    said = "\n".join(
        text_and_attributes(read(render(page))) for page in every_page(language).values()
    )

    assert [part for part in said_in(language) if part not in said] == []


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_says_the_same_in_both_languages(key: str) -> None:
    text = TEXTS[key]
    french, english = (
        sorted(name for _, name, _, _ in string.Formatter().parse(text[language]) if name)
        for language in LANGUAGES
    )

    assert french == english
    assert text.fr
    assert text.en
    assert not re.search(r"[ \w][:;?!»]", text.fr), "a no-break space stands before : ; ? ! »"
    assert "'" not in text.fr + text.en, "the apostrophe is ’"


@pytest.mark.parametrize("promise", get_args(Promise))
def test_every_promise_has_words(promise: str) -> None:
    assert f"promise_{promise}" in catalogue("form")


# --- colours ---------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    digits = colour.removeprefix("#")
    pairs = [digits[i : i + 2] for i in (0, 2, 4)] if len(digits) == 6 else [c * 2 for c in digits]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(pair, 16) / 255 for pair in pairs)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)  # the known limit


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_and_every_edge_stands_out(scheme: int) -> None:
    style = (files("dashboards") / "static" / "form.css").read_text("utf-8")
    palette = dict(
        re.findall(r"--([\w-]+): (#\w+)", re.findall(r":root \{(.+?)\}", style, re.DOTALL)[scheme])
    )
    texts = [
        ("ink", "ground paper soft alarm"),
        ("muted", "ground"),
        ("accent", "ground paper alarm"),
        ("on-accent", "accent"),
        ("on-alarm", "ground"),
    ]
    edges = [("edge", "ground paper"), ("on-alarm", "ground paper alarm"), ("accent", "soft")]

    for pairs, least in ((texts, 4.5), (edges, 3.0)):
        for colour, grounds in pairs:
            for ground in grounds.split():
                assert contrast(palette[colour], palette[ground]) >= least, (colour, ground)
