"""Facts, benchmarks and notes are entered, corrected and removed through plain forms."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.store import facts as store
from surveys.entry_form import fields_from_entry
from surveys.facts import Entry
from tests.inside import database_of
from tests.surveys.test_entering import BENCHMARK, FACT, NOTE

Client = TestClient[Litestar]
ORIGIN = {"origin": "http://127.0.0.1:8000"}
LIST = "/programmes/essai/facts"
ALL: list[tuple[str, Entry]] = [("fact", FACT), ("benchmark", BENCHMARK), ("note", NOTE)]


def send(client: Client, address: str, fields: dict[str, str]) -> Any:
    return client.post(address, data=fields, headers=ORIGIN, follow_redirects=False)


def kept(client: Client) -> tuple[Entry, ...]:
    with database_of(client).cursor() as cursor:
        return store.entries(cursor, "essai")


@pytest.mark.parametrize(("kind", "entry"), ALL)
def test_one_is_added_shown_corrected_and_removed(
    signed_in: Client, kind: str, entry: Entry
) -> None:
    assert signed_in.get(f"{LIST}/{kind}").status_code == 200

    added = send(signed_in, f"{LIST}/{kind}", fields_from_entry(entry))
    assert (added.status_code, added.headers["location"]) == (303, f"{LIST}#{kind}s")
    assert kept(signed_in) == (entry,)
    assert entry.key in signed_in.get(LIST).text

    address = f"{LIST}/{kind}/{entry.key}"
    assert signed_in.get(address).status_code == 200
    corrected = fields_from_entry(entry) | {
        "activity": "",
        "source_en": "Elsewhere",
        "text_en": "X",
    }
    assert send(signed_in, address, corrected).status_code == 303
    (there,) = kept(signed_in)
    assert fields_from_entry(there) == {n: corrected[n] for n in fields_from_entry(entry)}

    assert send(signed_in, f"{LIST}/{kind}/{there.key}/remove", {}).status_code == 303
    assert kept(signed_in) == ()


def test_a_fact_without_source_or_date_is_refused_and_nothing_typed_is_lost(
    signed_in: Client,
) -> None:
    typed = fields_from_entry(FACT) | {
        "source_fr": "",
        "source_en": "",
        "on": "",
        "name_fr": 'Bourses "<b>"',
    }

    refused = send(signed_in, f"{LIST}/fact?lang=en", typed)

    assert refused.status_code == 422
    assert "The source is missing" in refused.text
    assert "The date is missing" in refused.text
    assert "Bourses &#34;&lt;b&gt;&#34;" in refused.text
    assert 'value="3900000"' in refused.text
    assert kept(signed_in) == ()


def test_a_correction_that_is_refused_leaves_what_is_there(signed_in: Client) -> None:
    send(signed_in, f"{LIST}/fact", fields_from_entry(FACT))

    refused = send(
        signed_in, f"{LIST}/fact/grants", fields_from_entry(FACT) | {"value": "beaucoup"}
    )

    assert refused.status_code == 422
    assert 'value="beaucoup"' in refused.text
    assert f'action="{LIST}/fact/grants"' in refused.text
    assert kept(signed_in) == (FACT,)


def test_a_code_that_another_fact_has_is_refused(signed_in: Client) -> None:
    send(signed_in, f"{LIST}/fact", fields_from_entry(FACT))
    send(signed_in, f"{LIST}/fact", fields_from_entry(FACT) | {"code": "projects"})

    assert send(signed_in, f"{LIST}/fact", fields_from_entry(FACT)).status_code == 422
    renamed = send(signed_in, f"{LIST}/fact/projects", fields_from_entry(FACT))

    assert renamed.status_code == 422
    assert "Un autre fait porte ce code" in renamed.text
    assert [each.key for each in kept(signed_in)] == ["grants", "projects"]


def test_correcting_what_somebody_removed_meanwhile_keeps_the_words_and_asks(
    signed_in: Client,
) -> None:
    gone = send(signed_in, f"{LIST}/fact/grants", fields_from_entry(FACT))

    assert gone.status_code == 409
    assert "Vos mots sont encore là" in gone.text
    assert f'action="{LIST}/fact"' in gone.text
    assert kept(signed_in) == ()
    assert send(signed_in, f"{LIST}/fact", fields_from_entry(FACT)).status_code == 303


@pytest.mark.parametrize("address", ["fact", "fact/grants", "fact/grants/remove"])
def test_another_site_cannot_send_it(signed_in: Client, address: str) -> None:
    send(signed_in, f"{LIST}/fact", fields_from_entry(FACT))
    for headers in ({}, {"origin": "https://evil.example"}):
        sent = signed_in.post(f"{LIST}/{address}", data=fields_from_entry(NOTE), headers=headers)
        assert sent.status_code == 403
    assert kept(signed_in) == (FACT,)


@pytest.mark.parametrize("address", ["", "/fact", "/fact/grants"])
def test_it_is_for_people_who_are_signed_in(client: Client, address: str) -> None:
    asked = client.get(f"{LIST}{address}", follow_redirects=False)

    assert (asked.status_code, asked.headers["location"].partition("?")[0]) == (303, "/sign-in")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/programmes/rien/facts", 404),
        ("/programmes/rien/facts/fact", 404),
        (f"{LIST}/fact/rien", 404),
        (f"{LIST}/remark", 400),
    ],
)
def test_what_is_not_there_is_not_found(signed_in: Client, address: str, status: int) -> None:
    assert signed_in.get(address).status_code == status
    assert send(signed_in, f"{LIST}/fact/rien/remove", {}).status_code == 404


def test_the_programme_leads_to_what_was_entered(signed_in: Client) -> None:
    assert f'href="{LIST}"' in signed_in.get("/programmes/essai").text
