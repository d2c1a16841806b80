"""« Vous avez dit, nous avons fait »: written by the team, read by everybody, followed by feeds."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import httpx
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.app import create_app
from service.settings import Settings
from service.store import announcements as store
from service.store.audit import lines
from service.store.database import Database
from service.store.load import load
from surveys.announcing import Announcement
from surveys.submissions import day_ordered_id
from tests.accounts import add_user, quick_passwords, send_password, sign_in
from tests.factories import NOON, make_accepted, make_bundle, make_searched, make_survey
from tests.inside import database_of
from tests.journeys.accessible_pages import themes_of
from tests.service.searches import keep_search

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
WRITE = "/cohorts/cohorte-1/announcements"
PUBLIC = "/c/cohorte-1/nous-avons-fait"
FEED = f"{PUBLIC}.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
SAID = {"said_fr": "Trop de <b>théorie</b>.", "said_en": "Too much theory."}
DOING = {"doing_fr": "Une étude de cas avant la pause.", "doing_en": "A case before the break."}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A survey that is over, which twelve people answered; two themes that six mention each."""
    path = tmp_path_factory.mktemp("announced") / "bilan.duckdb"
    submissions = tuple(
        make_accepted(
            submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
            comments={"needs_next": "Il faudrait plus d’exemples de petits organismes."},
        )
        for number in range(12)
    )
    over = make_survey(closes_at=datetime.now(UTC) - timedelta(days=1))
    bundle = make_bundle(surveys=(over,), submissions=submissions)
    with Database(path) as database:
        load(database, bundle, at=NOON)
        keep_search(database, "formation", make_searched(themes_of(bundle)), at=NOON)
        app = create_app(Settings(database=str(path)), database, passwords=quick_passwords())
        with TestClient(app, base_url=HERE["origin"], raise_server_exceptions=False) as client:
            sign_in(client)
            for role in ("facilitator", "designer"):
                add_user(client, f"{role}@example.org", roles={"essai": frozenset({role})})
            yield client


@pytest.fixture
def client(served: Client) -> Client:
    """Nothing is announced yet."""
    with database_of(served).transaction() as cursor:
        for each in store.announcements(cursor, ("cohorte-1",)):
            store.remove(cursor, each.entry)
    return served


def post(client: Client, path: str, **fields: str) -> httpx.Response:
    return client.post(path, data=fields, headers=HERE, follow_redirects=False)


def kept(client: Client) -> tuple[Announcement, ...]:
    with database_of(client).cursor() as cursor:
        return store.announcements(cursor, ("cohorte-1",))


def announce(client: Client, **more: str) -> str:
    """Write an entry, published unless `more` says otherwise; return its address."""
    before = {each.entry for each in kept(client)}
    answer = post(client, WRITE, **{**SAID, **DOING, "publish": "yes", **more})
    assert answer.headers["location"] == f"{WRITE}?done=true"
    (entry,) = {each.entry for each in kept(client)} - before
    return f"{WRITE}/{entry}"


def as_nobody(client: Client, path: str) -> httpx.Response:
    return httpx.Client(transport=client._transport, base_url=HERE["origin"]).get(path)  # noqa: SLF001


def feed(client: Client, path: str = FEED) -> ET.Element:
    answer = as_nobody(client, f"{path}?lang=fr")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.text)  # noqa: S314 -- our own


def test_an_entry_is_drafted_published_corrected_and_taken_back(client: Client) -> None:
    entry = announce(client, publish="")
    assert "Too much theory" not in as_nobody(client, f"{PUBLIC}?lang=en").text
    assert "draft" in client.get(f"{WRITE}?lang=en").text

    assert post(client, f"{entry}/publish").status_code == 303
    page = as_nobody(client, f"{PUBLIC}?lang=en")
    assert page.status_code == 200
    assert "Too much theory." in page.text
    assert "Published on" in page.text
    assert "corrected" not in page.text
    french = as_nobody(client, f"{PUBLIC}?lang=fr").text
    assert "Trop de &lt;b&gt;théorie&lt;/b&gt;." in french
    assert "Vous avez dit, nous avons fait" in french

    assert "This entry is published" in client.get(f"{entry}?lang=en").text
    assert post(client, entry, **SAID | {"doing_en": "Two cases."}).status_code == 303
    corrected = as_nobody(client, f"{PUBLIC}?lang=en").text
    assert "Two cases." in corrected
    assert ", corrected on" in corrected

    assert post(client, f"{entry}/remove").status_code == 303  # of what is public, nothing happens
    assert len(kept(client)) == 1
    assert post(client, f"{entry}/withdraw").status_code == 303
    assert "Two cases." not in as_nobody(client, PUBLIC).text
    assert post(client, f"{entry}/remove").status_code == 303
    assert kept(client) == ()
    with database_of(client).cursor() as cursor:
        changed = [line.subject for line in lines(cursor) if line.subject.startswith(WRITE)]
    assert [each.rpartition("/")[2] for each in changed[-2:]] == ["withdraw", "remove"]
    assert "theory" not in "".join(changed)


