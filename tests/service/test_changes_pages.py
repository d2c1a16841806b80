"""The pages of content changes: prepared, read once more, registered, judged, withdrawn."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.store.load import load
from surveys.bundle import Bundle
from tests.accounts import add_user, send_password
from tests.dashboards.markup import Element, read
from tests.factories import make_two_cohorts
from tests.inside import database_of
from tests.service import theme_desk
from tests.service.test_content_changes import BEFORE, HERE, answer_after, answers

Client = TestClient[Litestar]
CHANGES = "/programmes/essai/changes"
WHAT = "Une heure de pratique <b> au lieu de l’exposé"
FIELDS: dict[str, Any] = {
    "activity": "formation",
    "what": WHAT,
    "module": "usefulness.security",
    "need": "",
    "item": "short:usefulness.security",
    "measure": "favourable",
    "expects": "higher",
    "smallest": "5",
    "chosen_for": "need",
    "before": ["cohorte-1"],
    "after": ["cohorte-2"],
}


@pytest.fixture
def bundle() -> Bundle:
    """Two cohorts; 44 of 62 of the first found the module useful, nobody of the second answered."""
    return make_two_cohorts(answers(BEFORE, 44, 62))


def page(client: Client, address: str, **params: Any) -> Element:
    query = urlencode(params | {"lang": "fr"})
    answer = client.get(f"{address}{'&' if '?' in address else '?'}{query}")
    assert answer.status_code == 200, answer.text
    return read(answer.text)


def text(element: Element) -> str:
    return " ".join(element.text.split())


def prepare(client: Client, **changes: Any) -> Any:
    fields = FIELDS | {"go": "review", "lang": "fr"} | changes
    return client.get(f"{CHANGES}/new", params=fields)


def register(client: Client, **changes: Any) -> Any:
    return client.post(CHANGES, data=FIELDS | changes, headers=HERE, follow_redirects=False)


def test_the_form_begins_with_what_is_known_and_tells_what_could_be_seen(
    signed_in: Client,
) -> None:
    first = page(signed_in, f"{CHANGES}/new")  # one activity: nothing to choose
    with_module = page(signed_in, f"{CHANGES}/new", module="usefulness.security")

    ticked = [
        each.attributes["value"]
        for each in first.all("input")
        if "checked" in each.attributes and each.attributes["type"] == "checkbox"
    ]
    assert ticked == ["cohorte-2", "cohorte-1"]
    assert "62 réponses" in text(first)
    assert "Choisissez où cela devrait se voir" in text(first)
    assert "Avant : 71 % (44 sur 62)." in text(with_module)
    assert "environ 62 réponses." in text(with_module)
    assert "Plus petite différence visible quatre fois sur cinq : " in text(with_module)
    assert "changement jugé nº 1" in text(with_module)


def test_a_change_is_read_once_more_registered_and_judged(signed_in: Client) -> None:
    review = prepare(signed_in)
    assert review.status_code == 200
    assert "plus personne ne pourra le changer" in review.text
    assert "71 % (44 sur 62)" in text(read(review.text))
    assert "1 changement" not in text(page(signed_in, CHANGES))

    kept = register(signed_in)
    assert (kept.status_code, kept.headers["location"]) == (303, f"{CHANGES}/1?registered=1")
    one = page(signed_in, kept.headers["location"])
    assert "rien ne peut plus y être changé" in text(one)
    assert "Trop peu de réponses peuvent être montrées" in text(one)
    stamp = signed_in.get("/api/programmes/essai/changes").json()["changes"][0]["stamp"]
    assert stamp in text(one)

    answer_after(signed_in, 56, 62)
    assert "Le verdict sur ce changement" not in text(page(signed_in, "/programmes"))  # long ago
    listed = text(page(signed_in, CHANGES))
    assert "1 amélioré" in listed
    assert "De 71 % (44 sur 62) à 90 % (56 sur 62). Différence : +19 points, entre +6" in listed
    assert "nº 2 (le prochain)" in listed
    assert f"1. {WHAT}" in listed


WRONG: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"what": " "}, "what", "Dites ce qui change."),
    ({"what": "x" * 1_001}, "what", "1000 caractères au plus"),
    ({"item": ""}, "item", "Choisissez dans la liste."),
    ({"item": "short:rien"}, "item", "Aucune cohorte d’avant n’a un tel résultat"),
    ({"smallest": "0"}, "smallest", "de plus de 0 à 100"),
    ({"smallest": "beaucoup"}, "smallest", "de plus de 0 à 100"),
    ({"after": []}, "after", "Choisissez au moins une cohorte."),
    ({"before": ["cohorte-2"]}, "after", "Une cohorte est nommée deux fois."),
    ({"after": ["ailleurs"]}, "after", "n’a pas de cohorte « ailleurs »"),
    ({"module": "usefulness.rien"}, "module", "n’a pas de thématique"),
    ({"need": "4"}, "need", "n’est pas parmi ceux de l’activité"),
    ({"expects": "better"}, "expects", "Choisissez dans la liste."),
    ({"before": [f"c-{n}" for n in range(51)]}, "before", "50 cohortes au plus."),
)


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(
    signed_in: Client,
) -> None:
    for changes, field, says in WRONG:
        for answer in (prepare(signed_in, **changes), register(signed_in, **changes)):
            assert answer.status_code == 422, changes
            refused = read(answer.text)
            beside = {each.attributes.get("id"): text(each) for each in refused.all("p")}
            typed = {each.attributes["id"]: text(each) for each in refused.all("textarea")}
            assert says in beside[f"{field}-problem"], changes
            assert typed["what"] == (FIELDS | changes)["what"].strip()
    assert "Aucun changement pour l’instant" in text(page(signed_in, CHANGES))


def test_what_could_be_seen_is_told_before_the_change_is_put_into_words(
    signed_in: Client,
) -> None:
    looked = read(prepare(signed_in, go="look", what="").text)

    assert [each for each in looked.all("div") if each.attributes.get("role") == "alert"] == []
    (heading,) = (each for each in looked.all("h2") if each.attributes.get("id") == "prospect")
    assert "autofocus" in heading.attributes
    assert text(read(prepare(signed_in, what="").text)).count("Dites ce qui change") > 0


def test_everything_that_is_wrong_is_said_at_once(signed_in: Client) -> None:
    refused = read(prepare(signed_in, what="", item="", smallest="x", after=[]).text)

    assert "4 choses sont à revoir" in text(refused)


def test_once_somebody_of_the_next_cohort_has_answered_it_is_too_late(signed_in: Client) -> None:
    assert prepare(signed_in).status_code == 200
    answer_after(signed_in, 1, 1)  # while it is read once more

    for answer in (register(signed_in), prepare(signed_in)):
        assert answer.status_code == 422
        assert "posée après coup ne prouve rien" in answer.text
    assert "Aucun changement pour l’instant" in text(page(signed_in, CHANGES))


def test_reading_once_more_and_correcting_keeps_what_was_typed_in_both_languages(
    signed_in: Client,
) -> None:
    review = read(prepare(signed_in).text)
    other = next(each for each in review.all("a") if each.attributes.get("hreflang") == "en")
    english = signed_in.get(other.attributes["href"])
    again = prepare(signed_in, go="edit")

    assert "Register for good" in english.text
    assert text(next(iter(read(english.text).all("article")))).startswith(WHAT)
    assert again.status_code == 200
    assert "Dites" not in again.text
    assert WHAT in text(read(again.text))


def test_a_change_is_withdrawn_with_a_reason_only_and_once(signed_in: Client) -> None:
    register(signed_in)
    address = f"{CHANGES}/1/withdraw"

    empty = signed_in.post(address, data={"reason": " "}, headers=HERE)
    done = signed_in.post(
        address, data={"reason": "La salle a changé"}, headers=HERE, follow_redirects=False
    )
    again = signed_in.post(address, data={"reason": "Encore"}, headers=HERE)
    shown = text(page(signed_in, f"{CHANGES}/1"))

    assert (empty.status_code, done.status_code, again.status_code) == (422, 303, 409)
    assert "Dites pourquoi" in empty.text
    assert "avant toute réponse : « La salle a changé »" in shown.replace("\u00a0", " ")
    assert "Retirer ce changement" not in shown
    assert "1 sans verdict" in text(page(signed_in, CHANGES))
    assert signed_in.get(f"{CHANGES}/9").status_code == 404


def test_facilitators_read_changes_and_are_not_offered_to_register_any(client: Client) -> None:
    add_user(client, "eve@example.org", roles={"essai": frozenset({"facilitator"})})
    assert send_password(client, "eve@example.org").status_code == 303

    assert "Préparer un changement" not in text(page(client, CHANGES))
    assert client.get(f"{CHANGES}/new").status_code == 403
    assert register(client).status_code == 403


def test_an_activity_of_another_programme_is_not_found(signed_in: Client) -> None:
    assert signed_in.get(f"{CHANGES}/new", params={"activity": "ailleurs"}).status_code == 404
    assert register(signed_in, activity="ailleurs").status_code == 404


def test_a_need_has_its_history_from_the_first_mention_to_the_change_that_answers_it(
    signed_in: Client,
) -> None:
    written = theme_desk.bundle()
    database = database_of(signed_in)
    load(database, written, at=datetime.now(UTC))
    theme_desk.search(database, written)
    theme = f"/activities/formation/themes/{theme_desk.TIME}"
    for doing, data in (
        ("rename", {"fr": "Du temps", "en": "Time"}),
        ("lock", {}),
    ):
        done = signed_in.post(f"{theme}/{doing}", data=data, headers=HERE)
        assert done.status_code == 200, done.text
    merged = signed_in.post(
        f"/activities/formation/themes/{theme_desk.LUNCH}/merge",
        data={"into": str(theme_desk.TIME)},
        headers=HERE,
    )
    assert merged.status_code == 200
    made = signed_in.post(
        "/api/programmes/essai/changes",
        json={
            "what": WHAT,
            "activity": "formation",
            "need": theme_desk.TIME,
            "hypothesis": {
                "questionnaire": "short",
                "item": "usefulness.security",
                "measure": "favourable",
                "expects": "higher",
                "smallest": 0.05,
                "before": ["cohorte-1"],
                "after": ["cohorte-2"],
            },
        },
        headers=HERE,
    )
    assert made.status_code == 201, made.text

    told = text(page(signed_in, f"{theme}/history"))
    listed = page(signed_in, CHANGES)

    for each in (
        "Histoire d’un besoin : Du temps",
        "Première mention : Cohorte 1",
        "Nommé « Du temps »",
        "Décidé par Ada Lovelace.",
        "Verrouillé",
        f"« thème {theme_desk.LUNCH} » y a été fusionné",
        "Changement 1 inscrit",
        "1 changement y répond.",
    ):
        assert each in told.replace("\u00a0", " "), each
    assert f"{theme}/history" in {each.attributes["href"] for each in listed.all("a")}
    assert signed_in.get("/activities/formation/themes/99/history").status_code == 404
    answer = f"{CHANGES}/new?activity=formation&need={theme_desk.TIME}"
    links = {each.attributes["href"] for each in page(signed_in, theme).all("a")}
    assert {answer, f"{theme}/history"} <= links
    assert page(signed_in, answer).all("option") == []  # everybody has answered: first a cohort
    coming = {"name_fr": "À venir", "starts_on": "2099-01-12", "ends_on": "2099-01-12"}
    signed_in.post("/activities/formation/cohorts/new", data=coming, headers=HERE)
    chosen = [
        each.attributes["value"]
        for each in page(signed_in, answer).all("option")
        if "selected" in each.attributes
    ]
    assert str(theme_desk.TIME) in chosen
