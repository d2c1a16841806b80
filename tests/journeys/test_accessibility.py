"""WCAG 2.2 A and AA in a real browser: what a program can check of every page and state."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias, assert_never

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, ViewportSize, expect

from dashboards.pages.accessibility import statement
from service.store.database import Database
from service.web.front_desk import COOKIE
from surveys.questions import (
    DateQuestion,
    HiddenQuestion,
    Information,
    LongTextQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    PersonalCodeQuestion,
    Question,
    RecommendationQuestion,
    ScaleQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
)
from surveys.texts import LANGUAGES, Language
from tests.accounts import ADMINISTRATOR, PASSWORD
from tests.journeys.accessible_pages import (
    FORM,
    PAGES,
    QUESTIONNAIRE,
    RECEIPT,
    SECOND,
    AccessiblePage,
    Step,
    store_programme,
)
from tests.journeys.conftest import OpenPage
from tests.live import LiveService, live_service

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
SCHEMES: dict[Literal["light", "dark"], dict[str, Any]] = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""The elements are the same in the dark: only the rules about colours can say something new."""
MEASURES = Path(__file__).with_name("accessibility.js").read_text("utf-8")
WIDE = ViewportSize(width=1280, height=6_000)
"""High enough for every chart to be drawn at once."""
DESK = ViewportSize(width=1280, height=900)
ZOOMED = ViewportSize(width=320, height=256)
"""A window of 1280 × 1024 enlarged four times."""
SCRIPTS = "**/*.js"
NOT_CHARTED = ".picture:not(.charted:has(.main-svg))"
UNFOLD = "document.querySelectorAll('.fold').forEach((fold) => { fold.open = true; })"
"""What is folded is looked at, too: nothing of it is measured while it is closed."""
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
"""WCAG 1.4.12."""

in_both_languages = pytest.mark.parametrize("lang", LANGUAGES)
EVERYWHERE = [(accessible, lang) for accessible in PAGES for lang in LANGUAGES]
NAMES = [f"{accessible.id}-{lang}" for accessible, lang in EVERYWHERE]


class Findings(NamedTuple):
    """Of axe, in one colour scheme."""

    scheme: Literal["light", "dark"]
    wrong: list[str]
    unsure: list[str]
    """What it cannot decide."""


class Shown(NamedTuple):
    """A page in its state, open in a browser."""

    page: Page
    accessible: AccessiblePage
    lang: Language
    without_scripts: list[Findings]
    with_scripts: list[Findings]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """The service with something on every page."""
    path = tmp_path_factory.mktemp("accessible") / "bilan.duckdb"
    with Database(path) as database:
        store_programme(database)
    with live_service(path) as service:
        yield service


PRESSED: dict[Step, str] = {
    "send too late": "main form button >> nth=0",
    "sign in": "form.door button",
    "unmask": "[name=unmask] >> nth=0",
}


@contextmanager
def signed_out(page: Page) -> Iterator[None]:
    """Let the session be over for a moment: pages that come later share the window."""
    kept: Any = page.context.cookies()
    page.context.clear_cookies(name=COOKIE)
    yield
    page.context.add_cookies(kept)


def reach(page: Page, live: LiveService, accessible: AccessiblePage, lang: Language) -> None:
    """Bring `page` to its state; what measures it is loaded."""
    joint = "&" if "?" in accessible.path else "?"
    page.goto(f"{live.address}{accessible.path}{joint}lang={lang}")
    page.evaluate(MEASURES)
    page.evaluate(UNFOLD)
    for step in accessible.steps:
        if step == "fill":
            page.evaluate("fill()")
            continue
        if step == "type the code":
            page.locator("#code").fill(RECEIPT)
            continue
        if step == "sign in":
            page.locator("#email").fill(ADMINISTRATOR)
            page.locator("#password").fill(PASSWORD)
        session = signed_out(page) if step == "send too late" else nullcontext()
        with session, page.expect_navigation():
            page.locator(PRESSED.get(step, "button.send")).click()
        page.evaluate(MEASURES)
    problems = page.locator(".problems")
    expect(problems).to_have_count(
        int(any(x in accessible.id for x in ("problems", "missing", "unknown")))
    )


Window: TypeAlias = Callable[[AccessiblePage], AbstractContextManager[Page]]
"""Gives a page of a browser on which one of `PAGES` may be opened."""


