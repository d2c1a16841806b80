"""The slide that invites a room to answer."""

from collections.abc import Mapping
from typing import Any

import pytest

from analysis.disclosure.gate import INSIDE
from analysis.disclosure.live_count import stepped
from dashboards.pages.slide import SlideView, count_said, slide_page
from dashboards.pages.survey_form import minutes
from dashboards.render import render
from surveys.texts import LANGUAGES, Language, Text
from tests.dashboards.examples import COHORTS
from tests.dashboards.markup import Element, by_id, read
from tests.dashboards.test_style import READ, contrast, custom_properties, sheet
from tests.factories import make_questionnaire, make_survey

ADDRESS = "https://bilan.example.org/s/printemps-2026"
COLOURS = custom_properties(sheet("slide.css"))


def slide(language: Language = "fr", **changes: Any) -> Element:
    view: dict[str, Any] = {
        "questionnaire": make_questionnaire(),
        "survey": make_survey(),
        "cohort": COHORTS[0],
        "address": ADDRESS,
        "state": "open",
        "at_least": 15,
    }
    return read(render(slide_page(SlideView(**view | changes), language)))


def said(page: Element) -> str:
    (main,) = page.all("main")
    return " ".join(main.text.split())


def links(page: Element) -> Mapping[str, str]:
    return {link.attributes["href"]: link.text for link in page.all("a")}


def classed(page: Element, name: str) -> list[Element]:
    return [e for e in page if name in e.attributes.get("class", "").split()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_stand_on_the_slide_each_marked_as_such(language: Language) -> None:
    page = slide(language)
    (html,) = page.all("html")
    (main,) = page.all("main")
    by_language = {
        each: [" ".join(e.text.split()) for e in main if e.attributes.get("lang") == each]
        for each in LANGUAGES
    }

    assert html.attributes["lang"] == language
    takes = minutes(make_questionnaire().questions)
    assert by_language == {
        "fr": [
            "Après la formation",
            "Balayez le code ou tapez l’adresse.",
            f"Environ {takes} min",
            "Au moins 15 réponses",
        ],
        "en": [
            "After the course",
            "Scan the code or type the address.",
            f"About {takes} min",
            "At least 15 answers",
        ],
    }


def test_the_address_is_written_as_one_types_it() -> None:
    (address,) = classed(slide(), "address")
    (plain,) = classed(slide(address="http://10.0.0.7:8000/s/printemps-2026"), "address")

    assert address.text == "bilan.example.org/s/printemps-2026"
    assert plain.text == "http://10.0.0.7:8000/s/printemps-2026"


@pytest.mark.parametrize(
    ("characters", "size"), [(26, "short"), (27, "medium"), (36, "medium"), (48, "long")]
)
def test_the_longer_an_address_the_smaller_it_is_written(characters: int, size: str) -> None:
    survey = "x" * (characters - len("bilan.org/s/"))
    (address,) = classed(slide(address=f"https://bilan.org/s/{survey}"), "address")

    assert len(address.text) == characters
    assert size in address.attributes["class"].split()


@pytest.mark.parametrize("submissions", range(5))
def test_nobody_and_a_few_are_told_alike(submissions: int) -> None:
    assert count_said(stepped(submissions)) == Text(
        f"Moins de {INSIDE}\u00a0réponses pour l’instant",
        f"Fewer than {INSIDE}\u00a0answers so far",
    )


def test_the_count_can_be_hidden_and_shown_again() -> None:
    hidden = slide(at_least=None)

    assert "15" not in said(hidden)
    assert classed(hidden, "state") == []
    assert links(hidden)["/surveys/printemps-2026/slide"] == "Montrer le nombre de réponses"
    assert (
        links(slide())["/surveys/printemps-2026/slide?count=false"]
        == "Masquer le nombre de réponses"
    )


def test_a_survey_that_has_yet_to_open_says_when() -> None:
    page = slide(state="not_yet", at_least=0)

    assert "Pas encore ouvert : ouvre le 1er mars 2026 à 00 h 00 UTC." in said(page)
    assert "Not open yet: opens on March 1, 2026" in said(page)
    assert "réponses" not in said(page)
    assert len(page.all("svg")) == 1


def test_a_survey_that_is_over_says_so_and_invites_nobody() -> None:
    page = slide(state="over", at_least=40)

    assert "Ce sondage est terminé." in said(page)
    assert "This survey is closed." in said(page)
    assert "40" not in said(page)
    assert "bilan.example.org" not in said(page)
    assert page.all("svg") == []


def test_without_scripts_the_slide_reloads_itself_unless_the_count_is_hidden() -> None:
    (refresh,) = [m for m in slide().all("meta") if m.attributes.get("http-equiv") == "refresh"]

    assert list(refresh.above("noscript"))
    assert slide(at_least=None).all("noscript") == []


@pytest.mark.parametrize("state", ["open", "not_yet", "over"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slide_obeys_a_policy_that_allows_only_files_of_ours(
    language: Language, state: str
) -> None:
    page = slide(language, state=state, demonstration=True)

    assert by_id(page) == {}
    assert len(page.all("h1")) == 1
    assert [e for e in page if "style" in e.attributes or e.tag == "style"] == []
    for element in page.all("script", "link"):
        source = element.attributes.get("src") or element.attributes["href"]
        assert source.startswith("/static/")


def test_the_code_tells_its_address_to_whoever_hears_the_page() -> None:
    (code,) = [e for e in slide("en") if e.attributes.get("role") == "img"]

    assert code.attributes["aria-label"] == f"QR code: {ADDRESS}"


def test_a_demonstration_says_so_in_both_languages() -> None:
    assert "Données inventées" in slide(demonstration=True).text
    assert "Made-up data" in slide(demonstration=True).text
    assert "inventées" not in slide().text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_an_address_that_no_phone_can_open_is_told_as_such(host: str) -> None:
    assert "BILAN_PUBLIC_URL" in slide(address=f"http://{host}/s/printemps-2026").text
    assert "BILAN_PUBLIC_URL" not in slide().text


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, "ground") for text in ("ink", "muted", "accent")),
        ("on-notice", "notice"),
        ("on-alarm", "alarm"),
    ],
)
def test_every_text_of_the_slide_can_be_read(text: str, ground: str) -> None:
    assert contrast(COLOURS[text], COLOURS[ground]) >= READ
