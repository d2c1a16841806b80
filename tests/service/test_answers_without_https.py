"""What answers say where people reach the service over http, as on the machine of who tries it."""

from litestar import Litestar
from litestar.testing import TestClient

Client = TestClient[Litestar]


def test_nothing_is_said_of_https(signed_in: Client) -> None:
    answer = signed_in.get("/programmes?lang=fr")

    assert "strict-transport-security" not in answer.headers
    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith("bilan_language=fr; ")
    assert "secure" not in cookie.lower()
    assert "HttpOnly" in cookie


def test_there_is_no_security_txt_where_nobody_is_named(client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
