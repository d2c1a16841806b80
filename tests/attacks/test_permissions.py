"""Every route of the service, by everybody who might ask: a role gives what it says, no more.

A route that is new stands in no table here, and fails the first test until it does.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.app import create_app
from service.jobs import find_themes
from service.settings import Settings
from service.store import jobs
from service.store.api_tokens import ApiTokens
from service.store.database import Database
from service.store.load import load
from service.store.users import User
from service.web.front_desk import COOKIE
from service.web.permitted import CHANGING, PUBLIC
from surveys.bundle import Bundle
from surveys.programme import Activity, Cohort, Programme
from surveys.roles import READING, ROLES, Permission, Role, permissions, roles_that_may
from surveys.texts import Text
from tests.accounts import add_user, quick_passwords
from tests.factories import make_bundle, make_survey

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
JOB = UUID(int=7)

# --- what each role may do, once more and by hand ---------------------------------------------

MAY: dict[Role, set[str]] = {
    "facilitator": {
        "workspace",
        "results",
        "roster_read",
        "roster_change",
        "set_up",
        "invite",
        "project",
        "facts",
        "themes_search",
        "questionnaires",
        "announce",
    },
    "designer": {
        "workspace",
        "results",
        "themes_search",
        "themes_decide",
        "changes",
        "questionnaires",
        "announce",
    },
    "administrator": {
        "workspace",
        "results",
        "roster_read",
        "roster_change",
        "set_up",
        "invite",
        "project",
        "facts",
        "themes_search",
        "themes_decide",
        "changes",
        "questionnaires",
        "announce",
        "unmask",
        "rights",
        "users",
    },
}

# --- what each route needs, once more and by hand ---------------------------------------------

ROUTES: dict[str, str] = {
    "GET /": "public",
    "GET /.well-known/security.txt": "public",
    "GET /accessibility": "public",
    "GET /accounts": "users",
    "GET /accounts/{user_id:uuid}": "users",
    "GET /activities/{slug:str}/cohorts/new": "set_up",
    "GET /activities/{slug:str}/settings": "set_up",
    "GET /activities/{slug:str}/needs": "results",
    "GET /activities/{slug:str}/themes": "results",
    "GET /activities/{slug:str}/themes/codebook": "results",
    "GET /activities/{slug:str}/themes/codebook/{file:str}": "results",
    "GET /activities/{slug:str}/themes/second-look": "results",
    "GET /activities/{slug:str}/themes/{number:int}": "results",
    "GET /activities/{slug:str}/themes/{number:int}/history": "results",
    "GET /activities/{slug:str}/themes/{number:int}/parts": "results",
    "GET /activities/{slug:str}/themes/decisions": "results",
    "GET /activities/{slug:str}/themes/sort": "results",
    "POST /activities/{slug:str}/themes/sort": "themes_decide",
    "GET /api/activities/{slug:str}/themes/decisions": "results",
    "GET /activities/{slug:str}/trends": "results",
    "GET /activities/{slug:str}/trends/export.xlsx": "results",
    "GET /activities/{slug:str}/trends/figures/{name:str}": "results",
    "GET /api/activities/{slug:str}/themes": "results",
    "GET /api/activities/{slug:str}/themes/files/{file:str}": "results",
    "GET /api/activities/{slug:str}/themes/second-look": "results",
    "GET /api/activities/{slug:str}/trends": "results",
    "GET /api/cohorts/{slug:str}": "results",
    "GET /api/compare": "results",
    "GET /api/home": "results",
    "GET /api/jobs/{job_id:uuid}": "results",
    "GET /api/openapi.json": "public",
    "GET /api/openapi.json/openapi.json": "public",
    "GET /api/openapi.json/{path:str}": "public",
    "GET /api/programmes/{slug:str}/changes": "results",
    "GET /api/programmes/{slug:str}/indicators": "results",
    "GET /api/programmes/{slug:str}/questionnaires/drafts/{draft:uuid}": "questionnaires",
    "GET /api/surveys/{slug:str}": "public",
    "GET /api/surveys/{slug:str}/count": "results",
    "GET /api/surveys/{slug:str}/reminders": "invite",
    "GET /c/{slug:str}/nous-avons-fait": "public",
    "GET /c/{slug:str}/nous-avons-fait.atom": "public",
    "GET /api/surveys/{slug:str}/slide/events": "results",
    "GET /cohorts/{slug:str}": "results",
    "GET /cohorts/{slug:str}/announcements": "announce",
    "GET /cohorts/{slug:str}/announcements/{entry:uuid}": "announce",
    "GET /cohorts/{slug:str}/attendance": "roster_read",
    "GET /cohorts/{slug:str}/dates.ics": "results",
    "GET /cohorts/{slug:str}/export.xlsx": "results",
    "GET /cohorts/{slug:str}/figures/{name:str}": "results",
    "GET /cohorts/{slug:str}/roster": "roster_read",
    "GET /cohorts/{slug:str}/roster/people/{person:uuid}/erase": "roster_change",
    "GET /cohorts/{slug:str}/settings": "set_up",
    "GET /cohorts/{slug:str}/surveys/new": "set_up",
    "GET /compare": "results",
    "GET /compare/export.xlsx": "results",
    "GET /compare/figures/{name:str}": "results",
    "GET /health": "public",
    "GET /i/{token:str}": "public",
    "GET /metrics": "public",
    "GET /my-account": "workspace",
    "GET /p/{slug:str}/nous-avons-fait.atom": "public",
    "GET /programmes": "workspace",
    "GET /programmes/new": "service",
    "GET /programmes/{slug:str}": "results",
    "GET /programmes/{slug:str}/activities/new": "set_up",
    "GET /programmes/{slug:str}/by/{dimension:str}": "results",
    "GET /programmes/{slug:str}/changes": "results",
    "GET /programmes/{slug:str}/changes/new": "changes",
    "GET /programmes/{slug:str}/changes/{number:int}": "results",
    "GET /programmes/{slug:str}/facts": "results",
    "GET /programmes/{slug:str}/facts/{kind:str}": "facts",
    "GET /programmes/{slug:str}/facts/{kind:str}/{key:str}": "facts",
    "GET /programmes/{slug:str}/indicators": "results",
    "GET /programmes/{slug:str}/questionnaires": "questionnaires",
    "GET /programmes/{slug:str}/questionnaires/published/{code:str}/{version:int}": (
        "questionnaires"
    ),
    "GET /programmes/{slug:str}/questionnaires/{draft:uuid}": "questionnaires",
    "GET /programmes/{slug:str}/questionnaires/{draft:uuid}/preview": "questionnaires",
    "GET /programmes/{slug:str}/report": "results",
    "GET /programmes/{slug:str}/report.html": "results",
    "GET /programmes/{slug:str}/report.json": "results",
    "GET /programmes/{slug:str}/report.pdf": "results",
    "GET /programmes/{slug:str}/settings": "set_up",
    "GET /r": "public",
    "GET /r/consent": "public",
    "GET /r/correct": "public",
    "GET /r/corrected": "public",
    "GET /r/erase": "public",
    "GET /r/erased": "public",
    "GET /registers": "service",
    "GET /registers/{file:str}": "service",
    "GET /registers/incidents/new": "service",
    "GET /registers/incidents/{number:int}": "service",
    "POST /registers/clock": "service",
    "POST /registers/incidents/new": "service",
    "POST /registers/incidents/{number:int}": "service",
    "GET /s/kept.html": "public",
    "GET /s/worker.js": "public",
    "GET /ready": "public",
    "GET /s/{slug:str}": "public",
    "GET /s/{slug:str}/correct": "public",
    "GET /s/{slug:str}/received": "public",
    "GET /s/{slug:str}/whole": "public",
    "GET /sign-in": "public",
    "GET /sign-in/again": "public",
    "GET /sign-in/with": "public",
    "GET /sign-in/with/back": "public",
    "GET /sign-in/forgotten": "public",
    "GET /sign-in/{token:str}": "public",
    "GET /static/{name:str}": "public",
    "GET /surveys/{slug:str}": "results",
    "GET /surveys/{slug:str}/dates.ics": "results",
    "GET /surveys/{slug:str}/qr.png": "results",
    "GET /surveys/{slug:str}/qr.svg": "results",
    "GET /surveys/{slug:str}/settings": "set_up",
    "GET /surveys/{slug:str}/reminders": "invite",
    "GET /surveys/{slug:str}/erase": "rights",
    "GET /surveys/{slug:str}/slide": "results",
    "POST /accounts": "users",
    "POST /accounts/{user_id:uuid}/active": "service",
    "POST /accounts/{user_id:uuid}/administrator": "service",
    "POST /accounts/{user_id:uuid}/link": "service",
    "POST /accounts/{user_id:uuid}/roles": "users",
    "POST /activities/{slug:str}/cohorts/new": "set_up",
    "POST /activities/{slug:str}/settings": "set_up",
    "POST /activities/{slug:str}/themes": "themes_search",
    "POST /activities/{slug:str}/themes/proposal/{answer:str}": "themes_decide",
    "POST /activities/{slug:str}/themes/searches/{job_id:uuid}/stop": "themes_search",
    "POST /activities/{slug:str}/themes/codebook": "themes_decide",
    "POST /activities/{slug:str}/themes/codebook/names": "themes_decide",
    "POST /activities/{slug:str}/themes/second-look": "themes_decide",
    "POST /activities/{slug:str}/themes/second-look/placings": "themes_decide",
    "POST /activities/{slug:str}/themes/decisions/{sequence:int}/undo": "themes_decide",
    "POST /api/activities/{slug:str}/themes/decisions/{sequence:int}/undo": "themes_decide",
    "POST /activities/{slug:str}/themes/unmasked": "unmask",
    "POST /activities/{slug:str}/themes/unsure/add": "themes_decide",
    "POST /activities/{slug:str}/themes/{number:int}/{doing:str}": "themes_decide",
    "POST /activities/{slug:str}/themes/{number:int}/parts": "themes_decide",
    "POST /activities/{slug:str}/themes/{number:int}/parts/split": "themes_decide",
    "POST /api/activities/{slug:str}/cohorts": "set_up",
    "POST /api/activities/{slug:str}/themes/decisions": "themes_decide",
    "POST /api/activities/{slug:str}/themes/proposal/{answer:str}": "themes_decide",
    "POST /api/activities/{slug:str}/themes/search": "themes_search",
    "POST /api/cohorts/{slug:str}/surveys": "set_up",
    "POST /api/jobs/{job_id:uuid}/cancel": "themes_search",
    "POST /api/programmes": "service",
    "POST /api/programmes/{slug:str}/activities": "set_up",
    "POST /api/programmes/{slug:str}/changes": "changes",
    "POST /api/programmes/{slug:str}/changes/{number:int}/withdraw": "changes",
    "POST /api/programmes/{slug:str}/questionnaires/drafts": "questionnaires",
    "POST /api/questionnaires/check": "questionnaires",
    "POST /api/surveys/{slug:str}/close": "set_up",
    "POST /api/surveys/{slug:str}/submissions": "public",
    "POST /api/surveys/{slug:str}/submissions/batch": "public",
    "POST /cohorts/{slug:str}/announcements": "announce",
    "POST /cohorts/{slug:str}/announcements/{entry:uuid}": "announce",
    "POST /cohorts/{slug:str}/announcements/{entry:uuid}/{doing:str}": "announce",
    "POST /cohorts/{slug:str}/attendance": "roster_change",
    "POST /cohorts/{slug:str}/attendance/read": "roster_change",
    "POST /cohorts/{slug:str}/roster": "roster_change",
    "POST /cohorts/{slug:str}/roster/people/{person:uuid}/erase": "roster_change",
    "POST /cohorts/{slug:str}/settings": "set_up",
    "POST /cohorts/{slug:str}/surveys/new": "set_up",
    "POST /my-account/password": "workspace",
    "POST /my-account/profile": "workspace",
    "POST /my-account/sign-out-browser": "workspace",
    "POST /my-account/sign-out-everywhere": "workspace",
    "POST /my-account/tokens": "workspace",
    "POST /my-account/tokens/{token_id:uuid}/revoke": "workspace",
    "POST /programmes/{slug:str}/changes": "changes",
    "POST /programmes/{slug:str}/changes/{number:int}/withdraw": "changes",
    "POST /programmes/new": "service",
    "POST /programmes/{slug:str}/activities/new": "set_up",
    "POST /programmes/{slug:str}/facts/{kind:str}": "facts",
    "POST /programmes/{slug:str}/facts/{kind:str}/{key:str}": "facts",
    "POST /programmes/{slug:str}/facts/{kind:str}/{key:str}/remove": "facts",
    "POST /programmes/{slug:str}/questionnaires": "questionnaires",
    "POST /programmes/{slug:str}/questionnaires/{draft:uuid}": "questionnaires",
    "POST /programmes/{slug:str}/questionnaires/{draft:uuid}/check": "questionnaires",
    "POST /programmes/{slug:str}/questionnaires/{draft:uuid}/publish": "questionnaires",
    "POST /programmes/{slug:str}/questionnaires/{draft:uuid}/remove": "questionnaires",
    "POST /programmes/{slug:str}/settings": "set_up",
    "POST /r": "public",
    "POST /r/consent": "public",
    "POST /r/correct": "public",
    "POST /r/erase": "public",
    "POST /r/erased": "public",
    "POST /s/{slug:str}": "public",
    "POST /s/{slug:str}/correct": "public",
    "POST /s/{slug:str}/received": "public",
    "POST /sign-in": "public",
    "POST /sign-in/again": "public",
    "POST /sign-in/forgotten": "public",
    "POST /sign-in/{token:str}": "public",
    "POST /sign-out": "public",
    "POST /surveys/{slug:str}/close": "set_up",
    "POST /surveys/{slug:str}/erase": "rights",
    "POST /surveys/{slug:str}/erase/now": "rights",
    "POST /surveys/{slug:str}/links": "invite",
    "POST /surveys/{slug:str}/remove": "set_up",
    "PUT /api/programmes/{slug:str}/questionnaires/drafts/{draft:uuid}": "questionnaires",
    "POST /surveys/{slug:str}/settings": "set_up",
    "POST /surveys/{slug:str}/slide": "project",
    "POST /surveys/{slug:str}/reminders": "invite",
    "POST /surveys/{slug:str}/reminders/everybody": "invite",
}

NAMED = {
    "activities": "formation",
    "cohorts": "cohorte-1",
    "programmes": "essai",
    "surveys": "printemps-2026",
    "s": "printemps-2026",
}
"""What stands for `{slug:str}`, by the part of the address before it."""

FILLED = {
    "{job_id:uuid}": str(JOB),
    "{person:uuid}": str(UUID(int=9)),
    "{entry:uuid}": str(UUID(int=9)),
    "{user_id:uuid}": str(UUID(int=9)),
    "{token_id:uuid}": str(UUID(int=9)),
    "{number:int}": "1",
    "{sequence:int}": "1",
    "{kind:str}": "fact",
    "{key:str}": "rien",
    "{draft:uuid}": str(UUID(int=9)),
    "{code:str}": "webinar",
    "{version:int}": "1",
    "{dimension:str}": "role",
    "{answer:str}": "accept",
    "{doing:str}": "lock",
    "{file:str}": "themes.csv",
    "{name:str}": "style.css",
    "{path:str}": "rien",
    "{token:str}": "rien",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Two programmes; a job of the first; nobody is signed in."""
    path = tmp_path_factory.mktemp("permissions") / "bilan.duckdb"
    with Database(path) as database:
        load(database, make_bundle(surveys=(make_survey(closes_at=None),)), at=datetime.now(UTC))
        load(database, _other(), at=datetime.now(UTC))
        with database.transaction() as cursor:
            now = datetime.now(UTC)
            jobs.add(cursor, job_id=JOB, kind=find_themes.KIND, subject="formation", at=now)
        settings = Settings(database=str(path), shortest_seconds=0)
        app = create_app(settings, database, passwords=quick_passwords())
        with TestClient(app, base_url=HERE["origin"], raise_server_exceptions=False) as client:
            yield client


