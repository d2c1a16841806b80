"""The API holds to what its description says of it, whatever it is asked (schemathesis)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from litestar import Litestar
from litestar.testing import TestClient

from tests.fuzz.schema_run import CHECKS, Asked, Found, Role, Target, target

Client = TestClient[Litestar]
OFF = {"object_level_authorization"}
"""It needs two people who must not see each other's objects: tests/attacks/test_permissions.py."""


@schemathesis.serializer("application/toml")
def toml(_: schemathesis.SerializationContext, value: Any) -> bytes:
    """Send the text as it is."""
    return str(value).encode(errors="surrogateescape")


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with target(tmp_path_factory.mktemp("fuzz") / "bilan.duckdb") as there:
        yield there


def whole_number_with_a_point(found: Found) -> bool:
    """JSON Schema takes 12.0 for an integer; we do not, so as never to round what is meant."""
    return found.check == "positive_data_acceptance" and bool(
        re.search(r"[:\[] ?-?\d+\.0[,}\]]", found.again)
    )


def empty_moment(found: Found) -> bool:
    """schemathesis takes an empty text for a moment when it draws the shortest of them."""
    return found.check == "positive_data_acceptance" and bool(
        re.search(r'"(opens|closes)_at": ""', found.again)
    )


def text_of_any_kind(found: Found) -> bool:
    """What is sent as TOML is a text, also where schemathesis drew a number in its place."""
    return (
        found.check == "negative_data_rejection"
        and "Content-Type: application/toml" in found.again
        and bool(re.search(r"body(:| -) violates `type` \(was string", found.said))
    )


NO_FAULT = (whole_number_with_a_point, empty_moment, text_of_any_kind)


def held(asked: Asked) -> tuple[Found, ...]:
    """Return what was found, but for what is no fault of ours."""
    return tuple(each for each in asked.found if not any(fits(each) for fits in NO_FAULT))


def test_all_checks_are_on_but_those_with_a_reason() -> None:
    assert CHECKS["enabled"]
    assert {each for each in CHECKS if CHECKS[each] == {"enabled": False}} == OFF


def test_the_api_answers_as_it_says(there: Target) -> None:
    outside = there.ask("nobody", ["coverage"], most=1, only="/submissions$|/home$")
    drawn = there.ask("writer", ["fuzzing"], most=1, only="^(?!.*/search$)")
    bounds = there.ask("writer", ["coverage"], most=1, only="/withdraw$|/home$|/count$")

    assert held(drawn) + held(bounds) + held(outside) == ()
    assert drawn.cases > 40
    assert bounds.answered >= {200, 400, 404, 405, 415}
    assert outside.answered >= {400, 401, 405, 415, 422}


@pytest.mark.long
@pytest.mark.parametrize("pinned", [True, False])
@pytest.mark.parametrize("role", ["writer", "reader", "nobody"])
def test_the_api_answers_as_it_says_to_thousands(there: Target, role: Role, pinned: bool) -> None:
    asked = there.ask(
        role, ["examples", "coverage", "fuzzing", "stateful"], most=100, pinned=pinned
    )

    assert held(asked) == ()
    assert asked.cases > 1_000
