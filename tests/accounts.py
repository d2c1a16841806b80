"""Users who can sign in, and sign in, as fast as tests want it."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import msgspec
from argon2 import PasswordHasher
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from service.store.users import User, Users
from service.web.passwords import Passwords

PASSWORD = "le chat dort sur le toit"  # noqa: S105 -- of tests
ADMINISTRATOR = "ada@example.org"

_KIB, _PASSES = 32, 1
_KEPT = PasswordHasher(time_cost=_PASSES, memory_cost=_KIB, parallelism=4).hash(PASSWORD)


def quick_passwords() -> Passwords:
    """Hashes that take a few milliseconds."""
    return Passwords(memory_kib=_KIB, passes=_PASSES)


def make_user(email: str = ADMINISTRATOR, **changes: Any) -> User:
    """Return an active user whose password is `PASSWORD`."""
    user = User(user=uuid4(), email=email, name="Ada Lovelace", password=_KEPT)
    return msgspec.structs.replace(user, **changes)


def users_of(client: TestClient[Litestar]) -> Users:
    """Return the users of the service that `client` talks to."""
    users: Users = client.app.state.users
    return users


def add_user(client: TestClient[Litestar], email: str, **changes: Any) -> User:
    user = make_user(email, **changes)
    users_of(client).add(user, at=datetime.now(UTC))
    return user


def send_password(
    client: TestClient[Litestar], email: str, password: str = PASSWORD, to: str = ""
) -> Response:
    """Fill in the page on which one signs in; do not go where it leads."""
    return client.post(
        "/sign-in",
        data={"email": email, "password": password, "to": to},
        headers={"origin": str(client.base_url).rstrip("/")},
        follow_redirects=False,
    )


def sign_in(client: TestClient[Litestar]) -> None:
    """Sign `client` in as an administrator of the service."""
    add_user(client, ADMINISTRATOR, administrator=True)
    answer = send_password(client, ADMINISTRATOR)
    assert answer.status_code == 303, answer.text