@pytest.fixture(scope="module")
def window(browser: Browser, signed_in: Path) -> Iterator[Window]:
    """One window for the whole workspace, which keeps nothing; each form in one of its own."""
    options: dict[str, Any] = {
        "viewport": WIDE,
        "color_scheme": "light",
        "reduced_motion": "reduce",
    }
    shared = browser.new_context(storage_state=signed_in, **options)
    of_workspace = shared.new_page()

    @contextmanager
    def window(accessible: AccessiblePage) -> Iterator[Page]:
        if accessible.side == "workspace":
            yield of_workspace
            return
        context = browser.new_context(**options)
        yield context.new_page()
        context.close()

    yield window
    shared.close()


@pytest.fixture(scope="module", params=EVERYWHERE, ids=NAMES)
def shown(request: pytest.FixtureRequest, window: Window, live: LiveService) -> Iterator[Shown]:
    """Each page in turn, for every test that takes it: none may leave it changed.

    It is reached without its scripts, then with them; axe looks again where they made a
    difference.
    """
    accessible, lang = request.param
    with window(accessible) as page:
        page.route(SCRIPTS, lambda route: route.abort())  # axe needs a browser that runs it
        reach(page, live, accessible, lang)
        without_scripts, before = look(page), page.evaluate("allThatStandsHere()")
        page.unroute(SCRIPTS)
    with window(accessible) as page:
        reach(page, live, accessible, lang)
        expect(page.locator(NOT_CHARTED)).to_have_count(0, timeout=30_000)
        unchanged = page.evaluate("allThatStandsHere()") == before
        with_scripts = without_scripts if unchanged else look(page)
        yield Shown(page, accessible, lang, without_scripts, with_scripts)


@pytest.fixture
def zoomed(shown: Shown) -> Iterator[Page]:
    """A page that its reader enlarges to 400 %, with all that it folds opened."""
    page = shown.page
    session = page.context.new_cdp_session(page)
    page.set_viewport_size(ZOOMED)
    session.send(
        "Emulation.setDeviceMetricsOverride",
        {**ZOOMED, "deviceScaleFactor": 4, "mobile": False},
    )
    expect(page.locator(".charted")).to_have_count(0)
    page.evaluate("unfold()")
    yield page
    page.evaluate("fold()")
    session.send("Emulation.clearDeviceMetricsOverride")
    session.detach()
    page.set_viewport_size(WIDE)
    expect(page.locator(NOT_CHARTED)).to_have_count(0)


# --- axe -------------------------------------------------------------------------------------


