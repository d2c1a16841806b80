"""Both proxies of docs/operations.md, as they are written there, with a certificate of our own."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import httpx
import msgspec
import pytest

from service.store.database import Database
from service.store.load import load
from tests.accounts import ADMINISTRATOR, PASSWORD
from tests.factories import make_bundle, make_submission, make_survey
from tests.live import free_port, live_service
from tests.load.files import sign_somebody_in
from tests.operations.written import file

pytestmark = pytest.mark.long

NAME = "bilan.example.org"
LARGEST = 15_000_000
"""Bytes of a file, here: three times what the service takes unless it is told otherwise."""
SENDS = 3
"""How many times an address may send a minute, here."""


class Proxied(NamedTuple):
    address: str
    folder: Path
    """Where the proxy writes."""

    def client(self) -> httpx.Client:
        """Return who comes from another address of this machine, which is counted."""
        return httpx.Client(
            base_url=self.address,
            verify=False,  # noqa: S501 -- the certificate is our own
            timeout=20,
            transport=httpx.HTTPTransport(verify=False, local_address=_own_address()),
        )


def _own_address() -> str:
    """Return an address of this machine that is not the loopback's."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # nothing is sent
        return str(probe.getsockname()[0])


def nginx(folder: Path, port: int, upstream: int) -> list[str]:
    """Write the site of the documentation, with what a whole configuration has around it."""
    _certificate(folder)
    site = file("/etc/nginx/sites-available/bilan")
    for there, here in (
        ("    listen 80;\n    listen [::]:80;\n", f"    listen {free_port()};\n"),
        ("listen 443 ssl http2;\n    listen [::]:443 ssl", f"listen {port} ssl"),
        (f"/etc/letsencrypt/live/{NAME}", str(folder)),
        ("/var/log/nginx", str(folder)),
        ("127.0.0.1:8000", f"127.0.0.1:{upstream}"),
        (f"server_name {NAME}", "server_name _"),
    ):
        assert there in site, there
        site = site.replace(there, here)
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; user root;\n"
        f"error_log {folder}/bilan.log crit;\n"
        "events {}\nhttp {\n"
        f"access_log {folder}/access.log;\n"
        + "".join(f"{each}_temp_path {folder}/{each};\n" for each in _TEMPORARY)
        + site
        + "}\n",
        "utf-8",
    )
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def caddy(folder: Path, port: int, upstream: int) -> list[str]:
    """Write the file of the documentation, for an authority of Caddy's own."""
    text = file("/etc/caddy/Caddyfile")
    assert f"{NAME} {{" in text
    text = text.replace(f"{NAME} {{", f"https://{_own_address()}:{port} {{\n\ttls internal")
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")
    options = "{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n}\n"
    (folder / "Caddyfile").write_text(options + text, "utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def _certificate(folder: Path) -> None:
    subprocess.run(  # noqa: S603 -- constants and a folder of ours
        [  # noqa: S607 -- wherever it is
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-subj", f"/CN={NAME}", "-keyout", str(folder / "privkey.pem"),
            "-out", str(folder / "fullchain.pem"),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip


@pytest.fixture(params=[nginx, caddy], ids=["nginx", "caddy"])
def proxied(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Proxied]:
    """The service behind one of the proxies."""
    made: Callable[[Path, int, int], list[str]] = request.param
    if not shutil.which(made.__name__) or not shutil.which("openssl"):
        pytest.skip(f"without {made.__name__} (and openssl) its configuration cannot be tried")
    path, folder, port, upstream = (
        tmp_path / "b.duckdb",
        tmp_path / "proxy",
        free_port(),
        free_port(),
    )
    folder.mkdir()
    address = f"https://{_own_address()}:{port}"
    with Database(path) as database:
        load(database, make_bundle(surveys=(make_survey(closes_at=None),)), at=datetime.now(UTC))
    sign_somebody_in(path, browsers=0)
    settings = {
        "BILAN_LARGEST_FILE": str(LARGEST),
        "BILAN_PUBLIC_URL": address,
        "BILAN_SENDS_PER_ADDRESS": str(SENDS),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        with live_service(path, port=upstream), _running(made(folder, port, upstream), folder):
            proxied = Proxied(address, folder)
            _wait(proxied)
            yield proxied


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[None]:
    homes = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 -- ours
            command, env=os.environ | homes, stdout=said, stderr=said
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(proxied: Proxied) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with proxied.client() as client:
                if client.get("/health").is_success:
                    return
        except (httpx.HTTPError, ssl.SSLError):
            time.sleep(0.1)
    raise AssertionError((proxied.folder / "said").read_text("utf-8"))


def sign_in(client: httpx.Client) -> None:
    answer = client.post(
        "/sign-in",
        data={"email": ADMINISTRATOR, "password": PASSWORD},
        headers={"origin": str(client.base_url).rstrip("/")},
    )
    assert answer.status_code == 303, answer.text
    assert "Secure" in answer.headers["set-cookie"]


def test_people_sign_in_and_a_slide_hears_at_once_what_changed(proxied: Proxied) -> None:
    with proxied.client() as client:
        sign_in(client)
        page = client.get("/surveys/printemps-2026/slide")
        began = time.monotonic()
        events = "/api/surveys/printemps-2026/slide/events"
        with client.stream("GET", events, headers={"accept": "text/event-stream"}) as slide:
            first = next(line for line in slide.iter_lines() if line.startswith("event: "))
        took = time.monotonic() - began

    assert page.status_code == 200
    assert proxied.address.removeprefix("https://") in page.text  # where people answer
    assert first == "event: changed"
    assert took < 5  # it was not kept back until more came


def test_answers_arrive_and_are_counted_for_who_sent_them(proxied: Proxied) -> None:
    with proxied.client() as client:
        sent = [
            client.post(
                "/api/surveys/printemps-2026/submissions",
                json=msgspec.to_builtins(make_submission(id=uuid4())),
                headers={"x-forwarded-for": f"198.51.100.{number}"},  # nobody believes it
            ).status_code
            for number in range(SENDS + 1)
        ]

    assert sent == [201] * SENDS + [429]


def test_files_of_the_size_that_is_allowed_pass(proxied: Proxied) -> None:
    head = b"Nom,Heure\n"
    report = head + b"x" * (LARGEST - len(head))
    with proxied.client() as client:
        sign_in(client)
        read = client.post(
            "/cohorts/cohorte-1/attendance/read",
            files={"file": ("presences.csv", report, "text/csv")},
            headers={"origin": proxied.address},
        )
        answers = client.post(
            "/api/surveys/printemps-2026/submissions",
            content=b"x" * 300_000,
            headers={"content-type": "application/json"},
        )

    assert "x-request-id" in read.headers  # the service read it, whatever it thinks of it
    assert read.status_code not in {413, 502}
    assert answers.status_code == 413


def test_nothing_is_logged_of_who_answered(proxied: Proxied) -> None:
    with proxied.client() as client:
        client.get("/s/printemps-2026")
        client.get("/s/nowhere")
    written = b"".join(
        each.read_bytes()
        for each in proxied.folder.rglob("*")
        if each.is_file() and each.name in {"access.log", "bilan.log", "said"}
    ).decode()

    assert "printemps-2026" not in written
    assert "GET" not in written
