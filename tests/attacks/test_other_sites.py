"""Another site makes the browser of somebody who is signed in send something."""

from uuid import uuid4

import pytest
from litestar import Litestar
from litestar.testing import TestClient

Client = TestClient[Litestar]
HERE = "127.0.0.1:8000"


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://evil.example", HERE),
        ("null", HERE),
        ("null", ""),
        ("://", ""),
        ("", ""),
        (f"https://{HERE}.evil.example", HERE),
        (f"https://evil.example/{HERE}", HERE),
    ],
)
def test_what_another_site_sends_is_refused(signed_in: Client, origin: str, host: str) -> None:
    headers = {"origin": origin, "host": host}

    for path in ("/activities/formation/themes", f"/api/jobs/{uuid4()}/cancel"):
        assert signed_in.post(path, headers=headers).status_code == 403


def test_what_does_not_say_where_it_comes_from_is_refused(signed_in: Client) -> None:
    assert signed_in.post("/activities/formation/themes").status_code == 403