def axe(page: Page, scheme: Literal["light", "dark"]) -> Findings:
    """Ask axe about all that `scheme` can say something new of."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    only = SCHEMES[scheme]
    options = {
        "runOnly": only,
        "rules": {"target-size": {"enabled": True}} if only["type"] == "tag" else {},
        "resultTypes": ["violations", "incomplete"],
    }
    found = page.evaluate("(options) => axe.run(options)", options)
    wrong, unsure = (
        [
            f"{rule['id']}: {node['target']} {node['html']} {node['failureSummary']}"
            for rule in found[kind]
            for node in rule["nodes"]
        ]
        for kind in ("violations", "incomplete")
    )
    return Findings(scheme, wrong, unsure)


def look(page: Page) -> list[Findings]:
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found.append(axe(page, scheme))
    page.emulate_media(color_scheme="light")
    return found


def expect_nothing_wrong(found: list[Findings]) -> None:
    assert [each.scheme for each in found] == ["light", "dark"]
    for scheme, wrong, unsure in found:
        assert wrong == [], scheme
        # axe cannot tell what stands behind words in SVG, Plotly's and ours, nor on the shadow at
        # the edge of a wide table, nor judge one digit; tests/dashboards/test_style.py computes
        # the contrasts of those colours.
        undecided = ("<text ", "due to a background gradient", "Element content is too short")
        assert [each for each in unsure if not any(x in each for x in undecided)] == [], scheme


def check_with_axe(page: Page) -> None:
    expect_nothing_wrong(look(page))


def test_axe_finds_nothing_wrong_in_the_light_and_in_the_dark(shown: Shown) -> None:
    expect_nothing_wrong(shown.with_scripts)


def test_axe_finds_nothing_wrong_where_no_script_arrives(shown: Shown) -> None:
    expect_nothing_wrong(shown.without_scripts)


@pytest.mark.parametrize(
    ("harm", "rule"),
    [
        ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
        ("document.querySelector('textarea').labels[0].remove()", "label"),
        ("document.querySelector('h1').style.color = '#8aa'", "color-contrast"),
        ("document.querySelector('.choices').setAttribute('role', 'grille')", "aria-roles"),
    ],
)
def test_axe_is_really_asked(window: Window, live: LiveService, harm: str, rule: str) -> None:
    with window(PAGES[0]) as page:
        reach(page, live, PAGES[0], "fr")
        page.evaluate(harm)

        wrong = axe(page, "light").wrong

    assert rule in {each.partition(":")[0] for each in wrong}


# --- measured on every page ------------------------------------------------------------------


def test_nothing_is_cut_and_every_target_is_large_at_400_percent(zoomed: Page) -> None:
    assert zoomed.evaluate("clipped()") == []
    assert zoomed.evaluate("smallTargets()") == []
    assert zoomed.evaluate("withStyle(clipped)", TEXT_SPACING) == [], "with wider text spacing"


def test_every_target_is_large_at_a_desk(shown: Shown) -> None:
    assert shown.page.evaluate("smallTargets()") == []


def test_nothing_moves_for_who_asked_for_less_motion(shown: Shown) -> None:
    assert shown.page.evaluate("moving()") == []


def test_every_stop_of_the_tab_key_is_seen_and_nothing_is_left_out(shown: Shown) -> None:
    page = shown.page
    page.set_viewport_size(DESK)
    page.evaluate("document.activeElement.blur()")

    wrong, left = [], 0
    while left < 2:  # it starts where the page put the focus, leaves at the end, and comes round
        page.keyboard.press("Tab")
        found = page.evaluate("focusStop()")
        wrong.append(found)
        left += found is None

    page.set_viewport_size(WIDE)
    assert [each for each in wrong if each] == []
    assert page.evaluate("neverFocused()") == []


def test_the_other_language_says_that_it_is_another(shown: Shown) -> None:
    page, accessible, lang, *_ = shown

    assert page.locator("html").get_attribute("lang") == lang
    switch = [["en", "English"]] if lang == "fr" else [["fr", "Français"]]
    others = page.evaluate("otherLanguages()")
    if accessible.path.endswith("/slide"):  # says all that a room reads in both
        assert {each for each, _ in others} == {"fr", "en"}
    else:
        assert others == ([] if accessible.path == "/s/rien" else switch)


def test_every_control_has_a_name_for_a_screen_reader(shown: Shown) -> None:
    controls = list(focusable(shown.page))

    nameless = {role for role, name in controls if not name.strip()}
    # where the link over the navigation leads, and what is said first: neither is a control
    assert nameless <= {"main", "alert"}
    assert controls or shown.accessible.path == "/s/rien"


def focusable(page: Page) -> Iterator[tuple[str, str]]:
    """Yield role and name, as a screen reader gets them, of everything that takes the focus."""
    session = page.context.new_cdp_session(page)
    for node in session.send("Accessibility.getFullAXTree")["nodes"]:
        said = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
        role = node["role"]["value"]
        if said.get("focusable") and role != "RootWebArea":
            yield role, node["name"]["value"]
    session.detach()


# --- the form --------------------------------------------------------------------------------


@in_both_languages
@pytest.mark.parametrize("number", range(1, len(QUESTIONNAIRE.sections) + 1))
def test_every_question_of_a_page_is_announced_by_its_words_and_what_it_is(
    open_page: OpenPage, live: LiveService, number: int, *, lang: Language
) -> None:
    page = open_page(java_script_enabled=False)
    reach(page, live, form_page_after(SECOND * (number - 1)), lang)

    for question in QUESTIONNAIRE.sections[number - 1].questions:
        expect_announced(page, question, lang)


def form_page_after(steps: tuple[Step, ...]) -> AccessiblePage:
    (found,) = (each for each in PAGES if (each.path, each.steps) == (FORM, steps))
    return found


def expect_announced(page: Page, question: Question, lang: Language) -> None:
    said = re.compile(re.escape(question.text[lang]))
    match question:
        case HiddenQuestion():
            expect(page.get_by_text(said)).to_have_count(0)
        case Information():
            expect(page.get_by_text(said)).to_have_count(1)
        case MatrixQuestion(rows=rows):
            group = page.get_by_role("group", name=said)
            for row in rows:
                expect(group.get_by_role("radiogroup", name=row.text[lang])).to_have_count(1)
        case MultipleChoiceQuestion(options=options):
            group = page.get_by_role("group", name=said)
            expect(group.get_by_role("checkbox")).to_have_count(len(options))
        case PersonalCodeQuestion(elements=elements):
            group = page.get_by_role("group", name=said)
            for element in elements:
                name = element.text[lang]
                typed = group.get_by_role("textbox", name=name, exact=True)
                chosen = group.get_by_role("combobox", name=name, exact=True)
                expect(typed.or_(chosen)).to_have_count(1)
        case ScaleQuestion() | RecommendationQuestion() | SingleChoiceQuestion():
            expect(page.get_by_role("radiogroup", name=said)).to_have_count(1)
        case ShortTextQuestion() | LongTextQuestion() | NumberQuestion():
            expect(page.get_by_role("textbox", name=said)).to_have_count(1)
        case DateQuestion():  # its box has a role of its own in each browser, none in ARIA
            expect(page.get_by_label(said)).to_have_attribute("type", "date")
        case _:
            assert_never(question)


TYPED = {
    "q.needs_next": "Du temps",
    "q.role_other": "Stagiaire",
    "q.hours": "2,5",
    "q.people": "12",
    "q.my_code.mother": "M",
    "q.my_code.town": "Q",
    "q.my_code.phone": "07",
    "q.my_code.day": "31",
}
STEPS = {
    "q.pace": 1,
    "q.recommend_score": 9,
    "q.usefulness.security": 2,
    "q.role": 2,
}
"""How many times an arrow is pressed after the first choice is taken."""


def answer(page: Page, name: str, kind: str) -> None:
    """Answer the field that has the focus, with keys alone."""
    if kind == "radio":
        page.keyboard.press("Space")
        for _ in range(STEPS.get(name, 0)):
            page.keyboard.press("ArrowDown")
    elif kind == "checkbox":
        page.keyboard.press("Space")
    elif kind == "select-one":
        page.keyboard.press("ArrowDown")
    elif kind == "date":
        page.keyboard.press("ArrowUp")  # each part of a date is a stop of its own
    else:
        page.keyboard.type(TYPED[name])


def test_every_kind_of_question_is_answered_with_the_keyboard_alone(
    open_page: OpenPage, live: LiveService
) -> None:
    page = open_page(locale="fr-CA")
    page.goto(f"{live.address}{FORM}")
    answered: set[str] = set()
    sent: dict[str, str] = {}
    for _ in range(100):
        page.keyboard.press("Tab")
        name, kind, sends = page.evaluate(
            "(({ name, type, classList }) => [name ?? '', type, classList.contains('send')])"
            "(document.activeElement)"
        )
        if sends:
            sent = page.evaluate("Object.fromEntries(new FormData(document.querySelector('form')))")
            with page.expect_navigation():
                page.keyboard.press("Enter")
            if "/received" in page.url:
                break
        if name.startswith("q.") and (name not in answered or kind == "date"):
            answered.add(name)
            answer(page, name, kind)

    assert f"{FORM}/received" in page.url
    started_on = date.fromisoformat(sent.pop("q.started_on"))
    assert date(2020, 1, 1) <= started_on <= date(2030, 12, 31)
    assert {name: value for name, value in sent.items() if name.startswith("q.")} == {
        "q.satisfaction": "very_satisfied",
        "q.pace": "just_right",
        "q.recommend_score": "9",
        "q.usefulness.mission": "useful",
        "q.usefulness.security": "not_applicable",
        "q.role": "other",
        "q.tools": "email",
        **TYPED,
        "q.my_code.month": "01",
        "q.my_code.eldest": "eldest",
        "q.hours": "2.5",  # carried from page to page as a number
    }


def tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not lead to {selector}")


def test_a_problem_of_a_later_page_and_a_change_at_the_review_need_no_mouse(
    open_page: OpenPage, live: LiveService
) -> None:
    page = open_page()
    reach(page, live, form_page_after((*SECOND, "fill")), "fr")

    tab_to(page, "#hours")
    page.keyboard.press("Control+A")
    page.keyboard.type("beaucoup")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".problems")).to_be_focused()
    tab_to(page, ".problems a")
    page.keyboard.press("Enter")
    expect(page.locator("#hours")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("3")
    for button in (".send", "#change-1", "[value=review]", ".send"):
        tab_to(page, f"button{button}")
        with page.expect_navigation():
            page.keyboard.press("Enter")

    assert f"{FORM}/received" in page.url


# --- what we say of it -----------------------------------------------------------------------


def test_the_statement_lists_the_pages_that_are_tested() -> None:
    said = {"participant": statement().participant, "workspace": statement().workspace}

    for side, names in said.items():
        assert names == tuple(page.name for page in PAGES if page.side == side)
