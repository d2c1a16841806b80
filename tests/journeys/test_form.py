"""A participant fills in the form without JavaScript."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from surveys.bundle import Bundle
from tests.factories import make_bundle, make_survey
from tests.inside import database_of

Client = TestClient[Litestar]
FORM = "/s/printemps-2026"


class _Fields(HTMLParser):
    """The hidden fields, the names of all fields, and what is typed in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.names: set[str] = set()
        self.checked: list[tuple[str, str]] = []
        self.typed: dict[str, str] = {}
        self._area: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        name = at.get("name", "")
        if tag in ("input", "textarea"):
            self.names.add(name)
        if tag == "textarea":
            self._area = name
        if tag == "input" and at.get("type") == "hidden":
            self.hidden[name] = at["value"]
        elif tag == "input" and "checked" in at:
            self.checked.append((name, at["value"]))
        elif tag == "input" and at.get("value") and at.get("type") not in ("radio", "checkbox"):
            self.typed[name] = at["value"]

    def handle_data(self, data: str) -> None:
        if self._area and data.strip():
            self.typed[self._area] = data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None


def stored(client: Client) -> list[tuple[str, str]]:
    """The language and answers of what was stored by this test, oldest first."""
    database = database_of(client)
    with database.cursor() as cursor:
        return cursor.execute(
            "select language, answers::json::varchar from submissions order by rowid"
        ).fetchall()[1:]


def opened(client: Client, address: str = FORM) -> _Fields:
    response = client.get(address)
    assert response.status_code == 200
    return _Fields(response.text)


def test_the_form_asks_everything_and_its_only_cookie_says_that_it_was_opened(
    client: Client,
) -> None:
    response = client.get(FORM)

    names = _Fields(response.text).names
    assert {"id", "lang", "q.satisfaction", "q.usefulness.mission", "q.needs_next"} <= names
    assert response.headers["set-cookie"] == f"form=opened; HttpOnly; Path={FORM}; SameSite=lax"
    assert "no-cache" in response.headers["cache-control"]
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_answers_are_stored_and_thanked_for(client: Client) -> None:
    fields = opened(client).hidden | {"q.satisfaction": "satisfied", "q.hours": "2,5"}

    response = client.post(FORM, data=fields)

    assert response.status_code == 200
    assert response.url.path == f"{FORM}/received"
    assert stored(client) == [("fr", '{"hours":2.5,"satisfaction":"satisfied"}')]


def test_sending_the_form_twice_stores_it_once(client: Client) -> None:
    fields = opened(client).hidden | {"q.satisfaction": "satisfied"}

    first, second = client.post(FORM, data=fields), client.post(FORM, data=fields)

    assert first.text == second.text
    assert len(stored(client)) == 1


def test_going_back_to_change_answers_already_sent_says_that_the_first_stay(client: Client) -> None:
    fields = opened(client).hidden | {"q.satisfaction": "satisfied"}
    client.post(FORM, data=fields)

    response = client.post(FORM, data=fields | {"q.satisfaction": "dissatisfied"})

    assert response.status_code == 409
    assert "déjà" in response.text
    assert len(stored(client)) == 1


def test_problems_stand_beside_their_question_and_everything_typed_is_kept(client: Client) -> None:
    fields = opened(client).hidden | {
        "q.recommend_score": "9",
        "q.tools": ["email", "none"],
        "q.hours": "beaucoup",
        "q.needs_next": "Plus d’exemples <concrets>",
    }

    response = client.post(FORM, data=fields)

    again = _Fields(response.text)
    assert response.status_code == 422
    assert response.text.count("Une réponse est attendue ici.") >= 1  # satisfaction is required
    assert "Un nombre est attendu." in response.text
    assert set(again.checked) == {
        ("q.recommend_score", "9"),
        ("q.tools", "email"),
        ("q.tools", "none"),
    }
    assert again.typed["q.hours"] == "beaucoup"
    assert again.typed["q.needs_next"] == "Plus d’exemples <concrets>"
    assert again.hidden["id"] == fields["id"]
    assert stored(client) == []


def test_the_language_is_asked_for_then_the_browsers_then_french(client: Client) -> None:
    def language(address: str, browser: str) -> str:
        page = client.get(address, headers={"accept-language": browser}).text
        return str(re.findall(r'<html lang="(\w+)"', page)[0])

    assert language(FORM, "") == "fr"
    assert language(FORM, "de-DE, es;q=0.9") == "fr"
    assert language(FORM, "de, en-CA;q=0.8, fr;q=0.5") == "en"
    assert language(FORM, "en;q=0.3, fr-CA;q=0.9") == "fr"
    assert language(f"{FORM}?lang=fr", "en") == "fr"
    assert language(f"{FORM}?lang=en", "fr") == "en"


def test_changing_the_language_keeps_every_answer_and_stores_nothing(client: Client) -> None:
    fields = opened(client).hidden | {"q.satisfaction": "satisfied", "q.needs_next": "Du temps"}

    response = client.post(FORM, data=fields | {"switch": "en"})

    again = _Fields(response.text)
    assert '<html lang="en"' in response.text
    assert (again.hidden["id"], again.hidden["lang"]) == (fields["id"], "en")
    assert again.checked == [("q.satisfaction", "satisfied")]
    assert again.typed["q.needs_next"] == "Du temps"
    assert stored(client) == []


