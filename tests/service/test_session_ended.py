"""A form that is sent after its session ended comes back, and can be sent once one is in again."""

from datetime import UTC, datetime
from typing import Any

import httpx
import msgspec
from litestar import Litestar
from litestar.testing import TestClient

from dashboards.pages.carried import is_typed
from dashboards.pages.entry_form import _FIELDS as ENTERED
from dashboards.pages.set_up import _FIELDS as SET_UP
from service.web.carried import LARGEST
from tests.accounts import ADMINISTRATOR, PASSWORD, add_user, users_of
from tests.dashboards.markup import Element, read

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
WRITE = "/cohorts/cohorte-1/announcements"
FORM = {
    "said_fr": "Trop de « théorie » & de <b>texte</b>.\r\n\r\nEt pas assez d’exemples.",
    "said_en": "",
    "doing_fr": "Une étude de cas avant la pause.",
    "doing_en": "A case before the break.",
    "theme": "",
}


def send(client: Client, path: str, fields: Any, **headers: str) -> httpx.Response:
    """Send a form as the page at the same address does."""
    referer = {"referer": f"{HERE['origin']}{path}"}
    return client.post(path, data=fields, headers=HERE | referer | headers, follow_redirects=False)


def hidden(form: Element) -> dict[str, str]:
    """Return what a form sends whatever is typed into it."""
    fields = [each.attributes for each in form.all("input")]
    return {each["name"]: each["value"] for each in fields if each.get("type") == "hidden"}


def door(answer: httpx.Response) -> Element:
    page = read(answer.text)
    (form,) = [each for each in page.all("form") if each.attributes.get("id") == "door"]
    return form


def go_in(client: Client, answer: httpx.Response, **typed: str) -> httpx.Response:
    """Fill in the door as it stands in `answer`, and press its button."""
    form = door(answer)
    fields = hidden(form) | {"password": PASSWORD, "go": "in"} | typed
    fields["email"] = typed.get("email", ADMINISTRATOR)
    lang = typed.get("lang", "fr")
    return client.post(
        f"{form.attributes['action']}?lang={lang}",
        data=fields,
        headers=HERE,
        follow_redirects=False,
    )


def handed_back(answer: httpx.Response) -> Element:
    """Return the form that sends what was carried."""
    assert answer.status_code == 200, answer.text
    (form,) = [
        each
        for each in read(answer.text).all("form")
        if not each.attributes["action"].startswith("/sign-")
    ]
    return form


def refused_form(answer: httpx.Response) -> Element:
    """Return the form on the page of what a role does not let somebody do."""
    (form,) = [
        each for each in read(answer.text).all("form") if each.attributes["action"] != "/sign-out"
    ]
    return form


def test_what_was_typed_comes_back_and_is_kept_once_it_is_sent_again(ended: Client) -> None:
    told = send(ended, WRITE, FORM)
    assert told.status_code == 401
    assert "Votre session est terminée" in told.text
    assert told.headers["cache-control"] == "no-store"

    back = go_in(ended, told)

    assert "Votre session était terminée" in back.text
    assert "Trop de « théorie » &amp; de &lt;b&gt;texte&lt;/b&gt;." in back.text
    form = handed_back(back)
    assert form.attributes["action"] == WRITE
    assert hidden(form) == FORM
    assert "Trop de « théorie »" not in ended.get(WRITE).text.partition('id="write"')[0]

    sent = send(ended, form.attributes["action"], hidden(form))

    assert sent.status_code == 303
    assert "Et pas assez d’exemples." in ended.get(WRITE).text


def test_a_wrong_password_loses_nothing(ended: Client) -> None:
    wrong = go_in(ended, send(ended, WRITE, FORM), password="un autre mot de passe")  # noqa: S106

    assert wrong.status_code == 401
    assert "ne vont pas ensemble" in wrong.text
    assert "un autre mot de passe" not in wrong.text
    assert hidden(handed_back(go_in(ended, wrong))) == FORM


def test_the_other_language_loses_nothing(ended: Client) -> None:
    told = send(ended, WRITE, FORM)
    in_english = go_in(ended, told, go="language", password="", lang="en")

    assert "Your session has ended" in in_english.text
    back = go_in(ended, in_english, lang="en")
    assert "Here is what you had written" in back.text
    assert hidden(handed_back(back)) == FORM
    (switch,) = [
        each
        for each in read(back.text).all("form")
        if each.attributes["action"].startswith("/sign-in/again")
    ]
    again = ended.post(
        switch.attributes["action"],
        data=hidden(switch) | {"go": "continue"},
        headers=HERE,
    )
    assert "Voici ce que vous aviez écrit" in again.text
    assert hidden(handed_back(again)) == FORM


def test_who_signs_in_in_another_tab_goes_on_in_the_first(ended: Client) -> None:
    told = send(ended, WRITE, FORM)
    too_early = go_in(ended, told, go="continue", password="", email="")
    assert too_early.status_code == 401
    assert "n’est pas encore connecté" in too_early.text
    assert ended.get("/sign-in/again", follow_redirects=False).headers["location"] == (
        "/sign-in?to=/sign-in/again"
    )

    ended.post("/sign-in", data={"email": ADMINISTRATOR, "password": PASSWORD}, headers=HERE)

    assert "Vous voilà de nouveau connecté·e" in ended.get("/sign-in/again").text
    back = go_in(ended, too_early, go="continue", password="", email="")
    assert hidden(handed_back(back)) == FORM


