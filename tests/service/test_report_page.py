"""The page of the bilan and its files, over HTTP: one seal, or none of them."""

import re
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from dashboards.report.draw import draw
from dashboards.report.screen import to_html
from dashboards.report.snapshot import decode, seal_of
from service.store.facts import put
from surveys.facts import Fact
from surveys.texts import Text
from tests.inside import database_of

Client = TestClient[Litestar]
PAGE = "/programmes/essai/report"


def _files(client: Client, language: str) -> dict[str, str]:
    found = re.findall(r'href="([^"]*report\.(\w+)\?[^"]*)"', client.get(PAGE).text)
    addresses = (address.replace("&amp;", "&") for address, _ in found)
    return {
        address.partition("?")[0].rpartition(".")[2]: address
        for address in addresses
        if f"in={language}" in address
    }


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}.html", f"{PAGE}.pdf", f"{PAGE}.json"])
def test_who_is_not_signed_in_gets_no_report(client: Client, address: str) -> None:
    refused = client.get(address, follow_redirects=False)

    assert refused.status_code == 303
    assert refused.headers["location"].partition("?")[0] == "/sign-in"


@pytest.mark.parametrize("address", ["", ".html", ".pdf", ".json"])
def test_a_programme_nobody_knows_has_no_report(signed_in: Client, address: str) -> None:
    assert signed_in.get(f"/programmes/nowhere/report{address}").status_code == 404


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_three_files_of_a_report_are_one(signed_in: Client, language: str) -> None:
    files = _files(signed_in, language)
    snapshot = signed_in.get(files["json"])
    html = signed_in.get(files["html"])

    assert set(files) == {"html", "json", "pdf"}
    assert seal_of(snapshot.content) in files["json"]
    assert html.text == to_html(draw(decode(snapshot.content), seal_of(snapshot.content)))
    assert f'lang="{language}"' in html.text
    assert html.headers["content-type"] == "text/html; charset=utf-8"
    assert html.headers["content-disposition"].startswith('attachment; filename="bilan-essai-')


def test_the_pdf_is_set_outside_the_serving_process(signed_in: Client) -> None:
    pdf = signed_in.get(_files(signed_in, "fr")["pdf"])

    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-1.7")


def test_the_page_to_read_allows_its_own_rules_and_nothing_else(signed_in: Client) -> None:
    html = signed_in.get(f"{PAGE}.html?in=fr")
    (rules,) = re.findall(r"<style>(.*?)</style>", html.text, re.DOTALL)
    digest = b64encode(sha256(rules.encode()).digest()).decode()

    assert html.headers["content-disposition"].startswith("inline")
    assert f"style-src 'sha256-{digest}'" in html.headers["content-security-policy"]
    assert "default-src 'none'" in html.headers["content-security-policy"]


def test_a_file_of_a_report_that_has_changed_leads_back_to_the_page(signed_in: Client) -> None:
    before = _files(signed_in, "fr")["json"]
    fact = Fact(
        programme="essai",
        code="grants",
        name=Text("Subventions", "Grants"),
        value=12.0,
        source=Text("Registre", "Register"),
        on=datetime.now(UTC).date(),
    )
    with database_of(signed_in).transaction() as cursor:
        put(cursor, [fact])

    refused = signed_in.get(before, follow_redirects=False)

    assert refused.status_code == 303
    assert "Les données ont changé" in signed_in.get(refused.headers["location"]).text
    assert seal_of(signed_in.get(_files(signed_in, "fr")["json"]).content) not in before
