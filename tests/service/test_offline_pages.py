"""What the service gives a browser for when there is no network."""

import re
from datetime import UTC, datetime

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.web.protective_headers import NOTHING
from surveys.bundle import Bundle
from surveys.texts import LANGUAGES, Language
from tests.dashboards.markup import read, sent_fields
from tests.factories import make_bundle, make_survey

Client = TestClient[Litestar]
WHOLE = "/s/printemps-2026/whole"


def test_the_worker_is_a_script_that_is_asked_for_anew_and_reaches_nobody_else(
    client: Client,
) -> None:
    response = client.get("/s/worker.js")

    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["content-security-policy"] == f"{NOTHING}; connect-src 'self'"
    assert re.match(r'const VERSION = "[0-9a-f]{12}";\n', response.text)
    assert client.get("/s/worker.js").text == response.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_form_is_everybodys(client: Client, language: Language) -> None:
    page, again = (client.get(f"{WHOLE}?lang={language}") for _ in range(2))

    assert page.status_code == 200
    assert page.text == again.text
    assert "set-cookie" not in page.headers
    fields = dict(sent_fields(read(page.text)))
    assert (fields["id"], fields["lang"]) == ("", language)
    assert {"receipt", "invitation", "page"}.isdisjoint(fields)
    assert len(read(page.text).all("section")) == 3  # two pages, and what the device keeps


def test_sent_without_the_script_the_whole_form_is_refused_in_words(client: Client) -> None:
    fields = sent_fields(read(client.get(WHOLE).text))

    response = client.post("/s/printemps-2026", data=dict(fields))

    assert response.status_code == 400
    assert read(response.text).all("h1")


class TestOnceItIsOver:
    @pytest.fixture
    def bundle(self) -> Bundle:
        closed = make_survey(closes_at=datetime(2026, 4, 1, tzinfo=UTC))
        return make_bundle(surveys=(closed,))

    def test_the_whole_form_says_that_it_is_over_not_that_answers_arrived(
        self, client: Client
    ) -> None:
        page = client.get(f"{WHOLE}?lang=en")

        assert page.status_code == 409
        assert read(page.text).all("h1")[0].text == "This questionnaire is closed"

    def test_there_is_no_form_to_keep_but_what_is_kept_can_be_seen(self, client: Client) -> None:
        assert client.get(WHOLE).status_code == 409

        page = read(client.get("/s/printemps-2026").text)
        assert [s.attributes["src"] for s in page.all("script")] == [
            "/static/outbox.js",
            "/static/drafts.js",
        ]
        assert "data-clear-device" in page.all("button")[0].attributes


def test_an_unknown_form_is_not_found(client: Client) -> None:
    assert client.get("/s/nulle-part/whole").status_code == 404
