"""The form in a real browser: what the script adds, what remains without it, what fits a phone."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Literal
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import (
    Browser,
    Dialog,
    Locator,
    Page,
    Route,
    ViewportSize,
    expect,
)

from dashboards.pages.survey_form import form_page
from dashboards.render import render
from surveys.acceptance import Problem
from surveys.questionnaire import Questionnaire, Section
from surveys.questions import Condition, LongTextQuestion, Option, SingleChoiceQuestion
from surveys.texts import LANGUAGES, Language, Text
from tests.dashboards.form_views import view
from tests.factories import make_questionnaire

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'"
)

HTML = "text/html; charset=utf-8"
STATIC = {
    "form.css": "text/css",
    "form.js": "text/javascript",
    "outbox.js": "text/javascript",
    "drafts.js": "text/javascript",
}
NO_STORAGE = "indexedDB.open = () => { throw new Error('no storage') }"


class Visit:
    """A participant's phone; the other end of the line is this test."""

    def __init__(self, browser: Browser, html: str, **options: Any) -> None:
        self.context = browser.new_context(viewport=ViewportSize(width=320, height=640), **options)
        self.page: Page = self.context.new_page()
        self.html = html
        self.sent: list[dict[str, list[str]]] = []
        self.questions: list[str] = []
        self.errors: list[str] = []
        self.stays = False  # after sending, as it does until the answer comes over a slow line
        self.page.on("dialog", self._agree)
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.route("**/*", self._answer)
        self.page.goto("http://form.test/s/printemps-2026")

    def _agree(self, dialog: Dialog) -> None:
        self.questions.append(dialog.type)
        dialog.accept()

    def _answer(self, route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if route.request.method == "POST":
            self.sent.append(parse_qs(route.request.post_data or "", keep_blank_values=True))
            if self.stays:
                route.fulfill(status=204)
            else:
                route.fulfill(body="<!doctype html><title>Reçu</title>", content_type=HTML)
        elif name in STATIC:
            body = (files("dashboards") / "static" / name).read_text("utf-8")
            route.fulfill(body=body, content_type=STATIC[name])
        elif name.endswith(".svg"):
            route.fulfill(body="", content_type="image/svg+xml")
        else:
            route.fulfill(
                body=self.html,
                content_type=HTML,
                headers={"Content-Security-Policy": POLICY},
            )

    def box(self, name: str, value: str | None = None) -> Locator:
        return self.page.locator(f'[name="{name}"]' + (f'[value="{value}"]' if value else ""))

    def arrived(self) -> dict[str, list[str]]:
        """Return the fields of the one form that was sent."""
        expect(self.page).to_have_title("Reçu")
        (sent,) = self.sent
        return sent

    @property
    def send(self) -> Locator:
        return self.page.get_by_role("button", name="Envoyer mes réponses")


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    visit = Visit(browser, render(form_page(view())))
    yield visit
    assert visit.errors == []
    visit.context.close()


def yes_or_no(code: str, visible_if: Condition | None = None) -> SingleChoiceQuestion:
    options = tuple(Option(code=each, text=Text(fr=each, en=each)) for each in ("yes", "no"))
    return SingleChoiceQuestion(
        code=code, text=Text(fr=code, en=code), options=options, visible_if=visible_if
    )


@pytest.fixture
def chain() -> Questionnaire:
    """A second question that hangs on the first, and a third on the second."""
    section = Section(
        title=Text(fr="Suite", en="Chain"),
        questions=(
            yes_or_no("first"),
            yes_or_no("second", Condition(question="first", any_of=("yes",))),
            LongTextQuestion(
                code="third",
                text=Text(fr="Et ?", en="And?"),
                visible_if=Condition(question="second", any_of=("yes",)),
            ),
        ),
    )
    return make_questionnaire(sections=(section,))


def test_a_question_appears_when_it_is_asked(visit: Visit) -> None:
    expect(visit.box("q.role_other")).to_be_hidden()

    visit.box("q.role", "other").check()

    expect(visit.box("q.role_other")).to_be_visible()
    expect(visit.page.locator("#if-role_other")).to_be_hidden()


def test_a_question_whose_condition_is_hidden_is_hidden(
    browser: Browser, chain: Questionnaire
) -> None:
    visit = Visit(browser, render(form_page(view(questionnaire=chain))))
    visit.box("q.first", "yes").check()
    visit.box("q.second", "yes").check()
    expect(visit.box("q.third")).to_be_visible()

    visit.box("q.first", "no").check()

    expect(visit.box("q.second", "yes")).to_be_hidden()
    expect(visit.box("q.third")).to_be_hidden()
    visit.context.close()


def test_a_section_and_what_hangs_on_it_are_hidden_together(
    browser: Browser, chain: Questionnaire
) -> None:
    first, *rest = chain.sections[0].questions
    title = Text(fr="Suite", en="Chain")
    sections = (
        Section(title=title, questions=(first,)),
        Section(
            title=title,
            visible_if=Condition(question="first", any_of=("yes",)),
            questions=(yes_or_no("between"), yes_or_no("second")),
        ),
        Section(title=title, questions=tuple(rest[1:])),
    )
    questionnaire = make_questionnaire(sections=sections)
    visit = Visit(browser, render(form_page(view(questionnaire=questionnaire))))
    visit.box("q.first", "yes").check()
    visit.box("q.second", "yes").check()
    expect(visit.box("q.third")).to_be_visible()

    visit.box("q.first", "no").check()

    expect(visit.page.locator("#part-2")).to_be_hidden()
    expect(visit.box("q.third")).to_be_hidden()
    visit.context.close()


def test_without_a_script_every_question_is_there_with_its_condition(browser: Browser) -> None:
    visit = Visit(browser, render(form_page(view())), java_script_enabled=False)

    expect(visit.box("q.role_other")).to_be_visible()
    expect(visit.page.locator("#if-role_other")).to_be_visible()
    expect(visit.page.get_by_role("button", name="Effacer ma réponse")).to_have_count(0)

    visit.box("q.recommend_score", "9").check()
    visit.send.click()

    assert visit.arrived()["q.recommend_score"] == ["9"]
    visit.context.close()


def test_a_double_click_sends_once(visit: Visit) -> None:
    visit.box("q.satisfaction", "satisfied").check()

    visit.send.dblclick()

    sent = visit.arrived()
    assert sent["q.satisfaction"] == ["satisfied"]
    assert sent["id"] == [str(view().submission_id)]


def test_a_second_click_on_a_slow_line_sends_nothing(visit: Visit) -> None:
    visit.stays = True
    visit.send.click()
    held = visit.page.get_by_role("button", name="Envoi…")
    expect(held).to_be_disabled()

    held.dispatch_event("click")
    visit.page.evaluate("document.forms[0].requestSubmit()")
    visit.page.wait_for_timeout(200)  # for what must not come

    assert len(visit.sent) == 1


@pytest.mark.parametrize("way", ["going back", "nine seconds"])
def test_a_form_that_was_not_sent_after_all_can_be_sent_again(visit: Visit, way: str) -> None:
    visit.page.clock.install()
    visit.page.reload()
    visit.stays = True
    visit.send.click()
    visit.page.clock.run_for(1)
    expect(visit.page.get_by_role("button", name="Envoi…")).to_be_disabled()

    if way == "going back":  # as from the memory of the browser, which tests switch off
        visit.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow'))")
    else:
        visit.page.clock.run_for(9_000)

    expect(visit.send).to_be_enabled()


def test_the_language_button_says_which_language_although_it_is_held(visit: Visit) -> None:
    visit.box("q.needs_next").fill("Du temps.")

    visit.page.get_by_role("button", name="English").click()

    sent = visit.arrived()
    assert sent["switch"] == ["en"]
    assert sent["q.needs_next"] == ["Du temps."]


def test_enter_in_a_text_box_sends_and_does_not_change_the_language(visit: Visit) -> None:
    visit.box("q.people").fill("12")

    visit.box("q.people").press("Enter")

    assert "switch" not in visit.arrived()


def test_an_answer_can_be_taken_back(visit: Visit) -> None:
    scale = visit.page.locator("#pace")
    clear = scale.get_by_role("button", name="Effacer ma réponse")
    expect(clear).to_be_hidden()
    visit.box("q.pace", "too_fast").check()

    clear.click()

    expect(scale.locator(":checked")).to_have_count(0)
    expect(clear).to_be_hidden()
    expect(visit.box("q.pace", "too_fast")).to_be_focused()


@pytest.mark.parametrize("typed", [True, False])
def test_leaving_with_typed_answers_that_cannot_be_kept_asks_first(
    visit: Visit, typed: bool
) -> None:
    visit.page.add_init_script(NO_STORAGE)
    visit.page.reload()
    if typed:
        visit.box("q.needs_next").fill("Du temps.")

    visit.page.goto("http://form.test/elsewhere")

    assert visit.questions == ["beforeunload"] * typed


def test_leaving_with_typed_answers_that_are_kept_asks_nothing(visit: Visit) -> None:
    visit.box("q.needs_next").fill("Du temps.")
    expect(visit.page.get_by_text("Brouillon gardé sur cet appareil")).to_be_visible()

    visit.page.goto("http://form.test/elsewhere")

    assert visit.questions == []


def test_sending_does_not_ask(visit: Visit) -> None:
    visit.box("q.needs_next").fill("Du temps.")

    visit.send.click()

    assert visit.arrived()["q.needs_next"] == ["Du temps."]
    assert visit.questions == []


def test_a_screen_reader_hears_the_question_its_hint_and_its_problem(browser: Browser) -> None:
    problems = tuple(
        Problem(code, Text(fr="Non.", en="No.")) for code in ("usefulness", "hours", "tools")
    )
    visit = Visit(browser, render(form_page(view(problems=problems))))

    def group(role: Literal["group", "radiogroup"], name: str) -> Locator:
        return visit.page.get_by_role(role, name=name, exact=True)

    expect(group("radiogroup", "Le rythme était…").get_by_role("radio")).to_have_count(3)
    expect(group("group", "Quelle a été l’utilité de…").get_by_role("radiogroup")).to_have_count(2)
    expect(group("radiogroup", "La sécurité")).to_have_attribute("aria-invalid", "true")
    expect(group("group", "Quels outils utilisez-vous ?")).to_have_accessible_description(
        "Plusieurs réponses possibles. À revoir : Non."
    )
    expect(
        visit.page.get_by_label("Combien d’heures par semaine ?")
    ).to_have_accessible_description("De 0 à 40. heures À revoir : Non.")
    expect(visit.page.get_by_role("region", name="Il reste quelque chose à revoir")).to_be_focused()
    visit.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_everything_fits_a_narrow_phone_and_can_be_tapped(
    browser: Browser, language: Language, script: bool
) -> None:
    # 320 px is also what a 1280 px window has left at 400 % zoom.
    visit = Visit(browser, render(form_page(view(language=language))), java_script_enabled=script)
    edge = visit.page.locator("html").bounding_box()
    targets = visit.page.locator(".choices label:visible, textarea:visible, .switch, .send")

    assert edge is not None
    assert edge["width"] == 320
    for target in targets.all():
        box = target.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert min(box["width"], box["height"]) >= 44
    visit.context.close()
