"""Every page in French holds no English of ours, and the reverse; answers have no language."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

import hypothesis
import icalendar
import msgspec
import pytest
from httpx import Response
from hypothesis import given
from litestar import Litestar
from litestar.testing import TestClient

from dashboards.pages.problem import problem_page
from dashboards.pages.survey_form import EXPLAINED, form_problem_page
from dashboards.render import render
from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.load import load
from surveys.programme import Programme
from surveys.questionnaire import read_questionnaire
from surveys.submissions import AnswerValue
from surveys.texts import LANGUAGES, Language, Text
from tests.accounts import quick_passwords, sign_in
from tests.dashboards.markup import Element, read, sent_fields
from tests.dashboards.test_form_weight import SHIPPED
from tests.factories import make_bundle, make_questionnaire, make_survey
from tests.inside import database_of
from tests.journeys.accessible_pages import FORM, store_programme
from tests.journeys.spoken import (
    Spoken,
    by_catalogue,
    by_words,
    flaws,
    spoken,
    spoken_by_script,
)
from tests.surveys.test_form import ACCEPTABLE, browser_fields

Client = TestClient[Litestar]

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)
OTHER: dict[Language, Language] = {"fr": "en", "en": "fr"}

MUST_BE_SEEN = {
    "/accessibility",
    "/programmes",
    "/programmes/essai",
    "/programmes/livres",
    "/cohorts/cohorte-1",
    "/cohorts/cohorte-3",
    "/activities/formation/themes",
    "/activities/atelier/themes",
    "/activities/webinaire/themes",
    "/surveys/printemps-2026/slide",
    "/surveys/printemps-2099/slide",
    "/surveys/printemps-2026/dates.ics",
    FORM,
    "/s/one-required",
    "/s/printemps-2026-libre",
    "/s/webinar",
}
"""Some of what links lead to: a crawl that stops halfway fails."""

OPTIONAL = "one-required"
"""A survey of every kind of question, one of them required."""


class Visit(NamedTuple):
    what: str
    response: Response


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Something on every page, and an open survey of each questionnaire that comes with Bilan."""
    database_file = tmp_path_factory.mktemp("languages") / "bilan.duckdb"
    settings = Settings(database=str(database_file), shortest_seconds=0)
    with Database(Path(settings.database)) as database:
        store_programme(database)
        _store_shipped(database)
        app = create_app(settings, database, passwords=quick_passwords())
        with TestClient(app, base_url=settings.address) as client:
            sign_in(client)
            yield client


def _store_shipped(database: Database) -> None:
    questionnaires = (
        make_questionnaire(code="one_required"),
        *(read_questionnaire(file.read_bytes()) for file in SHIPPED),
    )
    pilots = make_bundle().activities[0], make_bundle().cohorts[0]
    activity = msgspec.structs.replace(pilots[0], slug="pilotes", programme="livres")
    cohort = msgspec.structs.replace(pilots[1], slug="pilote", activity="pilotes")
    bundle = make_bundle(
        programme=Programme(slug="livres", name=Text(fr="Modèles", en="Templates")),
        activities=(activity,),
        cohorts=(cohort,),
        questionnaires=questionnaires,
        surveys=tuple(
            make_survey(
                slug=each.code.replace("_", "-"),
                cohort="pilote",
                questionnaire=each.code,
                version=each.version,
                closes_at=None,
            )
            for each in questionnaires
        ),
        submissions=(),
    )
    load(database, bundle, at=datetime.now(UTC))


