"""A participant goes through the form page by page, without JavaScript."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from dashboards.pages.survey_form import form_page
from dashboards.render import render
from surveys.bundle import Bundle
from surveys.form import typed_answers
from surveys.paging import REVIEW, Stop
from surveys.questionnaire import Section
from surveys.questions import Condition, LongTextQuestion
from surveys.submissions import AnswerValue
from surveys.texts import LANGUAGES, Language, Text
from tests.dashboards.form_views import QUESTIONNAIRE, view
from tests.dashboards.markup import Element, by_id, read, sent_fields
from tests.factories import make_bundle, make_questionnaire, make_submission, make_survey
from tests.journeys.test_form import FORM, stored

Client = TestClient[Litestar]

FOLLOW_UP = Section(
    title=Text(fr="La suite", en="What follows"),
    visible_if=Condition(question="role", any_of=("coordination",)),
    questions=(LongTextQuestion(code="plans", text=Text(fr="Et après ?", en="What next?")),),
)


@pytest.fixture
def bundle() -> Bundle:
    """The usual survey, with a third page for coordination only."""
    questionnaire = make_questionnaire(sections=(*make_questionnaire().sections, FOLLOW_UP))
    return make_bundle(questionnaires=(questionnaire,), surveys=(make_survey(closes_at=None),))


class Walk:
    """A browser without scripts: it sends what the page holds, changed as told."""

    def __init__(self, client: Client, language: Language = "fr") -> None:
        self._client = client
        self.status = 200
        self.page = read(client.get(f"{FORM}?lang={language}").text)

    def fields(self, **changes: str | list[str]) -> dict[str, list[str]]:
        fields: dict[str, list[str]] = {}
        for name, value in sent_fields(self.page):
            fields.setdefault(name, []).append(value)
        for code, typed in changes.items():
            name = code if code in ("go", "switch") else f"q.{code}"
            fields[name] = typed if isinstance(typed, list) else [typed]
        return fields

    def press(self, go: str, **answers: str | list[str]) -> "Walk":
        return self.post(self.fields(go=go, **answers))

    def switch(self, language: Language, **answers: str | list[str]) -> "Walk":
        return self.post(self.fields(switch=language, **answers))

    def post(self, fields: Mapping[str, list[str]]) -> "Walk":
        response = self._client.post(FORM, data=fields)
        self.status, self.page = response.status_code, read(response.text)
        return self

    @property
    def heading(self) -> str:
        return self.page.all("h2")[0].text

    @property
    def answers(self) -> dict[str, AnswerValue]:
        return typed_answers(QUESTIONNAIRE, sent_fields(self.page))


def test_page_after_page_then_the_review_then_sent(client: Client) -> None:
    walk = Walk(client)
    assert walk.heading == "Partie 1 sur 2 Votre avis"

    walk.press("next", satisfaction="satisfied", needs_next="Du temps")
    assert walk.heading == "Partie 2 sur 2 Votre organisme"
    assert "needs_next" not in by_id(walk.page)
    walk.press("next", tools=["email", "spreadsheet"], hours="2,5", started_on="2026-01-15")
    assert walk.heading == "Relisez vos réponses"
    said = [(pair.all("dt")[0].text, [x.text for x in pair.all("dd")]) for pair in _pairs(walk)]
    assert ("Quelle est votre satisfaction ?", ["Satisfait"]) in said
    assert ("De quoi avez-vous besoin ?", ["Du temps"]) in said
    assert ("Quels outils utilisez-vous ?", ["Courriel", "Tableur"]) in said
    assert ("Combien d’heures par semaine ?", ["2,5"]) in said
    assert ("Depuis quand ?", ["15 janvier 2026"]) in said
    assert ("Quel est votre rôle ?", ["pas de réponse"]) in said
    assert stored(client) == []

    walk.press("send")
    ((language, answers),) = stored(client)
    assert language == "fr"
    assert json.loads(answers) == {
        "hours": 2.5,
        "satisfaction": "satisfied",
        "started_on": "2026-01-15",
        "tools": ["email", "spreadsheet"],
    }


def _pairs(walk: Walk) -> list[Element]:
    return [element for element in walk.page.all("div") if element.all("dt")]


def test_a_page_is_checked_when_it_is_left_forward_only(client: Client) -> None:
    walk = Walk(client).press("next", needs_next="Du temps")
    assert walk.status == 422
    assert walk.heading == "Il reste quelque chose à revoir"
    assert walk.answers == {"needs_next": "Du temps"}

    walk.press("next", satisfaction="satisfied").press("next", hours="beaucoup")
    assert walk.status == 422
    assert "Un nombre est attendu." in walk.page.text
    assert walk.answers == {
        "needs_next": "Du temps",
        "satisfaction": "satisfied",
        "hours": "beaucoup",
    }
    walk.press("back")
    assert (walk.status, walk.heading) == (200, "Partie 1 sur 2 Votre avis")
    walk.press("next")
    assert walk.page.all("input")
    assert walk.answers["hours"] == "beaucoup"


def test_sending_leads_to_the_first_page_with_a_problem_and_straight_back(client: Client) -> None:
    walk = Walk(client).press(REVIEW, satisfaction="satisfied").press("2").press("back")
    fields = {name: value for name, value in walk.fields().items() if name != "q.satisfaction"}
    walk.post(fields | {"page": [REVIEW], "go": ["send"], "q.hours": ["beaucoup"]})

    assert walk.status == 422
    assert "Partie 1 sur 2" in walk.page.text
    assert "Un nombre est attendu." not in walk.page.text
    walk.press(REVIEW, satisfaction="satisfied")
    assert (walk.status, walk.heading) == (200, "Relisez vos réponses")
    walk.press("send")
    assert "Un nombre est attendu." in walk.page.text
    walk.press(REVIEW, hours="3").press("send")
    assert [answers for _, answers in stored(client)] == ['{"hours":3,"satisfaction":"satisfied"}']


def test_answers_make_pages_come_and_go(client: Client) -> None:
    walk = Walk(client).press("next", satisfaction="satisfied").press("next", role="coordination")
    assert walk.heading == "Partie 3 sur 3 La suite"
    walk.press("next", plans="Un plan").press("2").press("next", role="volunteer")

    assert walk.heading == "Relisez vos réponses"
    assert "Un plan" not in walk.page.text
    walk.press("2").press("next", role="coordination")
    assert by_id(walk.page)["plans"].text == "Un plan"  # kept, should they change back
    walk.press("back").press("next", role="volunteer").press("send")
    assert [answers for _, answers in stored(client)] == [
        '{"role":"volunteer","satisfaction":"satisfied"}'
    ]


def test_the_language_changes_on_any_page_and_keeps_page_and_answers(client: Client) -> None:
    walk = Walk(client).press("next", satisfaction="satisfied").switch("en", hours="2,5")
    assert walk.heading == "Part 2 of 2 Your organisation"
    assert by_id(walk.page)["hours"].attributes["value"] == "2.5"
    walk.press("next").switch("fr")
    assert walk.heading == "Relisez vos réponses"
    walk.press("send")

    assert stored(client) == [("fr", '{"hours":2.5,"satisfaction":"satisfied"}')]


def test_an_impossible_direction_is_refused_in_words(client: Client) -> None:
    walk = Walk(client).press("sideways")

    assert walk.status == 400
    assert walk.page.all("h1")


class TestOfOnePage:
    @pytest.fixture
    def bundle(self) -> Bundle:
        questionnaire = make_questionnaire(scales=(), sections=make_questionnaire().sections[1:])
        survey = make_survey(closes_at=None)
        return make_bundle(questionnaires=(questionnaire,), surveys=(survey,))

    def test_its_page_leads_to_the_review_and_counts_nothing(self, client: Client) -> None:
        walk = Walk(client)
        assert walk.heading == "Votre organisme"
        walk.press("next", hours="2").press("send")

        assert stored(client) == [("fr", '{"hours":2}')]

    def test_that_nothing_was_answered_is_said_at_the_review(self, client: Client) -> None:
        walk = Walk(client).press("next")
        assert (walk.status, walk.heading) == (200, "Relisez vos réponses")
        walk.press("send")

        assert walk.status == 422
        assert "Il n’y a encore aucune réponse à envoyer." in walk.page.text
        assert "Relisez vos réponses" in walk.page.text
        assert stored(client) == []


stops = st.sampled_from([1, 2, REVIEW])


@given(stops=st.lists(stops, max_size=4), languages=st.lists(st.sampled_from(LANGUAGES)))
def test_answers_survive_any_walk_in_both_languages(
    stops: list[Stop], languages: list[Language]
) -> None:
    answers: dict[str, AnswerValue] = make_submission().answers | {
        "role": "volunteer",  # which hides `role_other`
        "needs_next": '\n\n<b>« Oui »</b> & "non"\n',
    }
    kept = answers
    for stop, language in zip(stops, [*languages, *["fr", "en"] * 2], strict=False):
        shown: Language = "en" if language == "en" else "fr"
        page = read(render(form_page(view(answers=kept, stop=stop, language=shown))))
        kept = typed_answers(QUESTIONNAIRE, sent_fields(page))

    assert kept == answers
