"""Nobody is led to another site, and the service fetches nothing that a person named."""

import ast
import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from dashboards.pages.frame import PROGRAMMES
from service.errors import SingleSignOnRefused
from service.settings import Settings
from service.web.local_paths import is_local, way_on
from service.web.oidc import Provider
from tests.accounts import ADMINISTRATOR, add_user, send_password

Client = TestClient[Litestar]
ROOT = Path(__file__).parent.parent.parent

ELSEWHERE = [
    *(
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
    ),
    *("/\n/evil.example", "/\r\n/evil.example", "https://evil.example", "HTTPS:evil.example"),
    *("https:/evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x"),
    *("java\tscript:alert(1)", " //evil.example", "\x00//evil.example", "evil.example", "?//e", ""),
    *(
        "//me@evil.example",
        "/\u2028/evil.example",
        "\uff0f\uff0fevil.example",
    ),
    *("/x\r\nLocation: //evil.example", "/x\r\nSet-Cookie: a=b", "@evil.example", "///", "//"),
]


def in_a_browser(to: str) -> str:
    """Return the host where a browser goes from a page of ours (WHATWG URL, basic parsing)."""
    stripped = to.strip("".join(map(chr, range(33))))
    plain = re.sub(r"[\t\n\r]", "", stripped).replace("\\", "/")
    return urlsplit(urljoin("http://here.example/sign-in", re.sub(r"^/{2,}", "//", plain))).netloc


@pytest.mark.parametrize("to", ELSEWHERE)
def test_what_leads_elsewhere_leads_to_the_first_page(to: str) -> None:
    assert way_on(to) == PROGRAMMES


@given(st.text(alphabet="/\\:@.?#%ab \t\r\n\x00\u2028", max_size=12))
@example("/%0d%0aLocation:%20//evil.example")
@example("/%2f/evil.example")
@example("/.//evil.example")
@example("/a/..//evil.example")
def test_what_is_ours_stays_here_and_on_one_line(to: str) -> None:
    if is_local(to):
        assert in_a_browser(to) == "here.example"
        assert to.isprintable()


def test_nobody_who_signs_in_is_led_elsewhere(client: Client) -> None:
    add_user(client, ADMINISTRATOR, administrator=True)
    for to in ELSEWHERE:
        answer = send_password(client, ADMINISTRATOR, to=to)

        assert answer.status_code == 303
        assert answer.headers["location"] == PROGRAMMES
        assert all(cookie.startswith("bilan_") for cookie in answer.headers.get_list("set-cookie"))


# --- what the service itself asks for ----------------------------------------------------------

REACHES_OUT = {
    *("aiosmtplib", "authlib", "ftplib", "httpcore", "httpx", "httpx2", "http", "imaplib"),
    *("poplib", "requests", "smtplib", "socket", "telnetlib", "urllib3", "xmlrpc", "urllib"),
}
ALLOWED = {
    ("service/mail.py", "aiosmtplib"): "the mail server of the settings",
    ("service/web/oidc.py", "httpx2"): "the provider of the settings",
    ("service/web/oidc.py", "authlib"): "the same",
    ("service/jobs/cluster.py", "socket"): "the scheduler of the settings, if they name one",
    ("service/commands/serve.py", "socket"): "listens",
    ("service/backups/desk.py", "socket"): "a socket beside the file",
    ("service/backups/asking.py", "socket"): "the same",
    ("service/backups/conversation.py", "socket"): "the same",
}
"""Whoever adds a line here decides where the service may be made to go."""


def _imported() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "service").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                first = name.partition(".")[0]
                if first in REACHES_OUT and name != "urllib.parse":
                    yield path.relative_to(ROOT).as_posix(), first


def test_nothing_is_reached_but_what_the_settings_name() -> None:
    assert set(_imported()) == set(ALLOWED)


@contextmanager
def server(location: str = "") -> Iterator[tuple[str, list[str]]]:
    """A server that sends whoever asks to `location`; yield its address and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302 if location else 200)
            self.send_header("location", location)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name there
            pass

    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=served.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{served.server_port}", asked
    finally:
        served.shutdown()
        thread.join()
        served.server_close()


def test_a_provider_cannot_send_the_service_elsewhere() -> None:
    with server() as (inside, asked_inside), server(f"{inside}/secret") as (issuer, asked):
        settings = Settings(oidc_issuer=issuer, oidc_client_id="bilan")
        with pytest.raises(SingleSignOnRefused) as refused:
            asyncio.run(Provider(settings, "").way(state="s", nonce="n", verifier="v"))

    assert refused.value.reason == "down"
    assert asked == ["/.well-known/openid-configuration"]
    assert asked_inside == []