def test_who_signs_in_again_may_do_what_their_role_gives_and_no_more(ended: Client) -> None:
    add_user(ended, "bo@example.org", roles={"essai": frozenset({"designer"})})
    path = "/programmes/essai/facts/fact"
    told = send(ended, path, {"name_fr": "Subventions", "value": "3"})

    form = handed_back(go_in(ended, told, email="bo@example.org"))

    refused = send(ended, form.attributes["action"], hidden(form))

    assert refused.status_code == 403
    assert hidden(refused_form(refused)) == hidden(form)  # until the role is given back


def test_a_role_that_is_taken_meanwhile_and_given_back_loses_nothing(ended: Client) -> None:
    roles = {"essai": frozenset({"facilitator"})}
    user = add_user(ended, "cy@example.org", roles=roles)
    credentials = {"email": user.email, "password": PASSWORD}
    ended.post("/sign-in", data=credentials, headers=HERE)
    users, at = users_of(ended), datetime.now(UTC)

    users.change(user.user, lambda now: msgspec.structs.replace(now, roles={}), at=at)
    refused = send(ended, WRITE, FORM)
    users.change(user.user, lambda now: msgspec.structs.replace(now, roles=roles), at=at)

    assert refused.status_code == 403
    assert "rien n’est perdu tant que cette page reste ouverte" in refused.text
    form = refused_form(refused)
    assert send(ended, form.attributes["action"], hidden(form)).status_code == 303


def test_the_text_of_a_questionnaire_comes_back_whole(ended: Client) -> None:
    text = "# Bilan\n" + "Une question, avec des accents ? &copy; \"'<>\n" * 800
    path = "/programmes/essai/questionnaires/00000000-0000-0000-0000-000000000009"
    told = send(ended, f"{path}?cohort=cohorte-1", {"revision": "3", "text": text, "go": "save"})

    form = handed_back(go_in(ended, told))

    assert form.attributes["action"] == f"{path}?cohort=cohorte-1"
    assert hidden(form) == {"revision": "3", "text": text, "go": "save"}


def test_a_file_cannot_be_carried_and_the_door_says_so(ended: Client) -> None:
    path = "/cohorts/cohorte-1/roster"
    told = ended.post(
        path,
        files={"list": ("liste.csv", b"nom;courriel\nZo\xc3\xa9;zoe@example.org\n")},
        headers=HERE | {"referer": f"{HERE['origin']}{path}"},
        follow_redirects=False,
    )

    assert told.status_code == 401
    assert "un fichier ne peut pas passer par cette page" in told.text
    assert "zoe@example.org" not in told.text
    assert go_in(ended, told).headers["location"] == path


def test_what_is_too_long_is_not_carried_and_the_door_says_so(ended: Client) -> None:
    path = "/programmes/essai/questionnaires/00000000-0000-0000-0000-000000000009"
    told = send(ended, path, {"text": "a" * LARGEST})

    assert told.status_code == 401
    assert "trop long pour passer par cette page" in told.text
    assert "aaaa" not in told.text


def test_a_button_is_not_carried_and_one_is_led_back_to_its_page(ended: Client) -> None:
    page = "/activities/formation/themes"
    headers = HERE | {"referer": f"{HERE['origin']}{page}?show=all"}
    told = ended.post(page, headers=headers, follow_redirects=False)

    assert told.status_code == 303
    assert told.headers["location"] == f"/sign-in?to={page}%3Fshow%3Dall"


def test_what_a_script_sends_is_answered_as_before(ended: Client) -> None:
    told = send(ended, WRITE, FORM, **{"sec-fetch-mode": "cors", "sec-fetch-site": "same-origin"})

    assert told.status_code == 303
    assert "Trop de" not in told.text


def test_a_form_that_is_read_by_its_address_is_led_back_to_with_all_that_was_typed(
    ended: Client,
) -> None:
    page = "/programmes/essai/changes/new?activity=formation&what=Plus+d%27exemples&go=review"
    told = ended.get(page, follow_redirects=False)
    to = {"to": httpx.URL(told.headers["location"]).params["to"]}
    credentials = {"email": ADMINISTRATOR, "password": PASSWORD}
    back = ended.post("/sign-in", data=to | credentials, headers=HERE, follow_redirects=False)

    assert back.headers["location"] == page


def test_every_field_that_people_type_words_into_has_a_name_to_come_back_under() -> None:
    asked = [each for fields in (*ENTERED.values(), *SET_UP.values()) for each in fields]
    pairs = [each.field for each in asked if each.shape in {"pair", "sentences", "texts"}]

    assert {"name", "source", "text"} <= set(pairs)
    for field in [*pairs, "said", "doing", "session_12_title"]:
        assert is_typed(f"{field}_fr")
        assert is_typed(f"{field}_en")
    assert all(map(is_typed, ["text", "what", "reason", "name", "email", "slug", "fr", "en"]))
    assert not any(map(is_typed, ["go", "theme", "revision", "session_1_held_on", "_fr", ""]))
