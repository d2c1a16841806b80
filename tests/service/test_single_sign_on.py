"""Signing in at the organisation's provider, over a real one; and all that must not let in."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from service.app import create_app
from service.settings import Settings, SettingsUnusable
from service.store import audit
from service.store.database import Database
from service.store.load import load
from service.web.front_desk import COOKIE
from tests.accounts import add_user, quick_passwords, send_password
from tests.factories import make_bundle
from tests.service.oidc_provider import CLIENT, SECRET, OidcProvider, provider

Client = TestClient[Litestar]
ADA = "ada@example.org"
HERE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def served() -> Iterator[OidcProvider]:
    with provider() as made:
        yield made


@pytest.fixture
def known(served: OidcProvider) -> OidcProvider:
    """The provider as it is when nothing is wrong."""
    served.email, served.claims, served.metadata = ADA, {}, {}
    served.sign, served.status, served.asked = served.signed, 200, []
    return served


@pytest.fixture(scope="module")
def service(served: OidcProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The service with that provider; Ada was invited and has a password, Bo has none yet."""
    path = tmp_path_factory.mktemp("sso") / "bilan.duckdb"
    settings = Settings(
        database=str(path),
        oidc_issuer=served.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="Carrefour",
    )
    with Database(path) as database:
        load(database, make_bundle(), at=datetime.now(UTC))
        app = create_app(settings, database, passwords=quick_passwords())
        with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
            add_user(client, ADA, administrator=True)
            add_user(client, "bo@example.org", password=None)
            add_user(client, "shut@example.org", active=False)
            yield client


@pytest.fixture
def client(service: Client) -> Client:
    """A browser that keeps nothing yet."""
    service.cookies.clear()
    service.app.dependencies["single_sign_on"].dependency()._provider = None  # noqa: SLF001
    return service


def leave(client: Client, to: str = "") -> Response:
    return client.get("/sign-in/with", params={"to": to, "lang": "en"}, follow_redirects=False)


def come_back(client: Client, address: str) -> Response:
    return client.get(f"{address}&lang=en", follow_redirects=False)


def sign_in(client: Client, known: OidcProvider, to: str = "") -> Response:
    return come_back(client, known.agree(leave(client, to).headers["location"]))


def is_in(client: Client) -> bool:
    return client.get("/programmes", follow_redirects=False).status_code == 200


def test_who_was_invited_signs_in_and_is_led_where_they_wanted_to_go(
    client: Client, known: OidcProvider
) -> None:
    left = leave(client, "/programmes/essai")
    back = come_back(client, known.agree(left.headers["location"]))

    assert left.status_code == 303
    assert left.headers["location"].startswith(f"{known.issuer}/authorize?")
    assert "HttpOnly" in left.headers["set-cookie"]
    assert "SameSite=lax" in left.headers["set-cookie"]
    assert (back.status_code, back.headers["location"]) == (303, "/programmes/essai")
    assert is_in(client)


def test_who_was_invited_and_chose_no_password_yet_signs_in_too(
    client: Client, known: OidcProvider
) -> None:
    known.email = "Bo@Example.org"

    assert sign_in(client, known).status_code == 303
    assert is_in(client)


def test_the_audit_log_says_how_somebody_came_in(client: Client, known: OidcProvider) -> None:
    sign_in(client, known)
    database: Database = client.app.dependencies["database"].dependency()
    with database.cursor() as cursor:
        last = audit.lines(cursor)[-1]

    assert (last.action, last.subject) == ("signed in", "with the provider")


def test_the_password_remains(client: Client, known: OidcProvider) -> None:
    known.status = 500

    assert send_password(client, ADA).status_code == 303
    assert is_in(client)


def test_new_keys_of_the_provider_are_fetched_once(client: Client, known: OidcProvider) -> None:
    sign_in(client, known)
    known.renew_keys()
    client.cookies.clear()

    assert sign_in(client, known).status_code == 303
    assert known.asked.count("/keys") == 2


# --- what must not let in ---------------------------------------------------------------------

WRONG_CLAIMS: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "of another sign-in"},
    "no nonce": {"nonce": None},
    "expired": {"exp": int(time.time()) - 3_600, "iat": int(time.time()) - 7_200},
    "no expiry": {"exp": None},
    "for somebody else": {"aud": "another service"},
    "for us and asked by another": {"aud": [CLIENT, "another"], "azp": "another"},
    "no audience": {"aud": None},
    "of another issuer": {"iss": "https://evil.example"},
    "from the future": {"iat": int(time.time()) + 7_200, "nbf": int(time.time()) + 7_200},
    "for another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("claims", WRONG_CLAIMS.values(), ids=WRONG_CLAIMS.keys())
def test_a_token_that_does_not_fit_lets_nobody_in(
    client: Client, known: OidcProvider, claims: dict[str, Any]
) -> None:
    known.claims = claims
    refused = sign_in(client, known)

    assert refused.status_code == 401
    assert "What came back from Carrefour is not valid" in refused.text
    assert not is_in(client)