def test_what_is_missing_is_said_beside_it_and_nothing_typed_is_lost(client: Client) -> None:
    page = post(client, f"{WRITE}?lang=en", doing_fr="Une <i>pause</i>.", theme="9")

    assert page.status_code == 422
    assert "Write something, in one language at least." in page.text
    assert "This theme is gone." in page.text
    assert "Une &lt;i&gt;pause&lt;/i&gt;." in page.text
    assert kept(client) == ()


def test_numbers_on_the_public_page_come_through_the_gate_for_the_public(client: Client) -> None:
    announce(client, theme="1")  # six people mention it

    page = as_nobody(client, f"{PUBLIC}?lang=en").text

    assert "At least 10 people answered." in page  # of twelve
    assert not re.search(r"\b12 people", page)
    assert "Theme:" not in page
    assert "examples 0" not in page
    assert (
        "examples 0" in client.get(f"{WRITE}?lang=en").text
    )  # inside, six are enough to choose it


def test_an_empty_page_says_what_it_will_hold(client: Client) -> None:
    page = as_nobody(client, f"{PUBLIC}?lang=en")

    assert "The team has published nothing here yet." in page.text
    assert "people answered" not in page.text
    assert "Nothing is written yet" in client.get(f"{WRITE}?lang=en").text
    assert feed(client).find(f"{ATOM}entry") is None


def test_the_page_is_held_to_the_headers_of_every_public_page(client: Client) -> None:
    announce(client)

    page = as_nobody(client, PUBLIC)

    form = as_nobody(client, "/accessibility")
    for header in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert page.headers[header] == form.headers[header]
    assert "set-cookie" not in page.headers
    assert "<script" not in page.text
    assert as_nobody(client, "/c/rien/nous-avons-fait").status_code == 404
    assert as_nobody(client, "/p/rien/nous-avons-fait.atom").status_code == 404


def test_feeds_tell_what_is_new_and_what_was_corrected(client: Client) -> None:
    first = announce(client)
    second = announce(client, said_fr="Plus d’exemples & moins de « jargon ».")
    announce(client, said_fr="Brouillon", publish="")
    post(client, first, **SAID | {"doing_fr": "Autre chose."})

    cohort, programme = feed(client), feed(client, "/p/essai/nous-avons-fait.atom")

    ids = [each.findtext(f"{ATOM}id") for each in cohort.findall(f"{ATOM}entry")]
    assert ids == [UUID(each.rpartition("/")[2]).urn for each in (second, first)]
    titles = [each.findtext(f"{ATOM}title") for each in cohort.findall(f"{ATOM}entry")]
    assert titles == ["Plus d’exemples & moins de « jargon ».", "Trop de <b>théorie</b>."]
    (corrected,) = [
        each for each in cohort.findall(f"{ATOM}entry") if each.findtext(f"{ATOM}id") == ids[1]
    ]
    assert "Autre chose." in str(corrected.findtext(f"{ATOM}content"))
    times = [corrected.findtext(f"{ATOM}{each}") for each in ("published", "updated")]
    assert str(times[0]) <= str(times[1]) == cohort.findtext(f"{ATOM}updated")
    link = corrected.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://127.0.0.1:8000{PUBLIC}?lang=fr#{first.rpartition('/')[2]}"
    names = [each.findtext(f"{ATOM}title") for each in programme.findall(f"{ATOM}entry")]
    assert names[0] == "Cohorte 1 – Plus d’exemples & moins de « jargon »."


def test_the_cohort_offers_it_once_answering_is_over(client: Client) -> None:
    page = "/cohorts/cohorte-1?lang=en"
    assert "Answering is over: tell people what you do about it" in client.get(page).text

    announce(client)

    after = client.get(page).text
    assert "Answering is over" not in after
    assert f'href="{WRITE}"' in after


@pytest.mark.parametrize("role", ["facilitator", "designer"])
def test_facilitators_and_designers_write(client: Client, role: str) -> None:
    ada = dict(client.cookies)
    client.cookies.clear()
    assert send_password(client, f"{role}@example.org").status_code == 303

    announce(client)

    assert len(kept(client)) == 1
    client.cookies.clear()
    client.cookies.update(ada)


def test_an_entry_of_another_cohort_is_not_found(client: Client) -> None:
    entry: Any = announce(client).rpartition("/")[2]

    assert client.get(f"/cohorts/rien/announcements/{entry}").status_code == 404
    assert client.get(f"{WRITE}/{UUID(int=5)}").status_code == 404
    assert post(client, f"{WRITE}/{entry}/burn").status_code == 400
