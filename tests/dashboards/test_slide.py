"""The slide that invites a room to answer."""

from collections.abc import Mapping
from typing import Any

import pytest

from analysis.disclosure.gate import INSIDE, ReleasedItem
from analysis.disclosure.live_count import stepped
from analysis.disclosure.live_results import Projected
from dashboards.pages.slide import SlideView, count_said, slide_page
from dashboards.pages.slide_results import questions_to_show
from dashboards.pages.survey_form import minutes
from dashboards.render import render
from surveys.questionnaire import Section
from surveys.questions import Option, SingleChoiceQuestion
from surveys.texts import LANGUAGES, Language, Text
from tests.dashboards.examples import COHORTS
from tests.dashboards.markup import Element, by_id, read
from tests.dashboards.test_style import READ, SEEN, contrast, custom_properties, sheet
from tests.factories import make_questionnaire, make_survey

ADDRESS = "https://bilan.example.org/s/printemps-2026"
LIGHT, DARK_ONLY = map(custom_properties, sheet("slide.css").split(".dark {"))
DARK = LIGHT | DARK_ONLY


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

    assert set(by_id(page)) <= {"question", "step-before", "step-after"}
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


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, "ground") for text in ("ink", "muted", "accent")),
        ("on-notice", "notice"),
        ("on-alarm", "alarm"),
    ],
)
def test_every_text_of_the_slide_can_be_read(
    colours: dict[str, str], text: str, ground: str
) -> None:
    assert contrast(colours[text], colours[ground]) >= READ


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_bar_stands_out_of_its_ground(colours: dict[str, str]) -> None:
    assert contrast(colours["accent"], colours["whole"]) >= SEEN


# --- the results ------------------------------------------------------------------------------

SHOWN = Projected(
    24,
    {
        "satisfaction": ReleasedItem(24, {"very_satisfied": 18, "satisfied": 5, "dissatisfied": 1}),
        "pace": ReleasedItem(12, {"just_right": 12}),
        "recommend_score": ReleasedItem(20, {"10": 9, "9": 2, "8": 5, "3": 4}),
        "usefulness.mission": ReleasedItem(14, {"useful": 12, "not_applicable": 2}),
        "usefulness.security": ReleasedItem(21, {"useful": 7, "useless": 14}),
        "tools": ReleasedItem(24, {"email": 24, "spreadsheet": 6}),
        "role": ReleasedItem(24, {"coordination": 24}),
    },
)


def bars(question: str, language: Language = "fr", **changes: Any) -> list[tuple[str, str, str]]:
    """Return each bar as its label, its width and its value."""
    page = slide(language, question=question, shown=SHOWN, **changes)
    found = []
    for item in page.all("ul")[0].all("li"):
        label, value = item.all("p")
        part = next(e for e in item.all("rect") if e.attributes["class"] == "part")
        found.append((" ".join(label.text.split()), part.attributes["width"], value.text))
    return found


def test_a_scale_is_one_bar_a_point_in_both_languages() -> None:
    assert bars("satisfaction") == [
        ("Très satisfait Very satisfied", "75%", "75\u00a0%"),
        ("Satisfait Satisfied", "20.83%", "21\u00a0%"),
        ("Peu satisfait Dissatisfied", "4.17%", "4\u00a0%"),
        ("Pas du tout satisfait Very dissatisfied", "0%", "0\u00a0%"),
    ]
    assert [value for _, _, value in bars("satisfaction", "en")] == ["75%", "21%", "4%", "0%"]


def test_below_twenty_answers_people_are_counted() -> None:
    assert [value for _, _, value in bars("pace")] == ["0", "12", "0"]


def test_a_recommendation_is_three_bars_and_no_score() -> None:
    assert bars("recommend_score") == [
        ("9 ou 10 9 or 10", "55%", "55\u00a0%"),
        ("7 ou 8 7 or 8", "25%", "25\u00a0%"),
        ("0 à 6 0 to 6", "20%", "20\u00a0%"),
    ]