class Crawl:
    """A browser that prefers the other language than the one it chose on our pages."""

    def __init__(self, client: Client, language: Language) -> None:
        self.client, self.language = client, language
        self.seen: set[str] = set()
        self.made: set[str] = set()
        client.headers["accept-language"] = OTHER[language]

    def links(self, start: str) -> Iterator[Visit]:
        """Follow every link of ours, whatever it answers."""
        waiting = [start]
        while waiting:
            address = re.sub(r"[?&]lang=\w\w", "", waiting.pop())
            if address.startswith("/static/") or _made_alike(address) in self.made:
                continue
            self.made.add(_made_alike(address))
            joint = "&" if "?" in address else "?"
            asked = f"{address}{joint}lang={self.language}"
            visit = Visit(f"GET {address}", self.client.get(asked))
            self.seen.add(address)
            yield visit
            if "text/html" in visit.response.headers["content-type"]:
                waiting += [
                    urljoin(address, link.attributes["href"]).partition("#")[0]
                    for link in read(visit.response.text).all("a")
                ]

    def form(self, slug: str) -> Iterator[Visit]:
        """Go through a form: problems on every page, the review, back, sent, sent again."""
        page = self.client.get(f"/s/{slug}?lang={self.language}")
        yield Visit(f"open {slug}", page)
        elsewhere = self.press(page, "next", switch=OTHER[self.language]).response
        yield self.press(elsewhere, "next", switch=self.language)
        yield self.press(page, "send")
        while not _is_review(page):
            yield self.press(page, "next")
            yield self.press(page, "next", **dict.fromkeys(_filled(page), "rien"))
            page = self.press(page, "next", **_filled(page)).response
            assert page.status_code == 200
            yield Visit(f"after a page of {slug}", page)
        yield self.press(page, "back")
        yield self.press(page, "send")
        yield self.press(page, "send", **{"q.needs_next": "Zoom", "q.other_needs": "Zoom"})

    def errors(self) -> Iterator[Visit]:
        """What goes wrong on a page of ours, and at addresses that nobody gave."""
        page = self.client.get(f"{FORM}?lang={self.language}")
        yield self.press(page, "send", **{"q.needs_next": "x" * 300_000})
        yield self.press(page, "send", id="rien")
        yield self.press(page, "send", **{"q.rien": "1", "q.usefulness.rien": "useful"})
        for slug in ("hiver-2025", "printemps-2099", "rien"):
            action = _action(page).replace(FORM, f"/s/{slug}")
            yield Visit(f"send to {slug}", self._send(action, _fields(page)))
        for method, path in (
            ("PUT", FORM),
            ("POST", f"{FORM}/received"),
            ("GET", "/sign-out"),
            ("GET", "/rien"),
            ("GET", "/cohorts/rien"),
            ("GET", "/sign-in/rien"),
            ("POST", "/activities/formation/themes"),
        ):
            address = f"{path}?lang={self.language}"
            yield Visit(f"{method} {path}", self.client.request(method, address))

    def press(self, page: Response, go: str, **changes: Any) -> Visit:
        fields = _fields(page) | {"go": go} | changes
        return Visit(f"{go} on {page.url}", self._send(_action(page), fields))

    def _send(self, action: str, fields: dict[str, Any]) -> Response:
        return self.client.post(
            action,
            content=urlencode(fields, doseq=True),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )


def _made_alike(address: str) -> str:
    """Return the same for all figures of a page in one format, and for a PDF in both languages.

    They are not read here, only known for what they are: tests/service/test_figure_files.py and
    test_report_page.py read them.
    """
    path = urlsplit(address).path
    if path.endswith(".pdf") or "/figures/" in path:
        return re.sub(r"(?<=/figures/)[\w.-]+?(?=(-excel)?\.\w+$)", "*", path)
    return address


def _action(page: Response) -> str:
    (form,) = read(page.text).all("form")
    return form.attributes["action"]


def _is_review(page: Response) -> bool:
    return any(each.attributes.get("value") == "send" for each in read(page.text).all("button"))


def _fields(page: Response) -> dict[str, Any]:
    fields: dict[str, list[str]] = {}
    for name, value in sent_fields(read(page.text)):
        fields.setdefault(name, []).append(value)
    return fields


def _filled(page: Response) -> dict[str, str]:
    """Return an answer to all that a page asks; what is typed has no language."""
    answers: dict[str, str] = {}
    for field in read(page.text).all("input", "textarea"):
        name, kind = field.attributes["name"], field.attributes.get("type", "text")
        if name.startswith("q.") and kind != "hidden":
            answers.setdefault(name, _answer(field, kind))
    return answers


