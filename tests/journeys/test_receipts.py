"""A participant comes back with the code of a receipt, without JavaScript."""

import re
from collections.abc import Iterator

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from playwright.sync_api import Page, expect

from service.settings import Settings
from service.store import receipts
from surveys.bundle import Bundle
from surveys.receipts import receipt_hash
from surveys.submissions import AcceptedSubmission
from tests.dashboards.markup import Element, by_id, read, sent_fields
from tests.factories import make_accepted, make_bundle
from tests.inside import database_of
from tests.journeys.conftest import OpenPage
from tests.journeys.test_form import FORM, stored
from tests.live import LiveService

Client = TestClient[Litestar]
RECEIVED = f"{FORM}/received"
WRITTEN = {"q.satisfaction": "satisfied", "q.needs_next": "Du temps pour pratiquer."}


def send(client: Client, language: str = "fr", **fields: str) -> str:
    """Send `WRITTEN` and return the code that the page shows."""
    carried = dict(sent_fields(read(client.get(f"{FORM}?lang={language}").text)))
    response = client.post(FORM, data=carried | WRITTEN | fields)
    assert response.url.path == RECEIVED
    return code_on(read(response.text))


def code_on(page: Element) -> str:
    (shown,) = [each for each in page.all("p") if each.attributes.get("class") == "code"]
    return shown.text


def press(client: Client, path: str, code: str, **fields: str) -> Element:
    return read(client.post(path, data={"code": code, "lang": "fr"} | fields).text)


def kept(client: Client, code: str) -> AcceptedSubmission | None:
    database = database_of(client)
    with database.cursor() as cursor:
        return receipts.find(cursor, receipt_hash(code))


def test_the_code_comes_by_a_cookie_of_that_page_alone_and_in_no_address(client: Client) -> None:
    carried = dict(sent_fields(read(client.get(FORM).text)))

    response = client.post(FORM, data=carried | WRITTEN, follow_redirects=False)

    code = carried["receipt"]
    assert response.status_code == 303
    assert code not in response.headers["location"]
    cookie = response.headers["set-cookie"]
    assert cookie.startswith(f"bilan_receipt={code};")
    assert {"HttpOnly", "SameSite=lax", f"Path={RECEIVED}", "Max-Age=1800"} <= set(
        cookie.split("; ")
    )
    assert "Secure" not in cookie  # the service of this test is not reached by https
    page = client.get(RECEIVED)
    assert code_on(read(page.text)) == code
    assert page.headers["cache-control"] == "no-store"
    assert code not in client.get(FORM).text


class TestOverHttps:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return msgspec.structs.replace(settings, public_url="https://bilan.example.org")

    def test_the_cookie_is_secure_and_the_short_address_is_said(self, client: Client) -> None:
        carried = dict(sent_fields(read(client.get(FORM).text)))
        response = client.post(FORM, data=carried | WRITTEN, follow_redirects=False)
        assert "Secure" in response.headers["set-cookie"]

        page = client.get(
            RECEIVED, headers={"cookie": f"__Secure-bilan_receipt={carried['receipt']}"}
        )

        assert ">bilan.example.org/r<" in page.text


def test_a_retried_send_shows_the_same_code(client: Client) -> None:
    fields = dict(sent_fields(read(client.get(FORM).text))) | WRITTEN

    first, second = client.post(FORM, data=fields), client.post(FORM, data=fields)

    assert code_on(read(first.text)) == code_on(read(second.text))


def test_one_press_takes_the_code_off_the_device(client: Client) -> None:
    code = send(client)

    response = client.post(f"{RECEIVED}?lang=en")

    assert response.url.path == RECEIVED
    assert '<html lang="en"' in response.text
    assert code not in response.text
    assert code not in client.get(RECEIVED).text
    assert press(client, "/r", code).all("dd")  # but the answers are still there


@pytest.mark.parametrize("written", ["{}", " {} ", "{}."])
def test_a_code_is_read_however_it_was_noted(client: Client, written: str) -> None:
    code = send(client)
    typed = written.format(code.lower().replace("-", " ").replace("0", "o").replace("1", "l"))

    page = press(client, "/r", typed)

    assert "Du temps pour pratiquer." in [each.text for each in page.all("dd")]
    assert re.search(r"Reçues le \d+", page.text)


def test_the_language_changes_on_the_page_of_answers_and_keeps_the_code(client: Client) -> None:
    code = send(client)

    page = press(client, "/r", code, switch="en")

    assert page.all("html")[0].attributes["lang"] == "en"
    assert ("code", code) in sent_fields(page)
    assert ("lang", "en") in sent_fields(page)