def _other() -> Bundle:
    bundle = make_bundle(submissions=())
    return Bundle(
        questionnaires=(),
        surveys=(),
        submissions=(),
        programme=Programme(slug="autre", name=Text(fr="Autre", en="Other")),
        activities=(Activity(slug="atelier", programme="autre", name=Text(fr="A", en="A")),),
        cohorts=(
            Cohort(
                slug="ailleurs",
                activity="atelier",
                name=Text(fr="Ailleurs", en="Elsewhere"),
                starts_on=bundle.cohorts[0].starts_on,
                ends_on=bundle.cohorts[0].ends_on,
            ),
        ),
    )


@pytest.fixture(scope="module")
def users(client: Client) -> dict[str, User]:
    """Every role here and elsewhere, somebody without any, and who administers everything."""
    made = {
        f"{role} of {programme}": add_user(
            client, f"{role}@{programme}.org", roles={programme: frozenset({role})}
        )
        for role in ROLES
        for programme in ("essai", "autre")
    }
    made["without a role"] = add_user(client, "new@example.org")
    made["administrator of the service"] = add_user(client, "ada@example.org", administrator=True)
    return made


@pytest.fixture(scope="module")
def browsers() -> dict[str, str]:
    return {"nobody": ""}


@pytest.fixture
def people(client: Client, users: dict[str, User], browsers: dict[str, str]) -> dict[str, str]:
    """What the browser of each keeps; who was signed out is signed in again."""
    for who, user in users.items():
        known = client.app.state.sign_ins.whose(browsers.get(who), at=datetime.now(UTC))
        if known is None:
            browsers[who] = _browser(client, user)
    return dict(browsers)


