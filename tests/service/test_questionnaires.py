"""Questionnaires are drafted, checked, saved and published in the browser and by programs."""

import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.store import questionnaires as store
from service.store.roster import RosterRows, keep_roster
from surveys.questionnaire_text import written
from surveys.roster import Enrolment
from tests.accounts import add_user, send_password
from tests.factories import make_questionnaire
from tests.inside import database_of

Client = TestClient[Litestar]
ORIGIN = {"origin": "http://127.0.0.1:8000"}
LIST = "/programmes/essai/questionnaires"
TEXT = written(make_questionnaire(code="evening"))


def send(client: Client, address: str, **fields: str) -> Any:
    return client.post(address, data=fields, headers=ORIGIN, follow_redirects=False)


def begin(client: Client, source: str = "blank") -> str:
    """Begin a draft; return its address."""
    begun = send(client, LIST, source=source)
    assert begun.status_code == 303
    return str(begun.headers["location"])


def stored(client: Client, address: str) -> store.Draft | None:
    with database_of(client).cursor() as cursor:
        return store.draft(cursor, "essai", UUID(address.rpartition("/")[2]))


def published(client: Client) -> set[tuple[str, int]]:
    with database_of(client).cursor() as cursor:
        return {(q.code, q.version) for q, _ in store.published(cursor)}