def test_each_row_of_a_matrix_says_of_how_many() -> None:
    page = slide(question="usefulness", shown=SHOWN)
    (counted,) = classed(page, "counted")

    assert bars("usefulness") == [
        ("La mission The mission", "100%", "12 sur 12"),
        ("La sécurité Security", "33.33%", "33\u00a0%"),
    ]
    assert "Part de «\u00a0Utile\u00a0»\u2002·\u200212 à 21\u00a0réponses" in counted.text
    assert "Share of “Useful”\u2002·\u200212 to 21\u00a0answers" in counted.text


def test_several_choices_are_of_those_who_answered() -> None:
    assert [(width, value) for _, width, value in bars("tools")][:2] == [
        ("100%", "100\u00a0%"),
        ("25%", "25\u00a0%"),
    ]
    assert "Plusieurs choix possibles" in said(slide(question="tools", shown=SHOWN))


def test_long_labels_stand_in_one_language() -> None:
    long = Text(fr="Une réponse qui prend bien plus d’une ligne sur l’écran", en="A long answer")
    question = SingleChoiceQuestion(
        code="long",
        text=Text(fr="Laquelle ?", en="Which one?"),
        options=(Option(code="a", text=long), Option(code="b", text=Text(fr="Non", en="No"))),
    )
    section = Section(title=Text(fr="A", en="A"), questions=(question,))
    shown = Projected(10, {"long": ReleasedItem(10, {"a": 10})})
    page = slide(
        "en", questionnaire=make_questionnaire(sections=(section,)), question="long", shown=shown
    )

    labels = [" ".join(label.text.split()) for label in classed(page, "label")]
    assert labels == ["A long answer", "No"]
    assert "wordy" in page.all("main")[0].attributes["class"]


@pytest.mark.parametrize("question", ["needs_next", "role", "hours", "people", "started_on", ""])
def test_what_was_written_and_who_people_are_is_never_projected(question: str) -> None:
    page = slide(question=question, shown=SHOWN)

    assert page.all("ul") == []
    assert len(classed(page, "code")) == 1
    assert question not in {each.code for each in questions_to_show(make_questionnaire())}


def test_until_enough_have_answered_the_slide_invites_and_says_so() -> None:
    waiting = slide(question="satisfaction")
    over = slide(question="satisfaction", state="over")

    assert "Les résultats s’afficheront ici à partir de 15 réponses." in said(waiting)
    assert "Results will show here from 15 answers on." in said(waiting)
    assert len(classed(waiting, "code")) == 1
    assert "Moins de 10 réponses : les résultats ne sont pas projetés." in said(over)


def test_whoever_presents_steps_through_the_questions() -> None:
    def steps(question: str) -> dict[str, str]:
        forms = {
            e.attributes["id"]: e
            for e in slide(question=question).all("form")
            if "id" in e.attributes
        }
        return {key: form.all("input")[0].attributes["value"] for key, form in forms.items()}

    assert steps("") == {"step-after": "satisfaction"}
    assert steps("pace") == {"step-before": "satisfaction", "step-after": "recommend_score"}
    assert steps("satisfaction")["step-before"] == ""
    (chosen,) = [
        e for e in slide("en", question="pace").all("option") if "selected" in e.attributes
    ]
    assert chosen.text == "The pace was…"


def test_results_invite_latecomers_while_there_is_time() -> None:
    assert len(classed(slide(question="pace", shown=SHOWN), "code")) == 1
    assert classed(slide(question="pace", shown=SHOWN, state="over"), "code") == []


def test_the_ground_is_dark_where_somebody_chose_so_and_stays_so() -> None:
    dark = slide(dark=True, at_least=None)

    assert dark.all("html")[0].attributes["class"] == "dark"
    assert links(dark)["/surveys/printemps-2026/slide?count=false"] == "Fond clair"
    assert {e.attributes["action"] for e in dark.all("form")} == {
        "/surveys/printemps-2026/slide?count=false&dark=true"
    }
