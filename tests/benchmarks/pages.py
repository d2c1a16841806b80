"""What pages weigh, and how soon they can be read, over a slow connection and in a real browser.

    python -m tests.benchmarks.pages [--rounds 5] [--submissions 2000]

Two pairs, in turns and each in a browser that has kept nothing: the page of a cohort, beside a
page that Plotly writes by itself (`plotly.io.to_html`) of the very figures that stand on ours, and
of nothing else; and a form, beside one of SurveyJS's library with as many questions, of one kind.
Both peers' files come packed as well as brotli can, which favours them. A chart or a form is there
in the first frame in which it has room on the screen. Bytes are those that crossed the network
until it was quiet. SurveyJS comes from npm; a peer that cannot be had here is named with the
reason. Prints one JSON object.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, NamedTuple

import brotli
from playwright.sync_api import Browser, sync_playwright

from service.store.catalogue import Catalogue
from service.store.database import Database
from service.web.front_desk import COOKIE
from tests.benchmarks.goals import Goal, as_json
from tests.journeys.conftest import QUIET, found_chromium
from tests.live import live_service
from tests.load.files import OPEN, make_file, sign_somebody_in

_CONNECTION = {
    "offline": False,
    "latency": 150,  # milliseconds
    "downloadThroughput": 200_000,  # bytes a second: 1.6 Mbit/s
    "uploadThroughput": 93_750,
}
"""The slow connection of a phone, as browsers' own tools define it."""

_COHORT = "/cohorts/avant-3"

_WATCH = """
(selector) => {
  const look = () => {
    const found = [...document.querySelectorAll(selector)];
    const boxes = found.map((each) => each.getBoundingClientRect());
    if (boxes.some((box) => box.width && box.height)) window.seenAfter = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""

_FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"

_SURVEYJS = (
    "survey-core/survey-core.min.css",
    "survey-core/survey.core.min.js",
    "survey-js-ui/survey-js-ui.min.js",
)

_PATIENCE_SECONDS = 60.0


class NotInstalled(Exception):
    """A peer cannot be had here; the message says why."""


class Visit(NamedTuple):
    """One page, opened by a browser that had nothing of it."""

    address: str
    waits_for: str
    """Selects what somebody came for."""
    cookie: str | None = None


class Opened(NamedTuple):
    """What opening it came to."""

    bytes: int
    paint: float
    """Seconds until something could be seen."""
    there: float
    """Seconds until what it was opened for could be seen."""


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _asked(arguments)
    chromium = found_chromium()
    if chromium is None:
        raise SystemExit(
            "There is no Chromium on this machine: install one, or name it in CHROMIUM."
        )
    before = os.getloadavg()
    with TemporaryDirectory(prefix="bilan-pages-") as folder, sync_playwright() as playwright:
        path = Path(folder) / "bilan.duckdb"
        make_file(path, submissions=asked.submissions)
        (cookie,) = sign_somebody_in(path, browsers=1)
        questions = _questions(path)
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        with live_service(path) as live:
            visits = {
                "cohort": Visit(live.address + _COHORT, ".picture .drawing", cookie),
                "form": Visit(f"{live.address}/s/{OPEN}?lang=fr", "form label"),
            }
            peer_files = {"/plotly.min.js": _packed(_plotly_library())}
            peer_files["/figures"] = _packed(_stock_page(_figures(browser, visits["cohort"])))
            missing = {}
            try:
                peer_files |= _surveyjs(Path(folder), questions)
            except NotInstalled as error:
                missing["surveyjs"] = str(error)
            with _served(peer_files) as peer:
                visits["plotly"] = Visit(f"{peer}/figures", ".js-plotly-plot .main-svg")
                if "surveyjs" not in missing:
                    visits["surveyjs"] = Visit(f"{peer}/form", ".sd-question")
                rounds = [
                    {name: opened(browser, visit) for name, visit in visits.items()}
                    for _ in range(asked.rounds)
                ]
        browser.close()
    report = {
        "benchmark": "pages",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": {"before": before[0], "after": os.getloadavg()[0]},
        "connection": _CONNECTION,
        "rounds": asked.rounds,
        "missing": missing,
        "pages": {name: _middle([each[name] for each in rounds]) for name in visits},
        "goals": as_json(_goals(rounds)),
    }
    sys.stdout.write(json.dumps(report, indent=2) + "\n")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--submissions", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args(arguments)


def opened(browser: Browser, visit: Visit) -> Opened:
    """Open a page over the slow connection, in a browser that has kept nothing."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        if visit.cookie:
            context.add_cookies([{"name": COOKIE, "value": visit.cookie, "url": visit.address}])
        page = context.new_page()
        page.set_default_timeout(1e3 * _PATIENCE_SECONDS)
        page.add_init_script(f"({_WATCH})({json.dumps(visit.waits_for)})")
        network = context.new_cdp_session(page)
        crossed: list[float] = []
        network.on(
            "Network.loadingFinished", lambda each: crossed.append(each["encodedDataLength"])
        )
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", _CONNECTION)
        answer = page.goto(visit.address)
        assert answer, visit.address
        assert answer.ok, f"{visit.address}: {answer.status}"
        until = time.monotonic() + _PATIENCE_SECONDS
        while not (there := page.evaluate("window.seenAfter || 0")):
            assert time.monotonic() < until, f"{visit.waits_for} never came"
            page.wait_for_timeout(50)
        page.wait_for_load_state("networkidle")
        paint = page.evaluate(_FIRST_PAINT)
        return Opened(int(sum(crossed)), paint / 1e3, max(paint, there) / 1e3)
    finally:
        context.close()