def test_consent_is_asked_at_the_review_where_something_was_written(client: Client) -> None:
    carried = dict(sent_fields(read(client.get(FORM).text)))

    silent = client.post(FORM, data=carried | {"q.satisfaction": "satisfied", "go": "review"})
    written = client.post(FORM, data=carried | WRITTEN | {"go": "review"})

    assert "quotable" not in silent.text
    (box,) = [
        each
        for each in read(written.text).all("input")
        if each.attributes.get("name") == "quotable"
    ]
    assert box.attributes["type"] == "checkbox"
    assert "checked" not in box.attributes


def test_consent_that_was_ticked_stays_over_the_pages_and_can_be_unticked(client: Client) -> None:
    carried = dict(sent_fields(read(client.get(FORM).text))) | WRITTEN
    ticked = client.post(FORM, data=carried | {"page": "review", "go": "1", "quotable": "true"})
    fields = dict(sent_fields(read(ticked.text)))
    assert fields["quotable"] == "true"

    review = dict(sent_fields(read(client.post(FORM, data=fields | {"go": "review"}).text)))
    assert review["quotable"] == "true"
    unticked = {name: value for name, value in review.items() if name != "quotable"}
    client.post(FORM, data=unticked | {"go": "send"})

    answers = kept(client, carried["receipt"])
    assert answers is not None
    assert not answers.quotable


def test_consent_is_withdrawn_and_given_with_the_code(client: Client) -> None:
    code = send(client, quotable="true")
    page = press(client, "/r", code)
    assert "Vos commentaires peuvent être cités" in page.text

    page = press(client, "/r/consent", code, quotable="false")
    assert "Vos commentaires ne peuvent pas être cités" in page.text
    answers = kept(client, code)
    assert answers is not None
    assert not answers.quotable

    page = press(client, "/r/consent", code, quotable="true")
    assert "Vos commentaires peuvent être cités" in page.text


def test_answers_are_corrected_through_the_same_pages_and_checks(client: Client) -> None:
    code = send(client, quotable="true")
    before = kept(client, code)
    assert before is not None
    review = press(client, "/r/correct", code)
    assert review.all("form")[0].attributes["action"] == f"{FORM}/correct?lang=fr"
    assert stored(client) == [("fr", '{"satisfaction":"satisfied"}')]

    fields = dict(sent_fields(review))
    page = read(client.post(f"{FORM}/correct", data=fields | {"go": "2"}).text)
    fields = dict(sent_fields(page)) | {"q.hours": "beaucoup", "go": "review"}
    refused = client.post(f"{FORM}/correct", data=fields)
    assert refused.status_code == 422
    assert read(refused.text).all("form")[0].attributes["action"] == f"{FORM}/correct?lang=fr"
    english = client.post(f"{FORM}/correct", data=fields | {"q.hours": "2,5", "switch": "en"})
    fields = dict(sent_fields(read(english.text)))
    review = read(client.post(f"{FORM}/correct", data=fields | {"go": "review"}).text)
    done = client.post(f"{FORM}/correct", data=dict(sent_fields(review)) | {"go": "send"})

    assert (done.status_code, done.url.path) == (200, "/r/corrected")
    assert "Your answers are corrected" in done.text
    assert stored(client) == [("en", '{"hours":2.5,"satisfaction":"satisfied"}')]
    after = kept(client, code)
    assert after is not None
    assert (after.submission_id, after.received_on) == (before.submission_id, before.received_on)
    assert after.comments == before.comments
    assert after.quotable


def test_answers_are_erased_after_one_question_and_a_late_copy_is_refused_in_words(
    client: Client,
) -> None:
    fields = dict(sent_fields(read(client.get(f"{FORM}?lang=en").text))) | WRITTEN
    client.post(FORM, data=fields)
    code = fields["receipt"]

    page = press(client, "/r/erase", code)
    assert "Effacer vos réponses" in page.text
    assert kept(client, code) is not None
    done = client.post("/r/erased", data={"code": code, "lang": "en"})

    assert (done.status_code, done.url.path) == (200, "/r/erased")
    assert "Your answers are erased" in done.text
    assert 'p class="code"' not in client.get(RECEIVED).text  # nor on this device
    assert stored(client) == []
    assert client.post("/r", data={"code": code}).status_code == 404
    late = client.post(FORM, data=fields)
    assert late.status_code == 410
    assert "These answers were erased" in late.text
    assert stored(client) == []


