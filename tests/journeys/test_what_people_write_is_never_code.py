"""What anybody can write comes back as text: on every page, in every file and header.

Every text that the product keeps is made to begin with a marker: names of programmes, cohorts,
people and organisations, what a questionnaire asks and what is answered, facts, notes, themes,
announcements, changes, tokens. Everything that can be fetched is fetched, by who may fetch the
most. Of e-mails, `tests/service/test_mail.py` says the same.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import icalendar
import msgspec
import pytest
from defusedxml import ElementTree
from litestar import Litestar
from litestar.testing import TestClient
from openpyxl import load_workbook
from playwright.sync_api import Browser, Route

from service.web.front_desk import COOKIE
from surveys.bundle import Bundle
from surveys.roster import Enrolment, Organisation, Person
from surveys.submissions import day_ordered_id
from tests.accounts import add_user
from tests.after_a_search import after_a_search
from tests.attacks.test_permissions import HERE, ROUTES, address
from tests.dashboards.entered_examples import FACTS
from tests.dashboards.markup import Element, read
from tests.factories import NOON, make_accepted, make_two_cohorts

Client = TestClient[Litestar]

MARK = "=zz\"'></script></title><zz onzz='zz()'>#zz "
"""A formula, the end of an attribute and of a script, an element, and code of Typst."""

TOPICS = ("Plus de temps pour pratiquer", "Un meilleur repas le midi", "Moins de route à faire")
PEOPLE = 42


def marked(value: Any, key: str = "") -> Any:
    """Return plain data with the marker before every text that people write."""
    match value:
        case {"fr": str(fr), "en": str(en)}:
            return {"fr": MARK + fr, "en": MARK + en} if fr or en else value
        case dict():
            inside = "comments" if key == "comments" else ""
            return {name: marked(each, inside or name) for name, each in value.items()}
        case list() | tuple():
            return [marked(each, key) for each in value]
        case str() if key in {"comments", "name", "organisation", "region"} and value:
            return MARK + value
        case _:
            return value


def _bundle() -> Bundle:
    submissions = tuple(
        make_accepted(
            submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
            survey="printemps-2026" if number % 2 else "hiver-2026",
            quotable=True,
            comments={"needs_next": f"{TOPICS[number % 3]} numéro {number % 5}"},
        )
        for number in range(PEOPLE)
    )
    bundle = make_two_cohorts(submissions)
    person = Person(person=UUID(int=9), name="Ada", email="ada@example.org")
    entered = {"programme": "essai", "activity": None}
    whole = Bundle(
        **{name: getattr(bundle, name) for name in _FROM_FACTORIES},
        organisations=(Organisation(programme="essai", name="Carrefour"),),
        people=(person,),
        enrolments=(Enrolment(cohort="cohorte-1", person=person.person, organisation="Carrefour"),),
        facts=tuple(msgspec.structs.replace(each, **entered) for each in FACTS.facts),
        benchmarks=tuple(msgspec.structs.replace(each, **entered) for each in FACTS.benchmarks),
        notes=tuple(msgspec.structs.replace(each, **entered) for each in FACTS.notes),
    )
    return msgspec.convert(marked(msgspec.to_builtins(whole)), Bundle)


_FROM_FACTORIES = (
    *("programme", "activities", "cohorts", "questionnaires", "surveys", "submissions"),
)

ANNOUNCED = "/cohorts/cohorte-1/announcements"
CHANGE = {
    "activity": "formation",
    "what": MARK,
    "module": "",
    "need": "",
    "measure": "mean",
    "item": "recommend_score",
    "expects": "higher",
    "smallest": "5",
    "chosen_for": "need",
    "before": "cohorte-1",
    "after": "cohorte-2",
}
WRITTEN: tuple[tuple[str, dict[str, str], set[int]], ...] = (
    (ANNOUNCED, dict.fromkeys(("said_fr", "said_en", "doing_fr", "doing_en"), MARK), {303}),
    ("/activities/formation/themes/1/rename", {"fr": MARK, "en": MARK}, {303}),
    ("/my-account/tokens", {"label": MARK, "programme": "essai", "scope": "read"}, {200}),
    ("/programmes/essai/questionnaires", {"source": "published/short/1"}, {303}),
    ("/programmes/essai/changes", CHANGE, {303, 422}),
    ("/accounts", {"email": "b@example.org", "name": MARK, "programme": "essai"}, {200}),
)
"""What is written on pages, and what that answers."""


@pytest.fixture(scope="module")
def marked_client(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Iterator[Client]:
    path = tmp_path_factory.mktemp("marked") / "bilan.duckdb"
    with (
        after_a_search(empty_file, path, _bundle()) as app,
        TestClient(app, base_url=HERE["origin"], raise_server_exceptions=False) as client,
    ):
        user = add_user(client, "a@example.org", administrator=True, name=MARK)
        kept = client.app.state.sign_ins.begin(user.user, browser=MARK, at=datetime.now(UTC))
        client.cookies.set(COOKIE, kept)
        for place, fields, expected in WRITTEN:
            answer = client.post(place, data=fields, headers=HERE, follow_redirects=False)
            assert answer.status_code in expected, (place, answer.text)
        page = client.get(ANNOUNCED).text
        (publish,) = re.findall(rf'action="({ANNOUNCED}/[0-9a-f-]+/publish)"', page)
        assert client.post(publish, headers=HERE).status_code == 200
        yield client


def fetched(client: Client, *, deep: bool) -> Iterator[tuple[str, httpx.Response]]:
    """Yield what each route answers, and the files that pages lead to; `deep`: all they lead to.

    But for what goes on without end, and for the bilan as a PDF, which says what its page says.
    """
    routes = [each for each in ROUTES if each.startswith("GET ")]
    waiting = dict.fromkeys(map(address, routes), "") | {
        "/c/cohorte-1/nous-avons-fait": "",
        "/c/cohorte-1/nous-avons-fait.atom": "",
        "/p/essai/nous-avons-fait.atom": "",
    }
    seen = {place for place in waiting if place.endswith((".pdf", "/events"))}
    seen.add("/api/openapi.json/rien")  # a page of the library, with nothing of ours
    while waiting:
        place, query = waiting.popitem()
        if place in seen:
            continue
        seen.add(place)
        answer = client.get(f"{place}{query}", headers=HERE, follow_redirects=False)
        yield place, answer
        if _kind(answer) == "text/html":
            for link in re.findall(r'(?:href|src)="(/[^"#]*)"', answer.text):
                path, _, asked = unescape(link).partition("?")
                if deep or re.search(r"/figures/.*(\.svg|[^l]\.csv)$|\.atom$|/published/", path):
                    waiting.setdefault(path, f"?{asked}" if asked else "")


def _kind(answer: httpx.Response) -> str:
    return str(answer.headers.get("content-type", "")).partition(";")[0]


# --- what a browser, a spreadsheet or a program would make of it -------------------------------


def check_page(page: Element) -> None:
    """Fail where a marker became an element, an attribute, or an address that runs."""
    for element in page:
        assert element.tag != "zz"
        for name, value in element.attributes.items():
            assert not name.startswith("on"), (element.tag, name)
            if name in {"href", "src", "action", "formaction"}:
                assert re.match(r"/|#|\?|mailto:|https?://|data:image/png;", value), value
            if name == "srcdoc":
                check_page(read(value))
        if element.tag == "script" and element.attributes.get("type") == "application/json":
            check_drawn(json.loads(element.text))


def check_drawn(value: Any) -> None:
    """Fail where what Plotly draws, which reads a little HTML, holds an element of somebody's."""
    match value:
        case dict():
            for each in value.values():
                check_drawn(each)
        case list():
            for each in value:
                check_drawn(each)
        case str():
            assert "<zz" not in value
        case _:
            pass


