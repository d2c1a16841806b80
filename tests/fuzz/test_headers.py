"""Whatever stands in the head of a request, it is answered soon, and never by a failure."""

import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.load import load
from service.web.bounded_requests import LARGEST_HEAD
from service.web.front_desk import COOKIE
from tests.accounts import make_user, quick_passwords
from tests.factories import make_bundle, make_survey
from tests.fuzz.schema_run import serving

IN_SUITE, IN_LONG_RUN = 250, 20_000
LONGEST_SECONDS = 5.0
"""On a busy machine: what is drawn is answered in milliseconds."""

ADDRESSES = (
    "/",
    "/s/printemps-2026",
    "/s/printemps-2026/received",
    "/r",
    "/i/7KQ2-M9XT-04BV-7KQ2-M9XT-04BV",
    "/programmes",
    "/sign-in",
    "/sign-in/with/back",
    "/my-account",
    "/programmes/essai/indicators",
    "/cohorts/cohorte-1",
    "/cohorts/cohorte-1/dates.ics",
    "/surveys/printemps-2026/dates.ics",
    "/api/openapi.json",
    "/api/home",
    "/api/cohorts/cohorte-1",
    "/api/surveys/printemps-2026/submissions",
    "/static/outbox.js",
    "/health",
    "/ready",
    "/metrics",
    "/nowhere",
)
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "DELETE", "BREW")
NAMES = (
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Content-Encoding",
    "Content-Type",
    "Cookie",
    "Expect",
    "Forwarded",
    "Host",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "Last-Event-ID",
    "Origin",
    "Range",
    "Referer",
    "Sec-Fetch-Mode",
    "Sec-Fetch-Site",
    "Traceparent",
    "User-Agent",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-HTTP-Method-Override",
    "X-Request-Id",
)
NASTY = (
    b"",
    b"\xff\xfe\xed\xa0\x80",
    "é\u202e\u2028".encode(),
    b"\x01\x7f\t",
    b'"',
    b"\\",
    b"=;=;;=,,",
    b"%00%ff%u0000",
    b"${jndi:x}{{7*7}}%s%n",
    b"<script>alert(1)</script>",
    b"../../../../etc/passwd",
    b"' or 1=1 --",
    b"9" * 5_000,
    b"a" * 9_000,
    b"fr;q=" * 2_000,
    b"en,fr;q=nan,en;q=inf,fr;q=-1,en;q=1e999,*;q=,;q=0",
    b"bytes=0-0,1-1,-1,9999999999999999999-",
    b"bytes=" + b"0-," * 2_000,
    b"Basic Og==",
    b"Bearer bilan_" + b"A" * 300,
    b"Bearer",
    b"text/html;q=0.1, */*;q=x, application/json;q=1;q=1",
    b"multipart/form-data; boundary=" + b"a" * 300,
    b"application/json; charset=utf-88",
    b"application/x-www-form-urlencoded; charset=cp037",
    b"Thu, 99 Foo 99999 99:99:99 GMT",
    b"Mon, 01 Jan 0001 00:00:00 -2359",
    b'W/"x", "y", *',
    b"::1, 999.999.999.999, [fe80::1%25eth0]:99999",
    b'for="[::1]:_x";proto=javascript;host=evil.example',
    b"http://[::1",
    b"http://user:pass@evil.example:99999/\\x",
    b"null",
    b"100-continue",
    b"gzip;q=0, identity;q=0, *;q=0",
    COOKIE.encode() + b"=",
    COOKIE.encode() + b'="\\777\\303"; ' + COOKIE.encode() + b"=x",
    b"__Host-" + COOKIE.encode() + b"=y; __Secure-answered=1; answered=1",
    b"bilan_language=xx; bilan_language=en; bilan_provider=\xff",
    b"; ".join(b"c%d=1" % number for number in range(900)),
)


class There(NamedTuple):
    port: int
    kept: bytes
    """What the browser of an administrator keeps."""


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    path = tmp_path_factory.mktemp("fuzz") / "bilan.duckdb"
    with Database(path) as database:
        bundle = make_bundle(surveys=(make_survey(closes_at=None),))
        load(database, bundle, at=datetime.now(UTC))
        unhurried = Settings(
            database=str(path),
            shortest_seconds=0,
            sends_per_address=1_000_000,
            sends_per_survey=1_000_000,
        )
        app = create_app(unhurried, database, passwords=quick_passwords())
        with serving(app) as address:
            user = make_user(administrator=True)
            app.state.users.add(user, at=datetime.now(UTC))
            kept: str = app.state.sign_ins.begin(user.user, browser="", at=datetime.now(UTC))
            yield There(int(address.rpartition(":")[2]), f"{COOKIE}={kept}".encode())