@pytest.mark.parametrize("how", ["unsigned", "with_secret", "by_a_stranger"])
def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(
    client: Client, known: OidcProvider, how: str
) -> None:
    known.sign = getattr(known, how)
    refused = sign_in(client, known)

    assert refused.status_code == 401
    assert not is_in(client)


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_nobody_verified_lets_nobody_in(
    client: Client, known: OidcProvider, verified: Any
) -> None:
    known.claims = {"email_verified": verified}
    refused = sign_in(client, known)

    assert refused.status_code == 401
    assert "has not verified your e-mail address" in refused.text
    assert not is_in(client)


@pytest.mark.parametrize("email", ["new@example.org", "shut@example.org"])
def test_nobody_comes_in_who_was_not_invited_or_was_shut_out(
    client: Client, known: OidcProvider, email: str
) -> None:
    before = len(client.app.state.users.everybody)
    known.email = email
    refused = sign_in(client, known)

    assert refused.status_code == 401
    assert "Nobody was invited here with the address" in refused.text
    assert not is_in(client)
    assert len(client.app.state.users.everybody) == before


def test_what_came_back_once_does_not_let_in_again(client: Client, known: OidcProvider) -> None:
    left = leave(client)
    kept = dict(client.cookies)
    back = known.agree(left.headers["location"])
    assert come_back(client, back).status_code == 303

    client.cookies.clear()
    client.cookies.update(kept)
    replayed = known.agree(left.headers["location"])  # with a code that is still good
    for address in (back, replayed):
        assert come_back(client, address).status_code == 401
    assert not is_in(client)


def test_nobody_comes_back_from_where_another_browser_left(
    client: Client, known: OidcProvider
) -> None:
    back = known.agree(leave(client).headers["location"])
    client.cookies.clear()
    assert come_back(client, back).status_code == 401
    assert COOKIE not in client.cookies


@pytest.mark.parametrize("query", ["?x=1", "?state=rien&code=rien", "?code=rien", "?state=rien"])
def test_who_never_left_does_not_come_back(client: Client, known: OidcProvider, query: str) -> None:
    assert come_back(client, f"/sign-in/with/back{query}").status_code == 401
    assert "/token" not in known.asked


def test_who_changes_their_mind_at_the_provider_reads_so(
    client: Client, known: OidcProvider
) -> None:
    address = known.agree(leave(client).headers["location"])
    declined = come_back(client, address.replace("code=", "error=access_denied&ignored="))

    assert declined.status_code == 401
    assert "Carrefour signed nobody in" in declined.text


@pytest.mark.parametrize(
    "to", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(client: Client, known: OidcProvider, to: str) -> None:
    assert sign_in(client, known, to).headers["location"] == "/programmes"


def test_a_provider_that_is_down_is_said_so_and_the_password_still_asked_for(
    client: Client, known: OidcProvider
) -> None:
    known.status = 503
    down = leave(client)

    assert down.status_code == 503
    assert "Carrefour does not answer as it should." in down.text
    assert 'name="password"' in down.text


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
    ],
)
def test_a_provider_that_speaks_for_another_is_not_believed(
    client: Client, known: OidcProvider, metadata: dict[str, Any]
) -> None:
    known.metadata = metadata

    assert leave(client).status_code == 503


# --- where none is set ------------------------------------------------------------------------


def test_the_button_is_there_only_where_a_provider_is_set(
    client: Client, known: OidcProvider
) -> None:
    page = client.get("/sign-in?to=/programmes/essai&lang=fr").text
    without = Settings(database="x.duckdb")

    assert 'href="/sign-in/with?to=/programmes/essai"' in page
    assert "Se connecter avec Carrefour" in page
    assert without.oidc_issuer == ""


def test_without_a_provider_there_is_neither_a_button_nor_a_way(tmp_path: Path) -> None:
    with Database(tmp_path / "bilan.duckdb") as database:
        app = create_app(Settings(), database, passwords=quick_passwords())
        with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
            assert "/sign-in/with" not in client.get("/sign-in").text
            for path in ("/sign-in/with", "/sign-in/with/back?state=a&code=b"):
                assert client.get(path, follow_redirects=False).status_code == 404


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"ISSUER": "https://login.example.org"}, "BILAN_OIDC_CLIENT_ID"),
        ({"CLIENT_ID": "bilan"}, "BILAN_OIDC_ISSUER"),
        ({"ISSUER": "http://login.example.org", "CLIENT_ID": "bilan"}, "over https"),
        ({"ISSUER": "login.example.org", "CLIENT_ID": "bilan"}, "BILAN_OIDC_ISSUER"),
        ({"NAME": " "}, "BILAN_OIDC_NAME"),
    ],
)
def test_settings_of_a_provider_that_cannot_be_used_are_refused_by_name(
    variables: dict[str, str], named: str
) -> None:
    environment = {f"BILAN_OIDC_{name}": value for name, value in variables.items()}

    with pytest.raises(SettingsUnusable, match=named):
        Settings.from_environment(environment)