def typed_in(page: str) -> str:
    """Return what stands in the text box of a page."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found
    return unescape(found[1])


def lines_of_log(client: Client) -> list[str]:
    with database_of(client).cursor() as cursor:
        found = cursor.execute("select subject from audit_log order by number").fetchall()
    return [subject for (subject,) in found]


def test_a_badly_worded_question_is_put_right_and_published_as_the_next_version(
    signed_in: Client,
) -> None:
    listed = signed_in.get(LIST).text
    assert 'value="published/short/1"' in listed

    address = begin(signed_in, "published/short/1")
    text = typed_in(signed_in.get(address).text)
    assert "version = 2" in text

    mended = text.replace("La recommanderiez-vous ?", "La recommanderiez-vous à un ami ?")
    done = send(signed_in, f"{address}/publish", text=mended, revision="1")

    assert (done.status_code, done.headers["location"]) == (303, f"{LIST}?published=1")
    assert published(signed_in) == {("short", 1), ("short", 2)}
    assert stored(signed_in, address) is None
    assert signed_in.get(address).status_code == 404
    assert lines_of_log(signed_in)[-1].endswith("/publish short 2")
    following = typed_in(signed_in.get(begin(signed_in, "published/short/2")).text)
    assert following == mended.replace("version = 2", "version = 3")


def test_what_is_published_never_changes(signed_in: Client) -> None:
    address = begin(signed_in, "published/short/1")
    taken = typed_in(signed_in.get(address).text).replace("version = 2", "version = 1")

    refused = send(signed_in, f"{address}/publish", text=taken, revision="1")

    assert refused.status_code == 422
    assert "déjà publiée" in refused.text
    assert published(signed_in) == {("short", 1)}
    assert stored(signed_in, address) is not None
    assert typed_in(refused.text) == taken


@pytest.mark.parametrize("go", ["", "/publish"])
def test_the_second_of_two_who_save_is_told_and_loses_nothing(signed_in: Client, go: str) -> None:
    address = begin(signed_in)
    theirs, mine = TEXT, TEXT.replace("Utile", "Très utile")
    assert send(signed_in, address, text=theirs, revision="1").status_code == 303

    second = send(signed_in, f"{address}{go}", text=mine, revision="1")

    assert second.status_code == 409
    assert "Ada Lovelace" in second.text
    assert typed_in(second.text) == mine
    assert "+  { code = &#34;useful&#34;, text.fr = &#34;Très utile&#34;" in second.text
    there = stored(signed_in, address)
    assert there is not None
    assert (there.text, there.revision) == (theirs, 2)
    assert 'name="revision" value="2"' in second.text
    assert send(signed_in, address, text=mine, revision="2").status_code == 303


def test_what_is_typed_of_a_draft_that_is_gone_becomes_a_new_one(signed_in: Client) -> None:
    address = begin(signed_in)
    assert send(signed_in, f"{address}/remove", revision="1").headers["location"] == LIST

    again = send(signed_in, address, text=TEXT, revision="1")

    there = again.headers["location"].partition("?")[0]
    assert there != address
    assert (stored(signed_in, there) or ("",) * 6)[2] == TEXT
    assert "est devenu ce nouveau brouillon" in signed_in.get(again.headers["location"]).text


def test_a_draft_that_somebody_saved_since_is_not_thrown_away(signed_in: Client) -> None:
    address = begin(signed_in)
    send(signed_in, address, text=TEXT, revision="1")

    assert send(signed_in, f"{address}/remove", revision="1").headers["location"] == address
    assert stored(signed_in, address) is not None


def test_checking_says_everything_keeps_nothing_and_is_no_change(signed_in: Client) -> None:
    address, before = begin(signed_in), lines_of_log(signed_in)
    typed = TEXT.replace("Le rythme était…", "Le rythme et le contenu étaient-ils bons ?")
    typed = typed.replace('text.fr = "Trop lent"', 'text.fr = "<script>alert(1)</script>"')

    page = send(signed_in, f"{address}/check", text=typed.replace("\n", "\r\n"), revision="1")

    assert page.status_code == 200
    line = next(n for n, each in enumerate(typed.split("\n"), 1) if "le contenu" in each)
    assert f'<li class="warning" id="line-{line}">' in page.text
    assert f'data-line="{line}"' in page.text
    assert typed_in(page.text) == typed
    assert "<script>alert" not in page.text
    assert "&amp;lt;script&amp;gt;" in page.text  # in the preview, which is an attribute
    assert page.text.count("srcdoc=") == 2
    assert (stored(signed_in, address) or ("",) * 4)[3] == 1
    assert lines_of_log(signed_in) == before


def test_the_preview_is_the_form_and_cannot_be_sent(signed_in: Client) -> None:
    address = begin(signed_in, "shipped/webinar")

    page = signed_in.get(address)
    preview = signed_in.get(f"{address}/preview?lang=en")

    assert "frame-src 'self'" in page.headers["content-security-policy"]
    assert "How satisfied are you with the relevance" in preview.text
    assert '<form method="post" action="/s/' not in preview.text
    assert "<script" not in preview.text
    assert "form-action 'none'" in preview.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in preview.headers["content-security-policy"]
    shown = signed_in.get(f"{LIST}/published/short/1?lang=fr")
    assert "Quelle est votre satisfaction" in shown.text
    assert signed_in.get(f"{LIST}/published/short/9").status_code == 404


@pytest.mark.parametrize(
    "broken",
    [
        TEXT.replace('scale = "pace"', 'scale = "none_such"'),
        TEXT.replace('question = "role"', 'question = "none_such"'),
        "not a questionnaire",
        "",
    ],
)
def test_what_cannot_be_drawn_is_told_where_the_preview_would_be(
    signed_in: Client, broken: str
) -> None:
    page = send(signed_in, f"{begin(signed_in)}/check", text=broken, revision="1")

    assert page.status_code == 200
    assert "L’aperçu revient dès que" in page.text


def test_a_text_that_is_too_long_is_told_kept_on_the_page_and_not_stored(
    signed_in: Client,
) -> None:
    address, long = begin(signed_in), "é" * 500_000

    refused = send(signed_in, address, text=long, revision="1")

    assert refused.status_code == 422
    assert "trop long" in refused.text
    assert typed_in(refused.text) == long
    assert (stored(signed_in, address) or ("",) * 4)[3] == 1


def test_a_form_that_is_not_ours_is_refused_with_a_reason(signed_in: Client) -> None:
    address = begin(signed_in)

    assert send(signed_in, address, text=TEXT).status_code == 400
    assert send(signed_in, address, text=TEXT, revision="9" * 30).status_code == 400
    raw = signed_in.post(address, content=b"text=%ff&revision=1", headers=ORIGIN)
    assert raw.status_code == 400
    assert send(signed_in, LIST, source="shipped/../../etc").status_code == 404


def enrol(client: Client, *roles: str) -> None:
    people = [
        Enrolment(cohort="cohorte-1", person=UUID(int=n), organisation="", role=role)
        for n, role in enumerate(roles)
    ]
    with database_of(client).transaction() as cursor:
        keep_roster(cursor, RosterRows(enrolments=people))


def test_the_roster_of_a_cohort_tells_how_many_would_be_singled_out(signed_in: Client) -> None:
    enrol(signed_in, *["coordination"] * 6, "volunteer")
    address = begin(signed_in, "published/short/1")

    page = signed_in.get(f"{address}?cohort=cohorte-1").text

    assert "de 7 personnes inscrites, seules de leur groupe\u00a0: 1" in page.replace(
        " :", "\u00a0:"
    )
    assert "7 personnes sur cette liste" in page
    assert signed_in.get(f"{address}?cohort=ailleurs").status_code == 404
    checked = signed_in.post(
        "/api/questionnaires/check?cohort=cohorte-1", content=TEXT, headers=ORIGIN
    ).json()
    assert [each["rule"] for each in checked["findings"]] == ["identifying"]


# For programs


def test_a_program_is_told_what_there_is_to_say_of_a_text(signed_in: Client) -> None:
    said = signed_in.post(
        "/api/questionnaires/check",
        content=TEXT.replace('"Utile"', '""').encode(),
        headers=ORIGIN,
    )

    body = said.json()
    assert (said.status_code, body["code"], body["version"]) == (200, "evening", 1)
    assert body["publishable"] is False
    (error,) = (each for each in body["findings"] if each["severity"] == "error")
    assert error["message"] == {
        "fr": "Le texte français manque.",
        "en": "The French text is missing.",
    }
    line = next(n for n, each in enumerate(TEXT.split("\n"), 1) if '"Utile"' in each)
    assert error["line"] == line
    nothing = signed_in.post("/api/questionnaires/check", content=b"\xff", headers=ORIGIN).json()
    assert (nothing["code"], nothing["minutes"], len(nothing["findings"])) == (None, None, 1)


def test_a_program_begins_reads_and_saves_a_draft_and_is_told_who_was_first(
    signed_in: Client,
) -> None:
    drafts = "/api/programmes/essai/questionnaires/drafts"
    begun = signed_in.post(drafts, json={"source": "shipped/webinar"}, headers=ORIGIN).json()
    address = f"{drafts}/{begun['draft']}"
    body = {"revision": 1, "text": TEXT}

    assert signed_in.get(address).json() == begun
    saved = signed_in.put(address, json=body, headers=ORIGIN)
    assert (saved.status_code, saved.json()["revision"]) == (200, 2)
    assert signed_in.put(address, json=body, headers=ORIGIN).status_code == 409
    assert signed_in.get(address).json()["text"] == TEXT
    missing = f"{drafts}/{UUID(int=1)}"
    assert signed_in.put(missing, json=body, headers=ORIGIN).status_code == 404


def test_a_draft_of_one_programme_is_not_there_in_another(signed_in: Client) -> None:
    address = begin(signed_in)
    elsewhere = address.replace("/essai/", "/autre/")

    assert signed_in.get(elsewhere).status_code == 404


def test_a_facilitator_reads_no_names_and_publishes(signed_in: Client) -> None:
    add_user(signed_in, "f@example.org", roles={"essai": frozenset({"facilitator"})})
    signed_in.cookies.clear()
    assert send_password(signed_in, "f@example.org").status_code == 303

    address = begin(signed_in, "shipped/webinar")
    text = typed_in(signed_in.get(address).text)
    assert send(signed_in, f"{address}/publish", text=text, revision="1").status_code == 303
    assert ("webinar", 3) in published(signed_in)
