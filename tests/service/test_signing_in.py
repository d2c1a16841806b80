"""Sign in by e-mail and password: who is who, who is kept out, and at what cost."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import Any

import httpx
import msgspec
import pytest
from litestar import Litestar, Request
from litestar.testing import TestClient

from service.app import create_app
from service.errors import SignInRefused, TooMany
from service.settings import Settings
from service.store.database import Database
from service.web.front_desk import COOKIE, WRONG_OF_ACCOUNT, WRONG_OF_ADDRESS
from service.web.passwords import Passwords
from tests.accounts import (
    ADMINISTRATOR,
    PASSWORD,
    add_user,
    quick_passwords,
    send_password,
    users_of,
)
from tests.dashboards.markup import read

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
WRONG = "un autre mot de passe"


def link_for(client: Client, email: str | None) -> str:
    users = users_of(client)
    user = users.with_email(email) if email else None
    until = datetime.now(UTC) + timedelta(hours=1)
    return f"/sign-in/{users.new_link(user.user if user else None, until=until)}"


def choose(client: Client, link: str, **fields: str) -> httpx.Response:
    return client.post(link, data=fields, headers=HERE, follow_redirects=False)


# --- the first account ------------------------------------------------------------------------


def test_the_first_link_makes_the_administrator_who_is_signed_in(client: Client) -> None:
    link = link_for(client, None)
    assert "Personne n’administre encore ce service" in client.get("/sign-in").text
    assert client.get(link).status_code == client.get(link).status_code == 200  # opening spends not

    made = choose(client, link, name=" Ada ", email=" Ada@example.org ", password=PASSWORD)

    assert (made.status_code, made.headers["location"]) == (303, "/programmes")
    (ada,) = users_of(client).everybody
    assert (ada.name, ada.email, ada.administrator) == ("Ada", "Ada@example.org", True)
    assert ada.password is not None
    assert ada.password.startswith("$argon2id$")
    assert client.get("/programmes").status_code == 200
    assert client.get(link).status_code == 404
    assert choose(client, link, name="B", email="b@x", password=PASSWORD).status_code == 404
    assert "Personne n’administre" not in client.get("/sign-in").text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "Write your name"),
        ("name", "a" * 81, "Write your name"),
        ("email", "ada", "This is not an e-mail address."),
        ("email", "BO@example.org", "An account has this address already."),
        ("password", "court", "It is too short"),
        ("password", "a" * 257, "It is too long"),
        ("password", "ada@example.org", "anybody tries first"),
        ("password", "motdepasse1234", "too easy to guess"),
    ],
)
def test_what_cannot_be_kept_is_said_and_the_link_stays(
    client: Client, field: str, typed: str, said: str
) -> None:
    add_user(client, "bo@example.org")
    link = link_for(client, None)
    fields = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD, field: typed}

    refused = choose(client, f"{link}?lang=en", **fields)

    assert refused.status_code == 422
    assert said in refused.text
    page = read(refused.text)
    (marked,) = [e for e in page if e.attributes.get("aria-invalid") == "true"]
    assert marked.attributes["id"] == field
    assert fields["password"] not in refused.text.replace(fields["email"], "")
    good = {"name": "Ada", "email": "a@x.org", "password": PASSWORD}
    assert choose(client, link, **good).status_code == 303
    assert users_of(client).is_looked_after


# --- e-mail and password ----------------------------------------------------------------------


def test_the_right_password_leads_where_one_wanted_to_go(client: Client) -> None:
    add_user(client, "bo@example.org", administrator=True)
    asked = client.get("/cohorts/cohorte-1?survey=printemps-2026", follow_redirects=False)
    door = client.get(asked.headers["location"])
    (to,) = [e for e in read(door.text).all("input") if e.attributes.get("name") == "to"]

    sent = send_password(client, " BO@example.org", to=to.attributes["value"])

    assert sent.status_code == 303
    assert sent.headers["location"] == "/cohorts/cohorte-1?survey=printemps-2026"
    cookie = sent.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Path=/"))
    assert "Secure" not in cookie
    assert client.get(sent.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "evil.example",
        "javascript:alert(1)",
        "\u2028/x",
        "",
    ],
)
def test_nobody_is_led_to_another_site(client: Client, to: str) -> None:
    add_user(client, ADMINISTRATOR)

    assert send_password(client, ADMINISTRATOR, to=to).headers["location"] == "/programmes"
    door = client.get("/sign-in", params={"to": to}).text
    assert "evil" not in door


def test_over_https_the_cookie_asks_for_it(tmp_path: Path) -> None:
    settings = Settings(
        database=str(tmp_path / "bilan.duckdb"), public_url="https://bilan.example.org"
    )
    with Database(Path(settings.database)) as database:
        app = create_app(settings, database, passwords=quick_passwords())
        with TestClient(app, base_url=settings.public_url) as client:
            add_user(client, ADMINISTRATOR)
            assert "Secure" in send_password(client, ADMINISTRATOR).headers["set-cookie"]


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (ADMINISTRATOR, WRONG),
        (ADMINISTRATOR, ""),
        (ADMINISTRATOR, PASSWORD.upper()),
        (ADMINISTRATOR, "a" * 10_000),
        ("nobody@example.org", PASSWORD),
        ("gone@example.org", PASSWORD),
        ("invited@example.org", PASSWORD),
        ("", ""),
    ],
)
def test_whoever_is_not_let_in_reads_the_same(client: Client, email: str, password: str) -> None:
    add_user(client, ADMINISTRATOR, administrator=True)
    add_user(client, "gone@example.org", active=False)
    add_user(client, "invited@example.org", password=None)

    refused = send_password(client, email, password, to="/cohorts/cohorte-1")

    assert refused.status_code == 401
    assert "set-cookie" not in refused.headers
    other = send_password(client, "z@z", WRONG, to="/cohorts/cohorte-1").text
    assert refused.text.replace(f'value="{email}"', "") == other.replace('value="z@z"', "")
    assert client.get("/programmes", follow_redirects=False).status_code == 303


def test_an_unknown_address_takes_as_long_as_a_wrong_password(
    settings: Settings,
) -> None:
    with Database(Path(settings.database)) as database:
        slow = Passwords(memory_kib=8_192, passes=3)  # some 15 ms: far above what else differs
        with TestClient(create_app(settings, database, passwords=slow)) as client:
            user = add_user(client, ADMINISTRATOR)
            kept = asyncio.run(slow.hashed(PASSWORD))
            users_of(client).change(
                user.user,
                lambda known: msgspec.structs.replace(known, password=kept),
                at=datetime.now(UTC),
            )

            def took(email: str) -> float:
                began = perf_counter()
                send_password(client, email, WRONG)
                return perf_counter() - began

            # in turns, and the least of each: a busy machine only ever adds
            pairs = [(took(ADMINISTRATOR), took(f"{number}@example.org")) for number in range(7)]

    known, unknown = (min(times) for times in zip(*pairs, strict=True))
    assert 1 / 3 < known / unknown < 3


def test_too_many_wrong_passwords_close_an_account_for_a_while(client: Client) -> None:
    add_user(client, ADMINISTRATOR)
    for _ in range(WRONG_OF_ACCOUNT):
        assert send_password(client, ADMINISTRATOR, WRONG).status_code == 401

    refused = send_password(client, ADMINISTRATOR.upper())

    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 800
    assert "Réessayez dans 15 minutes" in " ".join(refused.text.split())
    other = client.post("/sign-in", data={"email": "bo@x"}, headers=HERE)
    assert other.status_code == 401  # others get in
    assert choose(client, link_for(client, ADMINISTRATOR), password=WRONG).status_code == 303


def test_the_right_password_clears_what_was_wrong_before(client: Client) -> None:
    add_user(client, ADMINISTRATOR)
    for _ in range(3):
        for _ in range(WRONG_OF_ACCOUNT - 1):
            assert send_password(client, ADMINISTRATOR, WRONG).status_code == 401
        assert send_password(client, ADMINISTRATOR).status_code == 303


def test_one_address_tries_so_many_accounts_and_no_more(client: Client) -> None:
    for number in range(WRONG_OF_ADDRESS):
        assert send_password(client, f"{number}@example.org").status_code == 401

    assert send_password(client, "one-more@example.org").status_code == 429


def test_a_burst_of_guesses_does_not_get_past_the_limit(client: Client) -> None:
    add_user(client, ADMINISTRATOR)

    async def burst() -> list[int]:
        transport = httpx.ASGITransport(app=client.app)
        async with httpx.AsyncClient(transport=transport, base_url=HERE["origin"]) as many:
            typed = {"email": ADMINISTRATOR, "password": WRONG}
            tries = [many.post("/sign-in", data=typed, headers=HERE) for _ in range(30)]
            return [answer.status_code for answer in await asyncio.gather(*tries)]

    statuses = asyncio.run(burst())

    assert statuses.count(401) == WRONG_OF_ACCOUNT
    assert statuses.count(429) == 30 - WRONG_OF_ACCOUNT


def test_hashing_is_done_a_few_at_once_and_what_does_not_fit_comes_again() -> None:
    async def flood() -> tuple[int, int]:
        passwords = Passwords(memory_kib=32, passes=1, at_once=1, most_waiting=2)
        held = Event()
        with passwords:
            passwords._pool.submit(held.wait)  # noqa: SLF001 -- the one thread is busy
            waiting = [asyncio.ensure_future(passwords.fits(None, WRONG)) for _ in range(6)]
            await asyncio.sleep(0)
            held.set()
            answers = await asyncio.gather(*waiting, return_exceptions=True)
            assert await passwords.fits(None, WRONG) is False  # there is room again
        return answers.count(False), sum(isinstance(each, TooMany) for each in answers)

    assert asyncio.run(flood()) == (3, 3)


def test_the_loop_answers_while_passwords_are_compared() -> None:
    async def beats() -> int:
        with Passwords(memory_kib=65_536, passes=3, at_once=1) as passwords:
            comparing = asyncio.ensure_future(passwords.fits(None, WRONG))
            count = 0
            while not comparing.done():
                await asyncio.sleep(0.001)
                count += 1
        return count

    assert asyncio.run(beats()) > 10


def test_a_hash_of_the_past_is_made_anew_at_the_next_sign_in(client: Client) -> None:
    user = add_user(client, ADMINISTRATOR)
    dated = asyncio.run(Passwords(memory_kib=64, passes=2).hashed(PASSWORD))
    change = {"password": dated}
    users_of(client).change(
        user.user, lambda known: msgspec.structs.replace(known, **change), at=datetime.now(UTC)
    )

    assert send_password(client, ADMINISTRATOR).status_code == 303

    kept = users_of(client).get(user.user).password
    assert kept is not None
    assert re.search(r"m=32,t=1", kept)
    assert send_password(client, ADMINISTRATOR).status_code == 303


# --- who stays signed in ----------------------------------------------------------------------


def test_signing_out_ends_what_the_cookie_opens(signed_in: Client) -> None:
    kept = signed_in.cookies[COOKIE]
    assert signed_in.post("/sign-out", headers=HERE).status_code == 200

    signed_in.cookies.set(COOKIE, kept)
    assert signed_in.get("/programmes", follow_redirects=False).status_code == 303


def test_a_new_password_signs_every_other_browser_out(signed_in: Client) -> None:
    before = signed_in.cookies[COOKIE]
    link = link_for(signed_in, ADMINISTRATOR)
    shown = signed_in.get(f"{link}?lang=en").text
    assert "Choose a new password" in shown
    assert ADMINISTRATOR in shown

    assert choose(signed_in, link, password="le chien dort dessous").status_code == 303  # noqa: S106

    assert signed_in.get("/programmes").status_code == 200
    signed_in.cookies.set(COOKIE, before)
    assert signed_in.get("/programmes", follow_redirects=False).status_code == 303
    assert send_password(signed_in, ADMINISTRATOR).status_code == 401
    assert send_password(signed_in, ADMINISTRATOR, "le chien dort dessous").status_code == 303


def test_who_was_invited_chooses_a_name_and_a_password(client: Client) -> None:
    add_user(client, "bo@example.org", name="bo@example.org", password=None)
    link = link_for(client, "bo@example.org")
    assert "Bienvenue dans Bilan" in client.get(link).text

    assert choose(client, link, name="Bo Roy", password=PASSWORD).status_code == 303

    bo = users_of(client).with_email("bo@example.org")
    assert bo is not None
    assert (bo.name, bo.administrator) == ("Bo Roy", False)


def test_who_is_deactivated_is_out_at_once(signed_in: Client) -> None:
    add_user(signed_in, "bo@example.org", administrator=True)
    ada = users_of(signed_in).with_email(ADMINISTRATOR)
    assert ada is not None
    users_of(signed_in).change(
        ada.user, lambda user: msgspec.structs.replace(user, active=False), at=datetime.now(UTC)
    )

    assert signed_in.get("/programmes", follow_redirects=False).status_code == 303


def test_a_password_that_changes_while_it_is_compared_lets_nobody_in(client: Client) -> None:
    user = add_user(client, ADMINISTRATOR)
    desk = client.app.dependencies["desk"].dependency()

    async def let_in_too_late() -> None:
        change = {"password": "$argon2id$another"}
        users_of(client).change(
            user.user, lambda known: msgspec.structs.replace(known, **change), at=datetime.now(UTC)
        )
        scope: Any = {"type": "http", "headers": [], "app": client.app}
        await desk.let_in(Request(scope), user, "/programmes")

    with pytest.raises(SignInRefused):
        asyncio.run(let_in_too_late())
    assert client.app.state.sign_ins.of(user.user, at=datetime.now(UTC)) == ()


def test_pages_are_in_the_language_of_the_account_until_another_is_chosen(client: Client) -> None:
    add_user(client, ADMINISTRATOR, language="en", administrator=True)
    send_password(client, ADMINISTRATOR)
    assert '<html lang="en"' in client.get("/programmes").text

    client.get("/programmes?lang=fr")
    send_password(client, ADMINISTRATOR)
    assert '<html lang="fr"' in client.get("/programmes").text


@pytest.mark.parametrize("address", ["/sign-in", "/sign-out", "/sign-in/invented"])
def test_another_site_signs_nobody_in_or_out(client: Client, address: str) -> None:
    for headers in ({}, {"origin": "https://evil.example"}):
        assert client.post(address, data={}, headers=headers).status_code == 403


def test_no_page_at_the_door_is_kept_by_a_browser(client: Client) -> None:
    for address in ("/sign-in", link_for(client, None), "/sign-in/invented"):
        answer = client.get(address)
        assert answer.headers["cache-control"] == "no-store"
        assert "'unsafe" not in answer.headers["content-security-policy"]