@st.composite
def heads(draw: st.DrawFn) -> tuple[bytes, bool]:
    """Draw what precedes a body, and whether somebody who is signed in sends it."""
    line = f"{draw(st.sampled_from(METHODS))} {draw(st.sampled_from(ADDRESSES))}"
    query = draw(st.sampled_from(("", "?lang=en", "?lang=%ff", "?a=%00&=&&;", "?" + "&" * 500)))
    values = st.lists(st.sampled_from(NASTY), min_size=1, max_size=2).map(b" ".join)
    drawn = draw(st.lists(st.tuples(st.sampled_from(NAMES), values), min_size=1, max_size=4))
    lines = [f"{line}{query} HTTP/1.1".encode()]
    if not any(name == "Host" for name, _ in drawn):
        lines.append(b"Host: bilan.example.org")
    lines += [name.encode() + b": " + value for name, value in drawn]
    return b"\r\n".join(lines), draw(st.booleans())


def asked(there: There, head: bytes, *, signed_in: bool) -> tuple[int, bytes]:
    """Return the status of what is answered, and its head; 0 where nothing is."""
    cookie = b"\r\nCookie: " + there.kept if signed_in else b""
    answered = b""
    with socket.create_connection(("127.0.0.1", there.port), LONGEST_SECONDS) as line:
        line.sendall(head + cookie + b"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        try:
            while piece := line.recv(1 << 16):
                answered += piece
        except ConnectionResetError:  # it was closed while more came than is read
            pass
    answered = answered.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")
    said = answered.partition(b"\r\n\r\n")[0]
    return int(said.split()[1]) if said else 0, said


def is_answered(there: There, drawn: tuple[bytes, bool]) -> None:
    head, signed_in = drawn
    began = time.monotonic()
    status, said = asked(there, head, signed_in=signed_in)
    assert time.monotonic() - began < LONGEST_SECONDS
    if len(head) < LARGEST_HEAD - 1_000:
        assert 200 <= status < 500, head
    else:
        assert status < 500, head
    for line in said.split(b"\r\n")[1:]:
        name, colon, _ = line.partition(b": ")
        assert colon, line
        assert name.isascii(), line
    assert b"evil.example" not in said
    assert b"<script>" not in said


@given(data=st.data())
@settings(max_examples=IN_SUITE)
def test_whatever_a_head_says_it_is_answered(there: There, data: Any) -> None:
    is_answered(there, data.draw(heads()))


@pytest.mark.long
@given(data=st.data())
@settings(max_examples=IN_LONG_RUN)
def test_thousands_of_heads_are_answered(there: There, data: Any) -> None:
    is_answered(there, data.draw(heads()))


def test_who_is_signed_in_is_known_by_what_is_drawn_beside(there: There) -> None:
    """Else no page of the team would be asked for."""
    head = b"GET /programmes HTTP/1.1\r\nHost: bilan.example.org"

    assert asked(there, head, signed_in=True)[0] == 200
    assert asked(there, head, signed_in=False)[0] != 200


@pytest.mark.parametrize(
    "host",
    ["bilan.example.org:99999", "a:b", "a b", "a/b", "user@a", "[::1", "é", "a\r\nHost: b", "a,b"],
)
def test_a_host_that_is_none_is_refused_as_the_standard_says(there: There, host: str) -> None:
    """RFC 9112, section 3.2; more than one is none."""
    head = f"GET /health HTTP/1.1\r\nHost: {host}".encode()

    assert asked(there, head, signed_in=False)[0] == 400


@pytest.mark.parametrize(
    "host",
    ["bilan.example.org", "bilan:8000", "127.0.0.1:65535", "[::1]:8000", "[fe80::1]", "a_b:"],
)
def test_a_host_is_not(there: There, host: str) -> None:
    head = f"GET /health HTTP/1.1\r\nHost: {host}".encode()

    assert asked(there, head, signed_in=False)[0] == 200