def _middle(each: Sequence[Opened]) -> dict[str, float]:
    return {
        "bytes": median(one.bytes for one in each),
        "first_paint_seconds": round(median(one.paint for one in each), 3),
        "there_seconds": round(median(one.there for one in each), 3),
    }


def _goals(rounds: Sequence[Mapping[str, Opened]]) -> list[Goal]:
    chart = median(each["cohort"].there / each["plotly"].there for each in rounds)
    found = [Goal("seconds to a chart, over Plotly's own page", chart, most=0.3)]
    if "surveyjs" in rounds[0]:
        weight = median(each["form"].bytes / each["surveyjs"].bytes for each in rounds)
        found.append(Goal("bytes of a form, over SurveyJS's", weight, most=0.1))
    return found


def _questions(path: Path) -> list[str]:
    """Return what the open survey asks, in French."""
    with Database(path) as database:
        catalogue = Catalogue(database)
        catalogue.reload()
        asked = catalogue.setup(OPEN).questionnaire.questions
    return [each.text.fr for each in asked]


def _figures(browser: Browser, visit: Visit) -> list[dict[str, Any]]:
    """Return the figures that a page of ours has Plotly draw."""
    context = browser.new_context()
    assert visit.cookie
    context.add_cookies([{"name": COOKIE, "value": visit.cookie, "url": visit.address}])
    page = context.new_page()
    page.goto(visit.address)
    said = page.locator(".picture script").all_text_contents()
    context.close()
    return [json.loads(each) for each in said]


def _stock_page(figures: Sequence[dict[str, Any]]) -> bytes:
    """Return the page that Plotly writes of figures, with its library beside it."""
    import plotly.graph_objects as go  # noqa: PLC0415 -- slow to import
    from plotly.io import to_html  # noqa: PLC0415

    drawn = [
        to_html(
            go.Figure(each),
            full_html=False,
            include_plotlyjs="/plotly.min.js" if number == 0 else False,
        )
        for number, each in enumerate(figures)
    ]
    return f'<!doctype html><html><meta charset="utf-8">{"".join(drawn)}</html>'.encode()


def _plotly_library() -> bytes:
    return (files("plotly") / "package_data" / "plotly.min.js").read_bytes()


def _surveyjs(folder: Path, questions: Sequence[str]) -> dict[str, bytes]:
    """Return the files of a form of SurveyJS, packed, by path. Raises NotInstalled."""
    if (npm := shutil.which("npm")) is None:
        raise NotInstalled("npm is not installed")
    wanted = sorted({each.partition("/")[0] for each in _SURVEYJS})
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *wanted]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 -- npm
    if ran.returncode:
        raise NotInstalled(f"npm could not install {' and '.join(wanted)}")
    given = {
        f"/{each}": _packed((folder / "node_modules" / each).read_bytes()) for each in _SURVEYJS
    }
    style, *scripts = (f"/{each}" for each in _SURVEYJS)
    asked = [
        {"type": "comment", "name": f"q{number}", "title": title}
        for number, title in enumerate(questions)
    ]
    form = (
        '<!doctype html><html lang="fr"><meta charset="utf-8">'
        f'<link rel="stylesheet" href="{style}">'
        + "".join(f'<script src="{each}"></script>' for each in scripts)
        + '<body><div id="form"></div><script>new Survey.Model('
        + json.dumps({"elements": asked})
        + ').render(document.getElementById("form"))</script></body></html>'
    )
    return given | {"/form": _packed(form.encode())}


def _packed(content: bytes) -> bytes:
    packed: bytes = brotli.compress(content, quality=11)
    return packed


@contextmanager
def _served(packed: Mapping[str, bytes]) -> Iterator[str]:
    """Serve files that are packed already; give their address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            content = packed.get(self.path)
            kind = {"js": "text/javascript", "css": "text/css"}.get(
                self.path.rpartition(".")[2], "text/html"
            )
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content or b"")))
            self.send_header("Content-Encoding", "br")
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    main()