def check_xml(content: bytes) -> None:
    for element in ElementTree.fromstring(content).iter():
        name = str(element.tag).rpartition("}")[2]
        assert name not in {"zz", "script", "foreignObject"}
        assert not any(attribute.startswith("on") for attribute in element.attrib)


def check_table(text: str) -> None:
    text = text.removeprefix("\ufeff")
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert rows
    for cell in (cell for row in rows for cell in row):
        assert not re.match(r"[=+@\t\r]|-(?![\d.,]+$)", cell), cell


def check_workbook(content: bytes) -> None:
    book = load_workbook(BytesIO(content))
    for sheet in book.worksheets:
        assert not re.search(r"[\[\]:*?/\\]", sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None


def check_calendar(content: bytes) -> None:
    for part in icalendar.Calendar.from_ical(content).walk():
        assert "ATTENDEE" not in part
        assert "ATTACH" not in part


def check(answer: httpx.Response) -> None:
    """Fail where something that somebody wrote is more than text."""
    for name, value in answer.headers.multi_items():
        assert "zz" not in value, name
        assert value.isprintable(), name
    match _kind(answer):
        case "text/html":
            check_page(read(answer.text))
        case "image/svg+xml" | "application/atom+xml" | "application/xml":
            check_xml(answer.content)
        case "text/csv":
            check_table(answer.text)
        case "text/calendar":
            check_calendar(answer.content)
        case kind if kind.endswith(".sheet"):
            check_workbook(answer.content)
        case kind if kind.endswith("json"):
            json.loads(answer.content)
            assert answer.headers["x-content-type-options"] == "nosniff"
        case kind:
            assert kind in {"text/plain", "text/javascript", "text/css", "image/png"}, kind
            assert b'zz"' not in answer.content


def _walk(client: Client, *, deep: bool) -> dict[str, httpx.Response]:
    read_there: dict[str, httpx.Response] = {}
    for place, answer in fetched(client, deep=deep):
        assert answer.status_code < 500, (place, answer.text)
        try:
            check(answer)
        except AssertionError as error:
            raise AssertionError(place) from error
        read_there[place] = answer
    return read_there


def test_what_people_write_is_text_wherever_it_comes_back(marked_client: Client) -> None:
    answers = _walk(marked_client, deep=False)

    kinds = {_kind(answer) for answer in answers.values() if "zz" in answer.text}
    assert kinds >= {
        *("text/html", "text/csv", "text/calendar", "application/json"),
        *("application/atom+xml", "image/svg+xml"),
    }
    marked = [place for place, answer in answers.items() if "#zz" in answer.text]
    assert len(marked) > 40


@pytest.mark.long
def test_so_it_is_wherever_pages_lead(marked_client: Client) -> None:
    assert len(_walk(marked_client, deep=True)) > 150


# --- the same in a real browser ---------------------------------------------------------------

LOOKED_AT = (
    "/cohorts/cohorte-1",
    "/activities/formation/themes/1",
    "/programmes/essai/facts",
    "/programmes/essai/questionnaires/published/short/1",
    "/c/cohorte-1/nous-avons-fait",
)


def test_nothing_of_it_runs_in_a_browser(marked_client: Client, browser: Browser) -> None:
    """The pages as they are answered, with all their headers, but without a network."""
    kept = {place: marked_client.get(place) for place in LOOKED_AT}
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("window.zz = () => { window.ran = true; }; window.alert = window.zz;")
    wanted = set[str]()

    def serve(route: Route) -> None:
        place = route.request.url.removeprefix(HERE["origin"])
        if place not in kept:
            wanted.add(place)
            route.abort()
            return
        answer = kept[place]
        headers = {
            name: value for name, value in answer.headers.items() if name != "content-encoding"
        }
        route.fulfill(status=answer.status_code, headers=headers, body=answer.content)

    page.route("**/*", serve)
    for _ in range(3):  # until the pages have all that they ask for
        for place in LOOKED_AT:
            page.goto(f"{HERE['origin']}{place}")
        if not wanted:
            break
        kept |= {place: marked_client.get(place) for place in wanted if place.startswith("/")}
        wanted.clear()
    for place in LOOKED_AT:
        page.goto(f"{HERE['origin']}{place}", wait_until="load")
        page.mouse.move(200, 200)
        page.wait_for_timeout(150)
        assert page.evaluate("window.ran") is None, place
        assert page.locator("zz").count() == 0, place
        assert page.locator("text=#zz").count() > 0, place
    context.close()
