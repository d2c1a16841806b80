"""A forgotten password is replaced through a mailbox, and nobody learns who has an account."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.app import create_app
from service.settings import Settings
from service.store.audit import lines
from service.store.database import Database
from service.store.load import load
from service.web import forgotten
from tests.accounts import (
    ADMINISTRATOR,
    PASSWORD,
    add_user,
    quick_passwords,
    send_password,
    sign_in,
)
from tests.factories import make_bundle
from tests.inside import database_of
from tests.mail_server import Post, mail_server

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
NEW = "le chien dort dessous"


class Place(NamedTuple):
    client: Client
    post: Post
    settings: Settings


@contextmanager
def service(tmp_path: Path, settings: Settings) -> Iterator[Client]:
    with Database(tmp_path / "mail.duckdb") as database:
        load(database, make_bundle(submissions=()), at=datetime.now(UTC))
        app = create_app(settings, database, passwords=quick_passwords())
        with TestClient(app, base_url=HERE["origin"], raise_server_exceptions=False) as client:
            yield client


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A service that sends e-mails, with two users; what is sent later is sent soon."""
    monkeypatch.setattr(forgotten, "_LATER_SECONDS", 0.0)
    with mail_server() as (post, port):
        settings = Settings(
            smtp_host="127.0.0.1",
            smtp_port=port,
            smtp_security="none",
            smtp_from="b@example.org",
            smtp_seconds=5,
        )
        with service(tmp_path, settings) as client:
            add_user(client, "bo@example.org", language="en")
            add_user(client, "gone@example.org", active=False)
            yield Place(client, post, settings)


def ask(client: Client, email: str, lang: str = "fr") -> httpx.Response:
    return client.post(f"/sign-in/forgotten?lang={lang}", data={"email": email}, headers=HERE)


def finish(client: Client) -> None:
    """Wait for what is still to be sent, as the service does when it stops."""
    desk: forgotten.Forgotten = client.app.dependencies["forgotten"].dependency()
    assert client.blocking_portal is not None
    client.blocking_portal.call(desk.finish)


def test_whoever_forgot_gets_a_link_that_works_once_in_their_language(place: Place) -> None:
    page = ask(place.client, " BO@example.org ", "en")
    finish(place.client)

    assert "a link will be there in a few minutes" in page.text
    assert place.post.recipients == ["bo@example.org"]
    assert "To choose a new password" in place.post.text()
    assert "Bonjour" not in place.post.text()
    link = place.post.link()
    done = place.client.post(link, data={"password": NEW}, headers=HERE, follow_redirects=False)
    assert done.status_code == 303
    assert place.client.get(link).status_code == 404
    assert send_password(place.client, "bo@example.org", PASSWORD).status_code == 401
    assert send_password(place.client, "bo@example.org", NEW).status_code == 303
    with database_of(place.client).cursor() as cursor:
        assert "asked for a link by e-mail" in {line.action for line in lines(cursor)}


def test_nobody_learns_who_has_an_account(place: Place) -> None:
    answers = {}
    for who in ("bo@example.org", "xx@example.org", "gone@example.org"):
        page = ask(place.client, who)
        headers = {
            k: v
            for k, v in page.headers.items()
            if k not in {"content-length", "date", "x-request-id"}
        }
        answers[who] = (page.status_code, page.text.replace(who, "?"), headers)
    finish(place.client)

    assert len({str(answer) for answer in answers.values()}) == 1
    assert place.post.recipients == ["bo@example.org"]


def test_the_answer_does_not_wait_for_the_mail(place: Place) -> None:
    place.post.silent = True

    page = ask(place.client, "bo@example.org")

    assert page.elapsed.total_seconds() < place.settings.smtp_seconds / 2
    place.post.silent = False


def test_asking_is_throttled_whether_or_not_there_is_an_account(place: Place) -> None:
    for who in ("bo@example.org", "xx@example.org"):
        statuses = [ask(place.client, who).status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
    later = ask(place.client, "BO@example.org", "en")
    finish(place.client)

    assert "Enough links were asked for. You can ask for another one in 15 minutes." in later.text
    assert later.headers["retry-after"]
    assert len(place.post.mails) == 3
    many = [ask(place.client, f"{n}@example.org").status_code for n in range(20)]
    assert many.index(429) == 20 - 2 * 4 - 1  # of this address; refused tries count too


def test_what_is_no_address_is_said_at_once(place: Place) -> None:
    page = ask(place.client, "<b>bo", "en")

    assert page.status_code == 422
    assert "This is not an e-mail address." in page.text
    assert "&lt;b&gt;bo" in page.text


def test_where_no_mail_is_sent_the_page_says_whom_to_ask(client: Client) -> None:
    page = client.get("/sign-in/forgotten?lang=en")

    assert "Here Bilan sends no e-mail" in page.text
    assert "bilan account link" in page.text
    assert "<form" not in page.text.partition("<main")[2]
    assert ask(client, "bo@example.org").status_code == 404


# --- accounts of others -----------------------------------------------------------------------


def invite(client: Client, email: str, **more: str) -> httpx.Response:
    fields = {"email": email, "name": "Cy", "programme": "essai", "role": "designer"} | more
    return client.post("/accounts?lang=en", data=fields, headers=HERE)


def test_an_invitation_leaves_by_mail_and_is_not_shown(place: Place) -> None:
    sign_in(place.client)
    assert 'name="mail"' in place.client.get("/accounts").text

    page = invite(place.client, "cy@example.org", mail="yes")

    assert "The link is on its way to cy@example.org" in page.text
    assert "/sign-in/" not in page.text
    assert "Bonjour" in place.post.text()
    assert "Hello" in place.post.text()
    assert place.client.get(place.post.link()).status_code == 200


def test_an_invitation_that_does_not_leave_is_shown_with_the_reason(place: Place) -> None:
    sign_in(place.client)
    place.post.refused = {"cy@example.org"}

    page = invite(place.client, "cy@example.org", mail="yes")

    assert "The mail server does not take the address" in page.text
    assert "/sign-in/" in page.text
    by_hand = invite(place.client, "di@example.org")
    assert "/sign-in/" in by_hand.text
    assert place.post.mails == []


def test_a_link_for_a_new_password_leaves_by_mail(place: Place) -> None:
    sign_in(place.client)
    bo = next(
        user for user in place.client.app.state.users.everybody if user.email == "bo@example.org"
    )

    page = place.client.post(
        f"/accounts/{bo.user}/link?lang=en", data={"mail": "yes"}, headers=HERE
    )

    assert "The link is on its way to bo@example.org" in page.text
    assert place.post.recipients == ["bo@example.org"]
    assert ADMINISTRATOR not in place.post.text()
