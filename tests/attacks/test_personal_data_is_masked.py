"""What tells who somebody is, written into an answer, is read on no page, in no file and no data.

Every comment has a canary in it: an address, a number, a name on the roster written without a
capital, a name nobody knows behind a title. Everything that can be fetched is fetched, by who may
fetch the most. Who may unmask reads one comment at a time, and a line of the audit log says so.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.web.front_desk import COOKIE
from surveys.bundle import Bundle
from surveys.roles import ROLES, permissions
from surveys.roster import Enrolment, Organisation, Person
from surveys.submissions import day_ordered_id
from tests.accounts import add_user
from tests.after_a_search import after_a_search
from tests.attacks.test_permissions import FILLED, HERE, ROUTES, address
from tests.factories import NOON, make_accepted, make_two_cohorts
from tests.inside import database_of

Client = TestClient[Litestar]

CANARIES = {
    "courriel zebrine.ondri@canari.example": "canari.example",
    "au 514 555-0173": "555-0173",
    "avec zebrelle ondrivoux": "ondrivoux",
    "chez Tramonelle du Fort": "tramonelle",
    "avec Mme Kwistopa": "kwistopa",
    "voir https://zoom.us/j/90909012345": "90909012345",
    "au H2X 1Y4": "h2x 1y4",
}
"""What was written, and what must not be read of it, folded."""

TOPICS = ("Plus de temps pour pratiquer", "Un meilleur repas le midi", "Moins de route à faire")
PEOPLE = 42


def _bundle() -> Bundle:
    written = list(CANARIES)
    submissions = tuple(
        make_accepted(
            submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
            survey="printemps-2026" if number % 2 else "hiver-2026",
            quotable=True,
            answers={"role": "other" if number % 3 else "volunteer"},
            comments={
                "needs_next": f"{TOPICS[number % 3]} {written[number % len(written)]} svp",
                "role_other": written[(number + 1) % len(written)],
            },
        )
        for number in range(PEOPLE)
    )
    bundle = make_two_cohorts(submissions)
    person = Person(person=UUID(int=77), name="Zébrelle Ondrivoux", email="z@ailleurs.example")
    return Bundle(
        programme=bundle.programme,
        activities=bundle.activities,
        cohorts=bundle.cohorts,
        questionnaires=bundle.questionnaires,
        surveys=bundle.surveys,
        submissions=bundle.submissions,
        organisations=(Organisation(programme="essai", name="Tramonelle du Fort"),),
        people=(person,),
        enrolments=(
            Enrolment(cohort="cohorte-1", person=person.person, organisation="Tramonelle du Fort"),
        ),
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Iterator[Client]:
    """Themes were sought in comments that each have a canary."""
    path = tmp_path_factory.mktemp("canaries") / "bilan.duckdb"
    with (
        after_a_search(empty_file, path, _bundle()) as app,
        TestClient(app, base_url=HERE["origin"]) as client,
    ):
        yield client


def fetched(client: Client) -> Iterator[tuple[str, str]]:
    """Yield all that can be fetched by who may do the most in a programme, with its address.

    But for what goes on without end, and for the bilan as a PDF: it says what its page says.
    """
    _sign_in(client, "administrator")
    routes = [
        each for each in ROUTES if each.startswith("GET ") and not each.endswith(("events", "pdf"))
    ]
    for place in sorted({each for route in routes for each in _addresses(route)}):
        answer = client.get(place, headers=HERE, follow_redirects=False)
        yield place, _text(answer.content)


def _text(content: bytes) -> str:
    """Return what a page or a file says; of a workbook, what is in its parts."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with ZipFile(BytesIO(content)) as parts:
        return "".join(parts.read(each).decode("utf-8", "replace") for each in parts.namelist())


def _sign_in(client: Client, role: str) -> None:
    there = client.app.state.users.with_email(f"{role}@example.org")
    user = there or add_user(client, f"{role}@example.org", roles={"essai": frozenset({role})})
    client.cookies.clear()
    kept = client.app.state.sign_ins.begin(user.user, browser="", at=datetime.now(UTC))
    client.cookies.set(COOKIE, kept)


def _addresses(route: str) -> Iterator[str]:
    """Yield the addresses of a route with themes of all numbers and files of all names."""
    if "{file:str}" in route:
        for name in ("themes.csv", "ideas.csv", "themes.qdc"):
            for spoken in ("fr", "en"):
                yield address(route).replace(FILLED["{file:str}"], name) + f"?lang={spoken}"
    elif "/themes/{number:int}" in route:
        for number in range(1, 8):
            yield address(route).replace("/themes/1", f"/themes/{number}")
    elif "/themes/sort" in route:
        yield from (f"{address(route)}{of}" for of in ("", *(f"?of={n}" for n in range(1, 8))))
    else:
        yield address(route)


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def test_no_role_may_read_more_than_the_administrators_of_a_programme() -> None:
    most = permissions({"administrator"})
    assert all(permissions({role}) <= most for role in ROLES)


def test_nobody_reads_who_somebody_is_anywhere(client: Client) -> None:
    read, of_roster = dict(fetched(client)), re.compile(r"/roster|/attendance")
    assert any("Plus de temps pour pratiquer" in text for text in read.values())
    assert any("[courriel]" in text for text in read.values())
    for canary in CANARIES.values():
        seen = [
            place
            for place, text in read.items()
            if canary in folded(text) and not of_roster.search(place)
        ]
        assert not seen, canary


def test_what_themes_are_found_by_holds_no_canary(client: Client) -> None:
    with database_of(client).cursor() as cursor:
        said = cursor.execute("select distinct unnest(says) from mentions").fetchall()
        told = cursor.execute("select label, words from themes").fetchall()
    assert said
    for canary in CANARIES.values():
        assert canary not in folded(str(said) + str(told))


def test_who_may_reads_one_comment_without_masks_and_the_log_says_so(client: Client) -> None:
    _sign_in(client, "administrator")
    page = client.get("/api/activities/formation/themes").json()
    number = page["themes"][0]["number"]
    shown = client.get(f"/activities/formation/themes/{number}?lang=fr", headers=HERE).text
    idea = re.search(r'name="unmask" value="([0-9a-f]{16})"', shown)
    assert idea

    answer = client.post(
        f"/activities/formation/themes/unmasked?of={number}&lang=fr",
        data={"unmask": idea[1]},
        headers=HERE,
    )

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert any(canary in folded(answer.text) for canary in CANARIES.values())
    with database_of(client).cursor() as cursor:
        lines = str(cursor.execute("select * from audit_log").fetchall())
    assert f"/activities/formation/themes/unmasked {idea[1]}" in lines
    assert not any(canary in folded(lines) for canary in CANARIES.values())


def test_an_idea_that_is_not_there_is_not_unmasked(client: Client) -> None:
    _sign_in(client, "administrator")
    for fields in ({"unmask": "0" * 16}, {}):
        answer = client.post("/activities/formation/themes/unmasked", data=fields, headers=HERE)
        assert answer.status_code in {400, 404}
