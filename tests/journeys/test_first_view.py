"""The first view of every shipped questionnaire as it crosses the network: every byte counts."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import brotli
import pytest

from service.store.database import Database
from service.store.load import load
from surveys.questionnaire import Questionnaire, read_questionnaire
from surveys.texts import LANGUAGES, Language
from tests.dashboards.markup import read
from tests.dashboards.test_form_weight import FIRST_VIEW, SHIPPED
from tests.factories import make_bundle, make_survey
from tests.live import LiveService, live_service

QUESTIONNAIRES = tuple(read_questionnaire(file.read_bytes()) for file in SHIPPED)


def slug_of(questionnaire: Questionnaire) -> str:
    return questionnaire.code.replace("_", "-")


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """The service with an open survey of each shipped questionnaire."""
    path = tmp_path_factory.mktemp("weighed") / "bilan.duckdb"
    surveys = tuple(
        make_survey(
            slug=slug_of(each), questionnaire=each.code, version=each.version, closes_at=None
        )
        for each in QUESTIONNAIRES
    )
    with Database(path) as database:
        bundle = make_bundle(questionnaires=QUESTIONNAIRES, surveys=surveys, submissions=())
        load(database, bundle, at=datetime.now(UTC))
    with live_service(path) as service:
        yield service


def received(address: str, path: str) -> bytes:
    """Return all that the server sends for one request, head and body."""
    where = urlsplit(address)
    assert where.hostname
    with socket.create_connection((where.hostname, where.port), timeout=20) as connection:
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\nAccept-Encoding: br\r\n"
            "Connection: close\r\n\r\n".encode()
        )
        parts = []
        while part := connection.recv(65_536):
            parts.append(part)
    return b"".join(parts)


def asked_for(page: bytes) -> list[str]:
    """Return the files that a browser fetches to show a page."""
    head = read(page.decode())
    files = [each.attributes["href"] for each in head.all("link")]
    return files + [each.attributes["src"] for each in head.all("script", "img")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("questionnaire", QUESTIONNAIRES, ids=slug_of)
def test_the_first_view_crosses_the_network_in_one_round_trip(
    live: LiveService,
    questionnaire: Questionnaire,
    language: Language,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = received(live.address, f"/s/{slug_of(questionnaire)}?lang={language}")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-encoding: br" in head.lower()
    files = asked_for(brotli.decompress(body))
    assert {"/static/form.css", "/static/form.js", "/static/bilan.svg"} <= set(files)

    weights = {"page": len(answer)} | {file: len(received(live.address, file)) for file in files}
    said = f" {slug_of(questionnaire)} ({language}): {sum(weights.values())} bytes, {weights}"
    with capsys.disabled():
        request.config.get_terminal_writer().line(said)

    assert sum(weights.values()) <= FIRST_VIEW