def _browser(client: Client, user: User) -> str:
    kept: str = client.app.state.sign_ins.begin(user.user, browser="", at=datetime.now(UTC))
    return kept


def declared(client: Client) -> dict[str, Any]:
    """What each route of the running service says it needs."""
    return {
        f"{method} {route.path}": handler.opt.get("needs")
        for route in client.app.routes
        for handler in getattr(route, "route_handlers", [])
        for method in handler.http_methods
        if method != "OPTIONS"
    }


def test_the_api_says_of_each_route_with_what_it_is_asked(client: Client) -> None:
    described = client.get("/api/openapi.json").json()
    schemes = described["components"]["securitySchemes"]
    assert (schemes["token"]["type"], schemes["token"]["scheme"]) == ("http", "bearer")
    assert (schemes["browser"]["in"], schemes["browser"]["name"]) == ("cookie", COOKIE)
    reading = {"results", "roster_read", "workspace"}
    plain = {re.sub(r":\w+", "", route): needs for route, needs in ROUTES.items()}

    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            needs = plain[f"{method.upper()} {path}"]
            scope = "read" if needs in reading else "write"
            expected = [{"token": [scope]}, {"browser": []}]
            if needs == "service":
                expected = [{"browser": []}]
            assert operation.get("security", []) == ([] if needs == "public" else expected), path