def _answer(field: Element, kind: str) -> str:
    if kind in {"radio", "checkbox"}:
        return field.attributes["value"]
    if kind == "date":
        return field.attributes["min"]
    return "2" if "inputmode" in field.attributes else "Zoom"


_FILES = {
    "application/atom+xml",  # in the words of whoever published them
    "application/json",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/xml",
    "image/png",
    "image/svg+xml",
    "text/csv",
}
"""What leaves the service and is no page."""


def _said(visit: Visit) -> Iterator[Spoken]:
    """Yield what a page or a calendar says; nothing else leaves the service but for programs."""
    kind = visit.response.headers["content-type"].partition(";")[0]
    if kind == "text/calendar":
        for event in icalendar.Calendar.from_ical(visit.response.content).walk("VEVENT"):
            for name in {"SUMMARY", "DESCRIPTION"} & event.keys():
                yield Spoken(str(event[name]), event[name].params["LANGUAGE"].lower(), name)
    elif kind == "text/html":
        yield from spoken(visit.response.text)
    else:
        assert kind in _FILES, (visit.what, kind)


def _wrong(visit: Visit, language: Language) -> list[str]:
    if not visit.response.headers["content-type"].startswith("text/html"):
        return flaws(_said(visit))
    language = _asked_for(visit, language)
    told = read(visit.response.text).all("html")[0].attributes["lang"]
    header = visit.response.headers["content-language"]
    wrong = [] if {told, header} == {language} else [f"the page is in {told} (header: {header})"]
    return wrong + flaws(_said(visit))


def _asked_for(visit: Visit, language: Language) -> Language:
    """Return the language of a bilan, which says in its address in which it is written."""
    return "fr" if "?in=fr" in visit.what else "en" if "?in=en" in visit.what else language


def _all_visits(client: Client, language: Language) -> Iterator[Visit]:
    crawl = Crawl(client, language)
    for start in ("/programmes", "/sign-in", "/s/hiver-2025", "/s/printemps-2099"):
        yield from crawl.links(start)
    paths = {urlsplit(address).path for address in crawl.seen}
    assert paths >= MUST_BE_SEEN
    forms = {path.removeprefix("/s/") for path in paths if path.startswith("/s/")}
    for slug in sorted(forms - {"hiver-2025", "printemps-2099"}):
        yield from crawl.form(slug)
    yield from crawl.errors()


@in_both_languages
def test_every_page_says_everything_in_its_own_language(
    service: Client, language: Language
) -> None:
    wrong: dict[str, list[str]] = {}
    statuses: set[int] = set()
    for visit in _all_visits(service, language):  # judged while it is before us: it is read once
        statuses.add(visit.response.status_code)
        if found := _wrong(visit, language):
            wrong[visit.what] = found

    assert wrong == {}
    assert {200, 400, 403, 404, 405, 409, 413, 422} <= statuses


@in_both_languages
def test_errors_that_no_crawl_meets_are_said_in_the_language_of_the_page(
    language: Language,
) -> None:
    for status in (*EXPLAINED, 401, 405, 418):
        for page in (form_problem_page(status, language), problem_page(status, language)):
            assert flaws(spoken(render(page))) == [], status


def test_no_script_says_anything_by_itself() -> None:
    for name in ("form.js", "drafts.js", "outbox.js", "progress.js", "slide.js", "charts.js"):
        assert spoken_by_script(name) == []