def test_a_program_is_told_too_that_it_sends_what_was_erased(client: Client) -> None:
    submission = {
        "id": "019cabd8-3800-7000-8000-000000000abc",
        "answers": {"satisfaction": "satisfied"},
        "receipt": "7KQ2-M9XT-04BV",
    }
    address = "/api/surveys/printemps-2026/submissions"
    assert client.post(address, json=submission).status_code == 201
    client.post("/r/erased", data={"code": submission["receipt"]})

    response = client.post(address, json=submission)

    assert response.status_code == 410
    assert response.json()["title"] == "Erased"


def test_the_page_that_asks_for_a_code_follows_the_language_and_holds_nothing(
    client: Client,
) -> None:
    french, english = client.get("/r"), client.get("/r", headers={"accept-language": "en"})

    assert '<html lang="fr"' in french.text
    assert '<html lang="en"' in english.text
    assert "set-cookie" not in french.headers
    field = by_id(read(french.text))["code"].attributes
    assert field["autocomplete"] == "off"
    assert "value" not in field


def test_what_is_not_a_form_is_refused_in_words(client: Client) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}

    response = client.post("/r", content=b"code=%ff", headers=headers)

    assert response.status_code == 400
    assert "<h1" in response.text


class TestOnceTheSurveyIsOver:
    @pytest.fixture
    def bundle(self) -> Bundle:
        """Closed since April 2026, with an answer that came in time."""
        in_time = make_accepted(receipt=receipt_hash("7KQ2-M9XT-04BV"))
        return make_bundle(submissions=(in_time,))

    def test_answers_can_be_read_and_erased_but_no_longer_corrected(self, client: Client) -> None:
        code = "7KQ2-M9XT-04BV"
        page = press(client, "/r", code)
        assert "ne peuvent plus être corrigées" in page.text
        assert "/r/correct" not in [
            each.attributes.get("formaction") for each in page.all("button")
        ]

        late = client.post("/r/correct", data={"code": code})
        assert late.status_code == 409
        assert "ne peuvent plus être corrigées" in late.text
        fields = {
            "id": "019cabd8-3800-7000-8000-000000000000",
            "lang": "fr",
            "receipt": code,
            "q.satisfaction": "dissatisfied",
        }
        assert client.post(f"{FORM}/correct", data=fields).status_code == 409

        assert client.post("/r/erased", data={"code": code}).url.path == "/r/erased"
        assert client.post("/r", data={"code": code}).status_code == 404


# --- in a browser ----------------------------------------------------------------------------


@pytest.fixture
def page(open_page: OpenPage) -> Iterator[Page]:
    page = open_page(locale="fr-CA", java_script_enabled=False)
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    yield page
    code = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
    assert addresses
    assert [address for address in addresses if code.search(address)] == []


def test_from_sending_to_erasing_with_scripts_off(page: Page, live: LiveService) -> None:
    def button(name: str) -> None:
        page.get_by_role("button", name=name).click()

    page.goto(f"{live.address}{FORM}")
    page.get_by_role("radio", name="Satisfait", exact=True).check()
    page.get_by_role("textbox", name="De quoi avez-vous besoin ?").fill("Du temps.")
    button("Continuer")
    button("Continuer")
    page.get_by_role("checkbox", name="J’accepte que mes commentaires").check()
    button("Envoyer mes réponses")
    code = page.locator("p.code").inner_text()
    page.locator(".receipt a").click()

    page.get_by_role("textbox", name="Code de reçu").fill(code.lower().replace("-", ""))
    button("Voir mes réponses")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos réponses")
    expect(page.locator("main")).to_contain_text("Du temps.")
    button("Ne plus permettre de me citer")
    expect(page.locator("main")).to_contain_text("ne peuvent pas être cités")

    button("Corriger mes réponses")
    button("Modifier Votre avis")
    page.get_by_role("radio", name="Peu satisfait", exact=True).check()
    button("Aller à la relecture")
    expect(page.get_by_role("checkbox", name="J’accepte que mes commentaires")).not_to_be_checked()
    button("Remplacer mes réponses")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos réponses sont corrigées")

    page.get_by_role("link", name="Relire mes réponses").click()
    page.get_by_role("textbox", name="Code de reçu").fill(code)
    button("Voir mes réponses")
    expect(page.locator("main")).to_contain_text("Peu satisfait")
    button("Effacer mes réponses…")
    button("Effacer pour de bon")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos réponses sont effacées")

    page.goto(f"{live.address}/r")
    page.get_by_role("textbox", name="Code de reçu").fill(code)
    button("Voir mes réponses")
    expect(page.locator(".problems")).to_contain_text("Aucune réponse sous ce code")