def address(route: str, named: dict[str, str] = NAMED) -> str:
    path = route.split(" ")[1]
    kind = path.removeprefix("/api").split("/")[1]
    path = path.replace("{slug:str}", named.get(kind, "rien"))
    for hole, filled in FILLED.items():
        path = path.replace(hole, filled)
    assert "{" not in path, route
    return path


def ask(client: Client, route: str, kept: str, **headers: str) -> Any:
    client.cookies.clear()
    if kept:
        client.cookies.set(COOKIE, kept)
    method = route.split(" ", maxsplit=1)[0]
    return client.request(
        method,
        address(route),
        data=TYPED.get(route),
        headers=HERE | headers,
        follow_redirects=False,
    )


ANYWHERE = frozenset(
    {
        "GET /accounts",
        "GET /accounts/{user_id:uuid}",
        "GET /api/home",
        "POST /api/questionnaires/check",
    }
)
"""Of all programmes in which one has the permission."""

TYPED: dict[str, dict[str, str]] = {
    "POST /accounts": {"programme": "essai"},
    "POST /accounts/{user_id:uuid}/roles": {"programme": "essai"},
}
"""The programme stands in the form, not in the address."""


def expected(who: str, route: str) -> bool:
    needs = ROUTES[route]
    if who == "administrator of the service":
        return True
    if who == "nobody":
        return False
    role, _, programme = who.partition(" of ")
    if needs == "workspace":
        return True
    return (programme == "essai" or route in ANYWHERE) and needs in MAY.get(role, set())  # type: ignore[call-overload]