PLANTED: dict[str, dict[Language, tuple[str, str]]] = {
    "a button of the catalogue": {
        "fr": ('value="next">Continuer</button>\n</', 'value="next">Continue</button>\n</'),
        "en": ('value="next">Continue</button>\n</', 'value="next">Continuer</button>\n</'),
    },
    "a sentence of the catalogue within another": {
        "fr": ("Aucun nom", "Something needs another look. Aucun nom"),
        "en": ("No name", "Il reste quelque chose à revoir. No name"),
    },
    "a sentence that no catalogue has": {
        "fr": ("<main>", "<main><p>Thanks for the time you take.</p>"),
        "en": ("<main>", "<main><p>Merci pour le temps que vous prenez.</p>"),
    },
    "an attribute": {
        "fr": ("<main>", '<main aria-label="Your answers">'),
        "en": ("<main>", '<main aria-label="Vos réponses">'),
    },
    "what a script will say": {
        "fr": ('data-clear="Effacer ma réponse"', 'data-clear="Clear my answer"'),
        "en": ('data-clear="Clear my answer"', 'data-clear="Effacer ma réponse"'),
    },
    "the title": {
        "fr": ("<title>", "<title>Part 1 of 2 – "),
        "en": ("<title>", "<title>Partie 1 sur 2 – "),
    },
    "words in a drawing": {
        "fr": ("<main>", "<main><svg><text>94%</text></svg>"),
        "en": ("<main>", "<main><svg><text>94\u00a0%</text></svg>"),
    },
    "words in a chart": {
        "fr": ("<main>", '<main><script type="application/json">["In short"]</script>'),
        "en": ("<main>", '<main><script type="application/json">["L’essentiel"]</script>'),
    },
    "a switch that does not say its language": {
        "fr": (' lang="en" formnovalidate', " formnovalidate"),
        "en": (' lang="fr" formnovalidate', " formnovalidate"),
    },
}


@in_both_languages
@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_text_is_found(service: Client, language: Language, what: str) -> None:
    page = service.get(f"{FORM}?lang={language}").text
    before, after = PLANTED[what][language]
    assert flaws(spoken(page)) == []
    assert page.count(before) == 1

    assert flaws(spoken(page.replace(before, after))) != []


def test_each_check_finds_what_the_other_cannot() -> None:
    sentence, label = "Please take a few minutes of your time.", "Continue"

    assert by_words(Spoken(sentence, "fr", "p"))
    assert not by_catalogue(Spoken(sentence, "fr", "p"))
    assert by_catalogue(Spoken(label, "fr", "p"))
    assert not by_words(Spoken(label, "fr", "p"))


# --- answers have no language ----------------------------------------------------------------


def _stored(client: Client, submission: str) -> tuple[Any, ...]:
    """Return the answers and comments that were stored under an id."""
    database = database_of(client)
    with database.cursor() as cursor:
        (answers,) = cursor.execute(
            "select answers::json::varchar from submissions where submission_id = ?", [submission]
        ).fetchall()
        comments = cursor.execute(
            "select question, text from comments where submission_id = ? order by question",
            [submission],
        ).fetchall()
    return answers, comments


def _sent(client: Client, answers: dict[str, AnswerValue], languages: tuple[Language, ...]) -> str:
    """Fill in the form in these languages, a page each, and send it; return its id."""
    page = client.get(f"/s/{OPTIONAL}?lang={languages[0]}")
    crawl = Crawl(client, languages[0])
    for language in languages:
        page = crawl.press(page, "next", switch=language).response
        asked, typed = _filled(page), dict[str, list[str]]()
        for name, value in browser_fields(answers, language):
            if name in asked:
                typed.setdefault(name, []).append(value)
        page = crawl.press(page, "next", **typed).response
    assert _is_review(page)
    (identifier,) = _fields(page)["id"]
    assert crawl.press(page, "send").response.url.path.endswith("/received")
    return str(identifier)


@hypothesis.settings(max_examples=25)
@given(answers=ACCEPTABLE)
def test_the_same_answers_leave_the_same_rows_in_french_in_english_and_in_both(
    service: Client, answers: dict[str, AnswerValue]
) -> None:
    french, english, both = (
        _stored(service, _sent(service, answers, languages))
        for languages in (("fr", "fr"), ("en", "en"), ("fr", "en"))
    )

    assert french == english == both
