"""Through HTTP: a list comes in, a person goes out, nobody else sees a name."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.settings import Settings
from tests.inside import database_of
from tests.service.formats.made_files import xlsx_bytes

Client = TestClient[Litestar]
ADDRESS = "/cohorts/cohorte-1/roster"
HERE = {"origin": "http://127.0.0.1:8000"}
LIST = (
    "Nom,Courriel,Organisme,Rôle\n"
    "Ada Lovelace,ada@example.org,Maison,Coordination\n"
    "Bo Roy,,Maison,\n"
)


def send(client: Client, text: str, then: str = "keep", **headers: str) -> tuple[int, str]:
    answer = client.post(
        f"{ADDRESS}?lang=en",
        data={"then": then},
        files={"list": ("list.csv", text.encode(), "text/csv")},
        headers=HERE | headers,
    )
    return answer.status_code, answer.text


def people(client: Client) -> list[tuple[str, str]]:
    with database_of(client).cursor() as cursor:
        return cursor.execute("select name, email from people order by all").fetchall()


def test_a_list_comes_in_and_stands_on_the_page(signed_in: Client) -> None:
    status, page = send(signed_in, LIST)

    assert status == 200
    assert "The roster is stored." in page
    shown = signed_in.get(f"{ADDRESS}?lang=en")
    assert "Ada Lovelace" in shown.text
    assert "2 people new" not in shown.text
    assert shown.headers["cache-control"] == "no-store"
    assert people(signed_in) == [("Ada Lovelace", "ada@example.org"), ("Bo Roy", "")]


def test_a_button_pressed_twice_brings_everybody_in_once(signed_in: Client) -> None:
    with ThreadPoolExecutor(4) as pool:
        statuses = [status for status, _ in pool.map(lambda _: send(signed_in, LIST), range(4))]

    assert statuses == [200] * 4
    assert people(signed_in) == [("Ada Lovelace", "ada@example.org"), ("Bo Roy", "")]


def test_a_check_keeps_nothing(signed_in: Client) -> None:
    status, page = send(signed_in, LIST, then="check")

    assert status == 200
    assert "2 people new on this roster" in page
    assert "This was a check only: nothing was stored." in page
    assert people(signed_in) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (LIST + ",,Maison,\n", "Line 4: neither a name nor an e-mail address."),
        ("", "This file cannot be read as a table."),
        ("PK\x03\x04 no workbook", "This file cannot be read as a table."),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_whole(
    signed_in: Client, text: str, reason: str
) -> None:
    status, page = send(signed_in, text)

    assert status == 422
    assert reason in page
    assert "Nothing was stored." in page
    assert people(signed_in) == []


def test_a_workbook_comes_in_without_what_reads_it_in_the_serving_process(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = xlsx_bytes([["Nom", "Terminé"], ["Ada", True], ["Bo", None]])
    monkeypatch.delitem(sys.modules, "service.formats.xlsx_tables", raising=False)

    answer = signed_in.post(ADDRESS, files={"list": ("liste.xlsx", content)}, headers=HERE)

    assert answer.status_code == 200
    assert people(signed_in) == [("Ada", ""), ("Bo", "")]
    assert "service.formats.xlsx_tables" not in sys.modules


def test_a_list_that_is_too_large_is_not_read(signed_in: Client) -> None:
    assert send(signed_in, "Nom\n" + "a" * (Settings().largest_file + 10_000))[0] == 413


def test_a_person_is_erased_after_being_asked(signed_in: Client) -> None:
    send(signed_in, LIST)
    with database_of(signed_in).cursor() as cursor:
        ((ada,),) = cursor.execute("select person from people where email <> ''").fetchall()
    erase = f"{ADDRESS}/people/{ada}/erase"

    asked = signed_in.get(f"{erase}?lang=en")
    assert "Erase Ada Lovelace?" in asked.text
    assert asked.headers["cache-control"] == "no-store"
    assert len(people(signed_in)) == 2

    gone = signed_in.post(erase, headers=HERE, follow_redirects=True)
    assert gone.status_code == 200
    assert "Ada Lovelace" not in gone.text
    assert "Maison" in gone.text
    assert people(signed_in) == [("Bo Roy", "")]
    assert signed_in.get(erase).status_code == 404
    assert signed_in.post(erase, headers=HERE).status_code == 404


def test_a_person_is_not_erased_through_another_cohort(signed_in: Client) -> None:
    send(signed_in, LIST)
    with database_of(signed_in).cursor() as cursor:
        ((ada,),) = cursor.execute("select person from people where email <> ''").fetchall()

    refused = signed_in.post(f"/cohorts/ailleurs/roster/people/{ada}/erase", headers=HERE)

    assert refused.status_code == 404
    assert len(people(signed_in)) == 2


def test_nobody_else_reads_or_changes_a_roster(client: Client, signed_in: Client) -> None:
    send(signed_in, LIST)
    with database_of(signed_in).cursor() as cursor:
        ((ada,),) = cursor.execute("select person from people where email <> ''").fetchall()
    erase = f"{ADDRESS}/people/{ada}/erase"
    elsewhere = {"origin": "https://evil.example"}

    assert send(signed_in, LIST, **elsewhere)[0] == 403
    assert signed_in.post(erase, headers=elsewhere).status_code == 403
    client.cookies.clear()
    for led in (
        client.get(ADDRESS, follow_redirects=False),
        client.get(erase, follow_redirects=False),
        client.post(erase, headers=HERE, follow_redirects=False),
    ):
        assert led.status_code == 303
        assert led.headers["location"].partition("?")[0] == "/sign-in"
        assert "Ada" not in led.text
    files = {"list": ("list.csv", b"Nom\nCy\n")}  # to be chosen again, as its page says
    refused = client.post(ADDRESS, files=files, headers=HERE, follow_redirects=False)
    assert refused.status_code == 401
    assert "Ada" not in refused.text
    assert len(people(client)) == 2


def test_a_cohort_that_is_not_there_has_no_roster(signed_in: Client) -> None:
    assert signed_in.get("/cohorts/ailleurs/roster").status_code == 404


def test_the_page_of_the_cohort_leads_to_its_roster(signed_in: Client) -> None:
    assert f'href="{ADDRESS}"' in signed_in.get("/cohorts/cohorte-1").text


def test_who_came_counts_as_eligible_at_once(signed_in: Client) -> None:
    send(signed_in, "Nom,Présences\nAda,1\nBo,0\nCy,2\n")

    assert "2 personnes admissibles" in signed_in.get("/cohorts/cohorte-1?lang=fr").text.replace(
        "\u00a0", " "
    )