def test_every_route_is_in_the_table_and_says_what_the_table_says(client: Client) -> None:
    said = {
        route: needs.value if isinstance(needs, Permission) else needs
        for route, needs in declared(client).items()
    }

    assert said == ROUTES


def test_the_roles_give_what_the_table_says() -> None:
    for role in ROLES:
        assert {each.value for each in permissions({role})} == MAY[role]
    assert permissions(frozenset()) == {Permission.WORKSPACE}
    assert roles_that_may(Permission.THEMES_DECIDE) == ("designer", "administrator")
    assert roles_that_may(Permission.SERVICE) == ()
    assert {each.value for each in READING} == {"workspace", "results", "roster_read"}


COMPARED = frozenset(
    {
        "GET /compare",
        "GET /compare/export.xlsx",
        "GET /compare/figures/{name:str}",
        "GET /api/compare",
    }
)
"""Of no one programme: tested below."""

OF_ONES_OWN = frozenset({"GET /api/home", "POST /api/questionnaires/check"})
"""Of no programme by name: each is told of their own, a token of its programme alone."""


@pytest.mark.parametrize(
    "route", [each for each, needs in ROUTES.items() if needs != PUBLIC and each not in COMPARED]
)
def test_a_route_is_open_to_the_roles_that_may_and_to_no_other(
    client: Client, people: dict[str, str], route: str
) -> None:
    refused = set()
    for who, kept in people.items():
        answer = ask(client, route, kept)
        if expected(who, route):
            assert answer.status_code not in {401, 403, 500}, (who, answer.text)
            continue
        refused.add(who)
        if who == "nobody":
            api = address(route).startswith("/api/")
            assert answer.status_code == (401 if api else 303), who
            assert api or answer.headers["location"].startswith("/sign-in")
        else:
            assert answer.status_code == 403, who
            assert ROUTES[route] in answer.text or "<h1>" in answer.text
    assert "nobody" in refused


