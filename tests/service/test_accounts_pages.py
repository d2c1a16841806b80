"""Administrators look after accounts, everybody after their own; programs come with tokens."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from service.store.api_tokens import ApiTokens
from service.store.audit import breaks, lines
from service.store.load import load
from service.store.users import User
from service.web.front_desk import COOKIE
from surveys.bundle import Bundle
from surveys.programme import Programme
from surveys.texts import Text
from tests.accounts import ADMINISTRATOR, PASSWORD, add_user, send_password, users_of
from tests.dashboards.markup import read
from tests.inside import database_of

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
SHORT = "court"
NEW = "le chien dort dessous"


def post(client: Client, path: str, **fields: Any) -> Response:
    return client.post(path, data=fields, headers=HERE, follow_redirects=False)


def user_called(client: Client, email: str) -> User:
    user = users_of(client).with_email(email)
    assert user is not None
    return user


def browser_of(client: Client, email: str) -> None:
    """Let `client` be the browser of somebody else."""
    client.cookies.clear()
    assert send_password(client, email).status_code == 303


def link_in(page: Response) -> str:
    (link,) = re.findall(r"/sign-in/[\w-]+", page.text)
    return str(link)


# --- accounts of others -----------------------------------------------------------------------


def test_somebody_is_invited_and_comes_in_with_the_link(signed_in: Client) -> None:
    made = post(
        signed_in,
        "/accounts",
        email="bo@example.org",
        name="Bo Roy",
        programme="essai",
        role=["facilitator", "designer", "owner"],
    )
    assert made.status_code == 200
    link = link_in(made)
    assert link not in signed_in.get("/accounts").text  # shown once
    bo = user_called(signed_in, "bo@example.org")
    assert bo.roles == {"essai": {"facilitator", "designer"}}

    signed_in.cookies.clear()
    assert post(signed_in, link, name="Bo", password=PASSWORD).status_code == 303
    assert signed_in.get("/programmes/essai").status_code == 200
    assert signed_in.get("/accounts").status_code == 403


def test_who_has_an_account_gets_roles_and_no_link(signed_in: Client) -> None:
    add_user(signed_in, "bo@example.org", roles={"essai": frozenset({"designer"})})

    page = post(
        signed_in,
        "/accounts?lang=en",
        email="BO@example.org",
        name="X",
        programme="essai",
        role="facilitator",
    )

    assert "had an account already" in page.text
    assert "/sign-in/" not in page.text
    bo = user_called(signed_in, "bo@example.org")
    assert bo.roles == {"essai": {"designer", "facilitator"}}
    assert bo.name == "Ada Lovelace"


def test_an_invitation_that_cannot_be_is_shown_again(signed_in: Client) -> None:
    page = post(
        signed_in,
        "/accounts?lang=en",
        email="<b>bo",
        name=" ",
        programme="essai",
        role="designer",
    )

    assert page.status_code == 422
    (ticked,) = (e for e in read(page.text).all("input") if "checked" in e.attributes)
    assert ticked.attributes["value"] == "designer"
    assert "This is not an e-mail address." in page.text
    assert "Write your name" in page.text
    assert "&lt;b&gt;bo" in page.text
    assert len(users_of(signed_in).everybody) == 1


def test_roles_are_given_and_taken_at_once(signed_in: Client) -> None:
    bo = add_user(signed_in, "bo@example.org")
    page = f"/accounts/{bo.user}"

    given = post(signed_in, f"{page}/roles", programme="essai", role="designer")
    assert given.headers["location"] == f"{page}?done=true"
    assert "checked" in signed_in.get(page).text
    browser_of(signed_in, "bo@example.org")
    assert signed_in.get("/programmes/essai").status_code == 200
    browser_of(signed_in, ADMINISTRATOR)
    assert post(signed_in, f"{page}/roles", programme="essai").status_code == 303
    browser_of(signed_in, "bo@example.org")
    assert signed_in.get("/programmes/essai").status_code == 403


def test_who_is_shut_out_is_out_with_their_browsers_tokens_and_links(signed_in: Client) -> None:
    bo = add_user(signed_in, "bo@example.org", roles={"essai": frozenset({"designer"})})
    page = f"/accounts/{bo.user}"
    link = link_in(post(signed_in, f"{page}/link"))
    ada = signed_in.cookies[COOKIE]
    browser_of(signed_in, "bo@example.org")
    kept, secret = signed_in.cookies[COOKIE], new_token(signed_in)
    signed_in.cookies.set(COOKIE, ada)

    assert post(signed_in, f"{page}/active", active="false").status_code == 303

    assert signed_in.get(link).status_code == 404
    assert by_token(signed_in, secret).status_code == 401
    signed_in.cookies.clear()
    signed_in.cookies.set(COOKIE, kept)
    assert signed_in.get("/programmes", follow_redirects=False).status_code == 303
    signed_in.cookies.clear()
    signed_in.cookies.set(COOKIE, ada)
    assert post(signed_in, f"{page}/link").status_code == 303  # none for who is shut out
    assert post(signed_in, f"{page}/active", active="true").status_code == 303
    signed_in.cookies.set(COOKIE, kept)
    assert signed_in.get("/programmes", follow_redirects=False).status_code == 303  # signs in anew


def test_the_last_administrator_cannot_leave(signed_in: Client) -> None:
    page = f"/accounts/{user_called(signed_in, ADMINISTRATOR).user}"

    for field in ("active", "administrator"):
        refused = post(signed_in, f"{page}/{field}?lang=en", **{field: "false"})
        assert refused.status_code == 409
        assert "Nobody would be left to administer the service" in refused.text
    bo = add_user(signed_in, "bo@example.org")
    assert (
        post(signed_in, f"/accounts/{bo.user}/administrator", administrator="true").status_code
        == 303
    )
    assert post(signed_in, f"{page}/administrator", administrator="false").status_code == 303


def test_an_administrator_of_a_programme_sees_and_gives_what_is_in_it(
    signed_in: Client,
) -> None:
    with_second_programme(signed_in)
    cy = add_user(signed_in, "cy@example.org", roles={"autre": frozenset({"designer"})})
    add_user(signed_in, "bo@example.org", roles={"essai": frozenset({"administrator"})})
    ada = user_called(signed_in, ADMINISTRATOR)
    browser_of(signed_in, "bo@example.org")

    listed = signed_in.get("/accounts").text
    assert "bo@example.org" in listed
    assert "cy@example.org" not in listed
    assert "Autre" not in listed
    assert signed_in.get(f"/accounts/{cy.user}").status_code == 404
    assert signed_in.get(f"/accounts/{uuid4()}").status_code == 404
    for fields in (
        {"programme": "autre", "role": "administrator"},
        {"programme": "rien", "role": "designer"},
        {"role": "designer"},
    ):
        assert post(signed_in, "/accounts", email="d@x.org", name="D", **fields).status_code == 403
        assert post(signed_in, f"/accounts/{cy.user}/roles", **fields).status_code == 403
    mine = {"programme": "essai", "role": "designer"}
    assert post(signed_in, f"/accounts/{cy.user}/roles", **mine).status_code == 404
    for doing in ("link", "active", "administrator"):  # a link would let bo in as ada
        assert post(signed_in, f"/accounts/{ada.user}/{doing}").status_code == 403
    assert users_of(signed_in).with_email("d@x.org") is None
    made = post(
        signed_in, "/accounts", email="cy@example.org", name="C", programme="essai", role="designer"
    )
    assert "/sign-in/" not in made.text
    assert user_called(signed_in, "cy@example.org").roles.keys() == {"autre", "essai"}


def with_second_programme(client: Client) -> None:
    bundle = Bundle(
        questionnaires=(),
        surveys=(),
        submissions=(),
        activities=(),
        cohorts=(),
        programme=Programme(slug="autre", name=Text(fr="Autre", en="Other")),
    )
    load(database_of(client), bundle, at=datetime.now(UTC))
    client.app.state.catalogue.reload()


# --- one's own account ------------------------------------------------------------------------


def test_a_name_and_a_language_are_kept(signed_in: Client) -> None:
    done = post(signed_in, "/my-account/profile", name=" Ada L. ", language="en")

    assert done.headers["location"] == "/my-account?done=profile"
    assert "Kept." in signed_in.get(done.headers["location"]).text  # in English from now on
    ada = user_called(signed_in, ADMINISTRATOR)
    assert (ada.name, ada.language) == ("Ada L.", "en")
    assert post(signed_in, "/my-account/profile", name=" ", language="fr").status_code == 422
    assert post(signed_in, "/my-account/profile", name="A", language="de").status_code == 400


def test_the_password_is_changed_by_who_knows_the_old_one(signed_in: Client) -> None:
    first = signed_in.cookies[COOKIE]
    browser_of(signed_in, ADMINISTRATOR)
    change = "/my-account/password"

    wrong = post(signed_in, f"{change}?lang=en", current=NEW, password=NEW)
    assert (wrong.status_code, "not your current password" in wrong.text) == (422, True)
    short = post(signed_in, f"{change}?lang=en", current=PASSWORD, password=SHORT)
    assert (short.status_code, "It is too short" in short.text) == (422, True)
    done = post(signed_in, change, current=PASSWORD, password=NEW)

    assert done.headers["location"] == "/my-account?done=password"
    assert signed_in.get("/my-account?done=password").status_code == 200
    signed_in.cookies.clear()
    signed_in.cookies.set(COOKIE, first)
    assert signed_in.get("/my-account", follow_redirects=False).status_code == 303
    assert send_password(signed_in, ADMINISTRATOR, NEW).status_code == 303


def test_guessing_the_current_password_is_throttled_too(signed_in: Client) -> None:
    statuses = [
        post(signed_in, "/my-account/password", current="x", password=NEW).status_code
        for _ in range(12)
    ]

    assert statuses == [422] * 10 + [429] * 2


def test_one_signs_out_everywhere(signed_in: Client) -> None:
    first = signed_in.cookies[COOKIE]
    browser_of(signed_in, ADMINISTRATOR)
    page = signed_in.get("/my-account?lang=en").text
    assert page.count(", since ") == 2
    assert page.count("this one") == 1

    assert post(signed_in, "/my-account/sign-out-everywhere").headers["location"] == "/sign-in"

    signed_in.cookies.clear()
    signed_in.cookies.set(COOKIE, first)
    assert signed_in.get("/my-account", follow_redirects=False).status_code == 303


def test_one_signs_one_browser_out_and_it_is_logged(signed_in: Client) -> None:
    lost = signed_in.cookies[COOKIE]
    browser_of(signed_in, ADMINISTRATOR)
    here = signed_in.cookies[COOKIE]
    (offered,) = re.findall(
        r'name="browser" value="([0-9a-f]{64})"', signed_in.get("/my-account").text
    )  # not the one that asks

    assert post(signed_in, "/my-account/sign-out-browser", browser=offered).status_code == 303
    assert signed_in.get("/my-account?done=ended&lang=en").text.count(", since ") == 1
    with database_of(signed_in).cursor() as cursor:
        assert any("/my-account/sign-out-browser" in line.subject for line in lines(cursor))
        assert not any(offered in line.subject for line in lines(cursor))
    for kept, status in ((lost, 303), (here, 200)):
        signed_in.cookies.clear()
        signed_in.cookies.set(COOKIE, kept)
        assert signed_in.get("/my-account", follow_redirects=False).status_code == status


# --- tokens -----------------------------------------------------------------------------------


def new_token(client: Client, scope: str = "read", programme: str = "essai") -> str:
    page = post(client, "/my-account/tokens", label="Tableur", programme=programme, scope=scope)
    assert page.status_code == 200, page.text
    (secret,) = re.findall(r"bilan_[\w-]{43}", page.text)
    return str(secret)


def by_token(
    client: Client, secret: str, path: str = "/api/cohorts/cohorte-1", method: str = "GET"
) -> Response:
    client.cookies.clear()
    headers = {"authorization": f"Bearer {secret}"}
    return client.request(method, path, headers=headers, follow_redirects=False)


SEARCH = "/api/activities/formation/themes/search"


def test_a_token_reads_and_writes_as_far_as_it_says(signed_in: Client) -> None:
    with_second_programme(signed_in)
    read, write = new_token(signed_in), new_token(signed_in, "write")
    other = new_token(signed_in, "write", "autre")

    assert by_token(signed_in, read).status_code == 200
    assert by_token(signed_in, write).status_code == 200
    assert by_token(signed_in, other).status_code == 403
    assert by_token(signed_in, read, SEARCH, "POST").status_code == 403
    assert by_token(signed_in, other, SEARCH, "POST").status_code == 403
    # No Origin is asked of a program: what it sends is looked at.
    assert by_token(signed_in, write, SEARCH, "POST").status_code == 400
    for secret in ("", "bilan_x", f"{read}x", read.removeprefix("bilan_")):
        refused = by_token(signed_in, secret)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == "Bearer"


def test_a_token_opens_the_api_and_no_page(signed_in: Client) -> None:
    secret = new_token(signed_in)

    for path in ("/programmes", "/cohorts/cohorte-1", "/accounts", "/my-account"):
        assert by_token(signed_in, secret, path).status_code == 303


def test_a_wrong_token_is_not_made_good_by_a_cookie(signed_in: Client) -> None:
    headers = {"authorization": "Bearer wrong"} | HERE
    assert signed_in.get("/api/cohorts/cohorte-1").status_code == 200
    assert signed_in.get("/api/cohorts/cohorte-1", headers=headers).status_code == 401


def test_a_token_ends_with_the_role_of_its_user_and_when_it_is_revoked(
    signed_in: Client,
) -> None:
    bo = add_user(signed_in, "bo@example.org", roles={"essai": frozenset({"designer"})})
    ada = signed_in.cookies[COOKIE]
    browser_of(signed_in, "bo@example.org")
    kept, secret, second = signed_in.cookies[COOKIE], new_token(signed_in), new_token(signed_in)
    refused = post(signed_in, "/my-account/tokens", label="a", programme="rien", scope="read")
    assert refused.status_code == 403
    assert (
        post(
            signed_in, "/my-account/tokens", label=" ", programme="essai", scope="read"
        ).status_code
        == 422
    )
    tokens = tokens_of(signed_in)
    first_id = next(each.token_id for each in tokens.of(bo.user) if tokens.find(secret) == each)

    signed_in.cookies.set(COOKIE, ada)
    assert post(signed_in, f"/my-account/tokens/{first_id}/revoke").status_code == 404  # not hers
    signed_in.cookies.clear()
    signed_in.cookies.set(COOKIE, kept)
    assert post(signed_in, f"/my-account/tokens/{first_id}/revoke").status_code == 303

    assert by_token(signed_in, secret).status_code == 401
    assert by_token(signed_in, second).status_code == 200
    users_of(signed_in).change(
        bo.user, lambda user: user.with_roles("essai", frozenset()), at=datetime.now(UTC)
    )
    assert by_token(signed_in, second).status_code == 403


def tokens_of(client: Client) -> ApiTokens:
    tokens: ApiTokens = client.app.dependencies["tokens"].dependency()
    return tokens


def test_the_day_of_its_last_use_is_kept_and_the_secret_is_not(signed_in: Client) -> None:
    ada, kept = user_called(signed_in, ADMINISTRATOR), signed_in.cookies[COOKIE]
    secret = new_token(signed_in)
    assert "Il n’a pas encore servi" in signed_in.get("/my-account").text
    by_token(signed_in, secret)
    by_token(signed_in, secret)

    restarted = ApiTokens(database_of(signed_in))
    restarted.reload()

    (token,) = restarted.of(ada.user)
    assert token == tokens_of(signed_in).find(secret)
    assert token.used_on == datetime.now(UTC).date()
    signed_in.cookies.set(COOKIE, kept)
    assert "Dernier usage" in signed_in.get("/my-account").text
    with database_of(signed_in).cursor() as cursor:
        assert secret not in str(cursor.execute("from api_tokens").fetchall())


def test_accounts_roles_and_tokens_are_in_the_audit_log_without_a_secret(
    signed_in: Client,
) -> None:
    post(
        signed_in,
        "/accounts",
        email="bo@example.org",
        name="Bo",
        programme="essai",
        role="designer",
    )
    bo = user_called(signed_in, "bo@example.org").user
    post(signed_in, f"/accounts/{bo}/roles", programme="essai", role="facilitator")
    post(signed_in, f"/accounts/{bo}/link")
    post(signed_in, f"/accounts/{bo}/active", active="false")
    post(signed_in, "/my-account/password", current=PASSWORD, password=NEW)
    secret = new_token(signed_in, "write")
    token: UUID = tokens_of(signed_in).of(user_called(signed_in, ADMINISTRATOR).user)[0].token_id

    with database_of(signed_in).cursor() as cursor:
        log = lines(cursor)

    assert [line.subject for line in log if line.action == "changed"] == [
        f"/accounts {bo} essai designer",
        f"/accounts/{bo}/roles essai facilitator",
        f"/accounts/{bo}/link",
        f"/accounts/{bo}/active deactivated",
        "/my-account/password",
        f"/my-account/tokens {token} essai write",
    ]
    assert list(breaks(log)) == []
    for unsaid in ("bo@example.org", "Bo", "Tableur", secret, PASSWORD, NEW):
        assert unsaid not in str(log)
