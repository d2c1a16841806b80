"""What an address may say of who opens it: declared codes, shown to them, and nothing else."""

import json
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from duckdb import DuckDBPyConnection
from litestar import Litestar
from litestar.testing import TestClient

from service.store.database import Database
from service.store.load import load
from surveys.submissions import day_ordered_id
from surveys.texts import LANGUAGES, Language
from tests.accounts import sign_in
from tests.dashboards.markup import read, sent_fields
from tests.factories import NOON, make_accepted, make_bundle, make_survey
from tests.inside import database_of
from tests.journeys.test_form import FORM, stored
from tests.journeys.test_pages_of_the_form import Walk
from tests.live import live_service

Client = TestClient[Litestar]

TOLD: dict[Language, str] = {
    "fr": "L’adresse que vous avez ouverte ajoute\u00a0: Source\u00a0: Infolettre",
    "en": "The address you opened adds: Source: Newsletter",
}


class Opened(Walk):
    """A browser that opened an address of its own."""

    def __init__(self, client: Client, address: str) -> None:
        super().__init__(client)
        self.page = read(client.get(address).text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_carried_unseen_told_at_the_review_and_stored_as_a_code(
    client: Client, language: Language
) -> None:
    walk = Opened(client, f"{FORM}?lang={language}&v=source=newsletter")
    for _ in range(2):
        assert ("q.source", "newsletter") in sent_fields(walk.page)
        assert "Source" not in walk.page.text
        walk.press("next", satisfaction="satisfied")
    assert TOLD[language] in [told.text for told in walk.page.all("p")]
    walk.press("send")

    ((_, answers),) = stored(client)
    assert json.loads(answers) == {"satisfaction": "satisfied", "source": "newsletter"}


def test_it_survives_the_way_back_another_language_and_a_form_sent_in_one_go(
    client: Client,
) -> None:
    walk = Opened(client, f"{FORM}?v=source=slide").press("next", satisfaction="satisfied")
    walk.press("back").switch("en")
    fields = {k: v for k, v in walk.fields().items() if k not in {"page", "q.satisfaction"}}
    walk.post(fields)
    assert walk.status == 422
    walk.post(walk.fields(satisfaction="satisfied"))

    ((_, answers),) = stored(client)
    assert json.loads(answers) == {"satisfaction": "satisfied", "source": "slide"}


@pytest.mark.parametrize(
    "said", ["v=source=Ana Tremblay", "v=source=", "v=source.x=slide", "source=slide", "w=slide"]
)
def test_what_is_not_declared_is_left_out(client: Client, said: str) -> None:
    walk = Opened(client, f"{FORM}?{said.replace(' ', '+')}").press(
        "next", satisfaction="satisfied"
    )

    assert "q.source" not in walk.press("next").fields()
    assert "ajoute" not in walk.page.text


def test_a_code_that_somebody_put_into_the_page_is_left_out_too(client: Client) -> None:
    walk = Walk(client).press("next", satisfaction="satisfied", source="Ana Tremblay")
    assert "Tremblay" not in str(walk.fields())
    walk.press("send", source="Ana Tremblay")

    ((_, answers),) = stored(client)
    assert json.loads(answers) == {"satisfaction": "satisfied"}


def test_an_address_alone_is_no_answer(client: Client) -> None:
    walk = Opened(client, f"{FORM}?v=source=slide")
    walk.post(walk.fields(go="send") | {"page": ["review"]})

    assert walk.status == 422
    assert stored(client) == []


def test_the_dashboard_counts_it_as_a_choice(client: Client) -> None:
    database = database_of(client)
    sources = ["newsletter"] * 7 + ["slide"] * 5
    bundle = make_bundle(
        surveys=(make_survey(),),
        submissions=tuple(
            make_accepted(
                submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
                answers={"satisfaction": "satisfied", "source": source},
            )
            for number, source in enumerate(sources, start=1)
        ),
    )
    load(database, bundle, at=datetime.now(UTC))
    with database.transaction() as cursor:
        cursor.execute("update surveys set closes_at = opens_at + interval 1 day")
    client.app.state.catalogue.reload()
    sign_in(client)

    page = read(client.get("/cohorts/cohorte-1").text).text

    assert "12 personnes ont ouvert une adresse qui le dit." in page
    assert "Infolettre" in page


# --- nothing else -----------------------------------------------------------------------------

SECRETS = ["Tremblay-un", "Tremblay-deux", "Tremblay-trois", "Tremblay-quatre", "Tremblay-cinq"]


def test_what_the_form_does_not_know_is_neither_printed_nor_stored(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    with Database(path) as database:
        load(database, make_bundle(surveys=(make_survey(closes_at=None),)), at=datetime.now(UTC))
    with live_service(path) as service:
        one, two, three, four, five = SECRETS
        address = (
            f"{service.address}{FORM}?utm_source={one}&v=source={two}&v={three}=1&email={four}"
        )
        with urllib.request.urlopen(address) as response:  # noqa: S310 -- our own
            page = response.read().decode()
        fields = [*sent_fields(read(page)), ("q.satisfaction", "satisfied")]
        fields = [(name, value) for name, value in fields if name != "page"]
        body = urlencode([*fields, ("email", five), ("q.source", two)]).encode()
        posted = f"{service.address}{FORM}?utm_source={one}"
        with urllib.request.urlopen(posted, data=body) as response:  # noqa: S310 -- our own
            assert "/received" in response.url
    with Database(path) as database, database.cursor() as cursor:
        rows = str(list(_rows(cursor)))

    said = path.with_suffix(".log").read_text("utf-8")
    assert "satisfied" in rows  # it was stored, and the tables were really read
    assert "/sign-in/" in said
    for secret in SECRETS:
        assert secret not in rows + said + page


def _rows(cursor: DuckDBPyConnection) -> Iterator[object]:
    """Yield every row of every table."""
    for (table,) in cursor.execute("select table_name from duckdb_tables()").fetchall():
        yield from cursor.table(table).fetchall()