@pytest.mark.parametrize("route", [each for each, needs in ROUTES.items() if needs == PUBLIC])
def test_what_is_public_asks_nobody_who_they_are(client: Client, route: str) -> None:
    status = ask(client, route, "").status_code

    assert status < 500
    assert status not in {401, 403} or route in {"POST /sign-in", "POST /sign-in/again"}


@pytest.mark.parametrize(
    "route",
    [
        each
        for each, needs in ROUTES.items()
        if each.split(" ")[0] in CHANGING
        and (needs != PUBLIC or each.split(" ")[1].startswith("/sign-"))
    ],
)
def test_no_route_that_changes_something_obeys_another_site(
    client: Client, people: dict[str, str], route: str
) -> None:
    kept = people["administrator of the service"]
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"origin": ""}):
        assert ask(client, route, kept, **headers).status_code == 403
    assert client.get("/programmes").status_code == 200  # nobody was signed out


def test_what_compares_programmes_needs_all_of_them(client: Client, people: dict[str, str]) -> None:
    mine, other = "cohort=cohorte-1", "cohort=ailleurs"
    for who in ("facilitator of essai", "without a role"):
        client.cookies.clear()
        client.cookies.set(COOKIE, people[who])
        for query in (f"{mine}&{other}", f"{mine}&activity=atelier", other):
            assert client.get(f"/compare?{query}").status_code == 403
            assert client.get(f"/api/compare?{query}").status_code == 403
    client.cookies.set(COOKIE, people["facilitator of essai"])
    page = client.get(f"/compare?{mine}")
    assert page.status_code == 200
    assert "Ailleurs" not in page.text
    client.cookies.set(COOKIE, people["without a role"])
    assert client.get("/compare").status_code == 403
    client.cookies.set(COOKIE, people["administrator of the service"])
    assert client.get(f"/compare?{mine}&{other}").status_code == 200
    client.cookies.clear()
    assert client.get("/api/compare").status_code == 401


def test_a_job_of_one_programme_is_not_stopped_through_another(
    client: Client, people: dict[str, str]
) -> None:
    client.cookies.clear()
    client.cookies.set(COOKIE, people["administrator of autre"])

    stopped = client.post(f"/activities/atelier/themes/searches/{JOB}/stop", headers=HERE)

    assert stopped.status_code == 403


@pytest.mark.parametrize(
    "route", ["GET /api/jobs/{job_id:uuid}", "POST /api/jobs/{job_id:uuid}/cancel"]
)
def test_a_job_that_is_not_there_is_told_only_to_who_could_see_one(
    client: Client, people: dict[str, str], route: str
) -> None:
    method, path = route.replace("{job_id:uuid}", str(UUID(int=8))).split(" ")
    told = {}
    for who in ("without a role", "nobody", "designer of essai"):
        client.cookies.clear()
        client.cookies.set(COOKIE, people[who])
        told[who] = client.request(method, path, headers=HERE).status_code

    assert told == {"without a role": 403, "nobody": 401, "designer of essai": 404}