def test_french_and_english_answers_leave_the_same_rows(client: Client) -> None:
    for language in ("fr", "en"):
        fields = opened(client, f"{FORM}?lang={language}").hidden
        client.post(FORM, data=fields | {"q.satisfaction": "satisfied", "q.tools": "email"})

    (french, english) = stored(client)
    assert (french[0], english[0]) == ("fr", "en")
    assert french[1] == english[1]


def test_an_answer_to_a_question_that_is_no_longer_asked_is_left_out(client: Client) -> None:
    fields = opened(client).hidden | {
        "q.satisfaction": "satisfied",
        "q.role": "volunteer",
        "q.role_other": "Stagiaire",
    }

    assert client.post(FORM, data=fields).status_code == 200

    assert stored(client) == [("fr", '{"role":"volunteer","satisfaction":"satisfied"}')]


@pytest.mark.parametrize(
    "content",
    [b"", b"q.satisfaction=satisfied", b"id=nothing&lang=fr", b"id=%ff&lang=fr", b"\xff\xfe"],
)
def test_what_is_not_our_form_is_refused_in_words(client: Client, content: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}

    response = client.post(FORM, content=content, headers=headers)

    assert response.status_code == 400
    assert "<h1" in response.text
    assert "Traceback" not in response.text
    assert stored(client) == []


def test_too_many_fields_are_refused(client: Client) -> None:
    content = "&".join(f"q.x{n}=1" for n in range(3_000))
    headers = {"content-type": "application/x-www-form-urlencoded"}

    assert client.post(FORM, content=content, headers=headers).status_code == 400


def test_too_much_text_is_refused_in_words(client: Client) -> None:
    fields = opened(client).hidden | {"q.needs_next": "x" * 300_000}

    response = client.post(FORM, data=fields)

    assert response.status_code == 413
    assert "<h1" in response.text
    assert stored(client) == []


def test_an_unknown_survey_is_not_found_in_words(client: Client) -> None:
    for response in (
        client.get("/s/automne"),
        client.post("/s/automne", data={"id": str(uuid4())}),
    ):
        assert response.status_code == 404
        assert "<h1" in response.text


class TestClosed:
    @pytest.fixture
    def bundle(self) -> Bundle:
        return make_bundle(surveys=(make_survey(),))  # closed since April 2026

    def test_a_closed_survey_says_so_in_both_languages(self, client: Client) -> None:
        french, english = client.get(FORM), client.get(f"{FORM}?lang=en")

        assert (french.status_code, english.status_code) == (409, 409)
        assert "2026" in french.text
        assert '<html lang="en"' in english.text

    def test_answers_that_come_too_late_are_refused_in_words(self, client: Client) -> None:
        fields = {"id": str(uuid4()), "lang": "fr", "q.satisfaction": "satisfied"}

        response = client.post(FORM, data=fields)

        assert response.status_code == 409
        assert stored(client) == []

    @pytest.mark.parametrize("moved", [{"switch": "en"}, {"lang": "en", "go": "next"}])
    def test_neither_another_language_nor_another_page_brings_the_form_back(
        self, client: Client, moved: dict[str, str]
    ) -> None:
        fields = {"id": str(uuid4()), "lang": "fr", "page": "1", "q.satisfaction": "satisfied"}

        response = client.post(FORM, data=fields | moved)

        assert response.status_code == 409
        assert '<html lang="en"' in response.text
        assert "<form" not in response.text


@pytest.mark.parametrize(
    "address", [FORM, f"{FORM}?v=pace=too_fast", f"{FORM}/received", "/sign-in", "/static/form.css"]
)
def test_asking_for_the_head_of_a_page_gives_its_head_alone(client: Client, address: str) -> None:
    whole, head = client.get(address), client.head(address)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert int(head.headers["content-length"]) > 0


def test_asking_for_the_head_of_what_is_not_there_says_so(client: Client) -> None:
    assert client.head("/s/automne").status_code == 404
    assert client.head("/api/surveys/automne").status_code == 404


def test_asking_for_the_head_of_a_sign_in_link_does_not_spend_it(client: Client) -> None:
    until = datetime.now(UTC) + timedelta(hours=1)
    link = client.app.state.users.new_link(None, until=until)

    assert client.head(f"/sign-in/{link}").status_code == 200
    assert client.get(f"/sign-in/{link}").status_code == 200


def test_an_address_fills_the_form_in_advance_and_what_it_does_not_offer_is_ignored(
    client: Client,
) -> None:
    given = "v=satisfaction=satisfied&v=tools%3Demail&v=tools=fax&v=q=1&v=&w=2&v=needs_next=Texte"

    page = client.get(f"{FORM}?{given}")

    assert page.status_code == 200
    fields = _Fields(page.text)
    assert fields.checked == [("q.satisfaction", "satisfied")]
    assert fields.hidden["q.tools"] == "email"  # on a later page
    assert fields.typed == {}