def test_the_list_of_programmes_holds_ones_own(client: Client, people: dict[str, str]) -> None:
    lists = {}
    for who, kept in people.items():
        client.cookies.clear()
        client.cookies.set(COOKIE, kept)
        page = client.get("/programmes?lang=fr").text
        lists[who] = {slug for slug in ("essai", "autre") if f"/programmes/{slug}" in page}
        assert ("n’a pas encore de rôle" in page) == (who == "without a role")

    assert lists.pop("administrator of the service") == {"essai", "autre"}
    assert lists.pop("without a role") == lists.pop("nobody") == set()
    assert all(seen == {who.split(" of ")[1]} for who, seen in lists.items())


def test_whoever_is_refused_reads_what_is_missing_and_whom_to_ask(
    client: Client, people: dict[str, str]
) -> None:
    client.cookies.clear()
    client.cookies.set(COOKIE, people["designer of essai"])

    page = client.get("/cohorts/cohorte-1/roster?lang=en").text
    assert "read the names of those who registered" in page
    assert "Roles that allow it: facilitator or administrator." in page
    assert "mailto:administrator@essai.org" in page
    assert "mailto:ada@example.org" not in page
    answer = client.post("/api/jobs/" + str(UUID(int=8)) + "/cancel", headers=HERE)
    assert answer.status_code == 404  # there is no such job
    client.cookies.set(COOKIE, people["facilitator of essai"])
    said = client.post("/api/activities/formation/themes/decisions", headers=HERE).json()
    assert said["status"] == 403
    assert "'themes_decide' in essai" in said["detail"]


def _token(client: Client, user: User, *, writes: bool, programme: str = "essai") -> str:
    tokens: ApiTokens = client.app.dependencies["tokens"].dependency()
    today = datetime.now(UTC).date()
    return tokens.new(user.user, programme, "test", writes=writes, on=today)


def test_a_token_is_let_through_where_its_user_its_programme_and_its_scope_say(
    client: Client, users: dict[str, User]
) -> None:
    reading = {"results", "roster_read", "workspace"}
    tokens = [
        (who, writes, _token(client, users[who], writes=writes))
        for who in ("facilitator of essai", "designer of essai", "administrator of the service")
        for writes in (False, True)
    ]
    elsewhere = _token(
        client, users["administrator of the service"], writes=True, programme="autre"
    )
    api = [
        r for r, needs in ROUTES.items() if r.split(" ")[1].startswith("/api/") and needs != PUBLIC
    ]

    client.cookies.clear()
    for route in api:
        method, path = route.split(" ")[0], address(route)
        for who, writes, secret in tokens:
            headers = {"authorization": f"Bearer {secret}"}  # and no Origin
            answer = client.request(method, path, headers=headers)
            open_to = expected(who, route) and (writes or ROUTES[route] in reading)
            open_to = open_to and ROUTES[route] != "service"  # of no programme, so of no token
            assert (answer.status_code != 403) == open_to, (route, who, writes)
            assert answer.status_code not in {401, 500}
        headers = {"authorization": f"Bearer {elsewhere}"}
        if route in OF_ONES_OWN:
            told = client.request(method, path, headers=headers)
            assert (told.status_code, "cohorte-1" in told.text) == (200, False), route
        elif route not in COMPARED:
            assert client.request(method, path, headers=headers).status_code == 403, route
    assert len(api) > 10


def test_a_page_offers_what_its_reader_may_do(client: Client, people: dict[str, str]) -> None:
    offers = {
        "facilitator of essai": {"/cohorts/cohorte-1/roster", "/programmes/essai/facts/fact"},
        "designer of essai": set(),
        "administrator of essai": {"/cohorts/cohorte-1/roster", "/programmes/essai/facts/fact"},
    }
    for who, offered in offers.items():
        client.cookies.clear()
        client.cookies.set(COOKIE, people[who])
        pages = client.get("/cohorts/cohorte-1").text + client.get("/programmes/essai/facts").text
        for link in ("/cohorts/cohorte-1/roster", "/programmes/essai/facts/fact"):
            assert (f'href="{link}"' in pages) == (link in offered), (who, link)


def test_a_route_that_says_nothing_is_refused_to_everybody(
    client: Client, people: dict[str, str]
) -> None:
    handler = next(
        handler
        for route in client.app.routes
        if route.path == "/programmes"
        for handler in getattr(route, "route_handlers", [])
        if "GET" in handler.http_methods
    )
    said = handler.opt.pop("needs")
    try:
        answer = ask(client, "GET /programmes", people["administrator of the service"])
    finally:
        handler.opt["needs"] = said

    assert answer.status_code == 403
