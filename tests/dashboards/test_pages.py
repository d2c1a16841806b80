"""What every page of the workspace has in common, and what each must say."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from itertools import pairwise, product

import msgspec
import pytest

from analysis.disclosure.gate import INSIDE, Withheld
from analysis.disclosure.parts import ShownPart
from analysis.intervals import Interval
from dashboards.pages.announcing import announcing_page
from dashboards.pages.attendance import attendance_page
from dashboards.pages.carried import (
    Carried,
    carried_page,
    session_ended_page,
    signed_in_elsewhere_page,
)
from dashboards.pages.change import change_page
from dashboards.pages.change_form import change_form_page, change_review_page
from dashboards.pages.changes import changes_page
from dashboards.pages.codebook import codebook_page
from dashboards.pages.cohort import THEMES_SHOWN, cohort_page
from dashboards.pages.compare import compare_page
from dashboards.pages.decision_log import decision_log_page
from dashboards.pages.entry_fields import Typed
from dashboards.pages.entry_form import entry_form_page
from dashboards.pages.erasing import erasing_page
from dashboards.pages.facts import facts_page
from dashboards.pages.forgotten import ForgottenView, forgotten_page
from dashboards.pages.home import HomeView, home_page
from dashboards.pages.missing_permission import Asked, MissingView, missing_permission_page
from dashboards.pages.my_account import my_account_page
from dashboards.pages.needs import needs_page
from dashboards.pages.problem import problem_page
from dashboards.pages.programme import programme_page
from dashboards.pages.questionnaire_editor import editor_page
from dashboards.pages.questionnaires import questionnaires_page
from dashboards.pages.registers import (
    DoubtedClock,
    IncidentView,
    RegistersView,
    incident_page,
    registers_page,
)
from dashboards.pages.reminders import ListFault, reminders_page
from dashboards.pages.report import ReportEdition, ReportView, report_page
from dashboards.pages.roster import erase_page, roster_page
from dashboards.pages.second_look import alpha_told, second_look_page
from dashboards.pages.set_up import bare_cohort_page, set_up_page
from dashboards.pages.sign_in import (
    SignInView,
    WelcomeView,
    link_spent_page,
    sign_in_page,
    welcome_page,
)
from dashboards.pages.slices import slices_page
from dashboards.pages.sorting import sorting_page
from dashboards.pages.survey_run import survey_run_page
from dashboards.pages.survey_set_up import survey_form_page
from dashboards.pages.theme import theme_page
from dashboards.pages.theme_history import theme_history_page
from dashboards.pages.theme_parts import theme_parts_page
from dashboards.pages.themes import ThemesJob, themes_page
from dashboards.pages.trends import trends_page
from dashboards.pages.unmasked import unmasked_page
from dashboards.pages.users import NewLink, user_page, users_page
from dashboards.render import Page, render
from dashboards.wording import Words
from surveys.entering import EntryProblem
from surveys.roles import Permission
from surveys.texts import LANGUAGES, Language, Text
from tests.dashboards import account_examples, change_examples, home_examples, set_up_examples
from tests.dashboards.announcement_examples import PUBLISHED, announcing_view
from tests.dashboards.attendance_examples import attendance_view, review
from tests.dashboards.claim_views import (
    activities_view,
    choosing_view,
    cohorts_view,
    trends_view,
)
from tests.dashboards.codebook_examples import READ, TWICE, UNREADABLE, codebook_view
from tests.dashboards.entered_examples import FACTS, entry_form_view
from tests.dashboards.examples import (
    ERASE,
    KEPT_LIST,
    MATCHED,
    OPENINGS,
    PROGRAMME,
    REFUSED_LIST,
    REGISTERS,
    THEMES,
    VOLUNTEERS,
    VOLUNTEERS_OF_2026,
    cohort_view,
    programme_view,
    roster_view,
    slices_view,
    themes_view,
)
from tests.dashboards.markup import Element, by_id, read
from tests.dashboards.needs_examples import decision_log_view, needs_view, sorting_view
from tests.dashboards.questionnaire_examples import (
    FAULTY,
    LISTED,
    NOTHING,
    OVERTAKEN,
    UNREADABLE_TEXT,
    editor_view,
)
from tests.dashboards.reminder_examples import RUNNING, reminders_view
from tests.dashboards.second_look_examples import (
    READ_BEFORE,
    READING,
    RESULT,
    UNBEGUN,
    UNVARIED,
    WAITING,
    second_look_view,
)
from tests.dashboards.theme_examples import (
    DECIDED,
    IDEAS,
    NAMING,
    UNMASKED,
    parts_view,
    theme_view,
)
from tests.factories import make_survey

FIRST_VIEW_BYTES = 100_000
"""Page, styles and scripts, uncompressed and without Plotly."""

AT = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
SUGGESTED = msgspec.structs.replace(THEMES, suggestion_only=True)

REPORT = ReportView(
    programme=PROGRAMME,
    editions=tuple(
        ReportEdition(language=language, seal=64 * "a", made_on=AT.date(), figures=221)
        for language in LANGUAGES
    ),
)

REFUSED_ACCOUNT = WelcomeView(
    link="t",
    kind="first",
    name="Ada",
    email="ada",
    faults={"name": "name", "email": "email", "password": "short"},
)

MADE = "bilan_x"
MISSING = MissingView(
    permission=Permission.ROSTER_READ,
    programmes=(Text(fr="Essai", en="Trial"),),
    ask=(Asked(name="Ada <b>", email="ada@example.org"),),
)

CARRIED = Carried(
    address="/cohorts/a/announcements",
    fields=(
        ("said_fr", "<b>Trop</b> de théorie.\r\n"),
        ("doing_en", "One case.\n" * 20),
        ("theme", "2"),
    ),
    back="/cohorts/a/announcements",
)

PAGES: dict[str, Callable[[Language], Page]] = {
    "sign-in": lambda language: sign_in_page(SignInView(to="/cohorts/a?survey=b"), language),
    "sign-in refused": lambda language: sign_in_page(
        SignInView(email="<b>@example.org", refused=True, unclaimed=True), language
    ),
    "sign-in beside a provider": lambda language: sign_in_page(
        SignInView(provider="Acme"), language
    ),
    "sign-in throttled": lambda language: sign_in_page(SignInView(wait=850), language),
    "session ended": lambda language: session_ended_page(
        CARRIED, SignInView(provider="Acme"), language
    ),
    "session ended, refused": lambda language: session_ended_page(
        CARRIED, SignInView(email="<b>@example.org", refused=True), language
    ),
    "session ended, not signed in yet": lambda language: session_ended_page(
        CARRIED, SignInView(), language, not_yet=True
    ),
    "session ended with a file": lambda language: session_ended_page(
        Carried(lost="file", back="/cohorts/a/roster"), SignInView(), language
    ),
    "session ended, too long": lambda language: session_ended_page(
        Carried(lost="long"), SignInView(), language
    ),
    "signed in elsewhere": signed_in_elsewhere_page,
    "carried": lambda language: carried_page(CARRIED, language),
    "first account": lambda language: welcome_page(WelcomeView(link="t", kind="first"), language),
    "first account refused": lambda language: welcome_page(REFUSED_ACCOUNT, language),
    "invited": lambda language: welcome_page(
        WelcomeView(link="t", kind="invited", email="ada@example.org", name="Ada"), language
    ),
    "new password": lambda language: welcome_page(
        WelcomeView(link="t", kind="reset", email="ada@example.org"), language
    ),
    "link spent": link_spent_page,
    "forgotten password": lambda language: forgotten_page(ForgottenView(sends=True), language),
    "forgotten password refused": lambda language: forgotten_page(
        ForgottenView(sends=True, email="<b>bo", fault="email"), language
    ),
    "forgotten password asked": lambda language: forgotten_page(
        ForgottenView(sends=True, email="bo@example.org", asked=True), language
    ),
    "forgotten password too often": lambda language: forgotten_page(
        ForgottenView(sends=True, wait=100), language
    ),
    "forgotten password by hand": lambda language: forgotten_page(
        ForgottenView(sends=False), language
    ),
    "announcing": lambda language: announcing_page(announcing_view(), language),
    "announcing nothing yet": lambda language: announcing_page(
        announcing_view(entries=()), language
    ),
    "announcing refused": lambda language: announcing_page(
        announcing_view(
            edited=PUBLISHED, faults={"said": "missing", "doing": "long", "theme": "gone"}
        ),
        language,
    ),
    "reminders": lambda language: reminders_page(reminders_view(), language),
    "reminders before links": lambda language: reminders_page(reminders_view(made=0), language),
    "reminders on their way": lambda language: reminders_page(
        reminders_view(sends_mail=True, made=40, left_out=12, latest=RUNNING), language
    ),
    "reminders stopped": lambda language: reminders_page(
        reminders_view(
            sends_mail=True,
            fault=ListFault("unknown", "2, 3"),
            latest=msgspec.structs.replace(RUNNING, running=False, stopped="slow"),
        ),
        language,
    ),
    "reminders by e-mail for everybody": lambda language: reminders_page(
        reminders_view(survey=make_survey(closes_at=None), sends_mail=True, on_roster=12), language
    ),
    "reminders without an address": lambda language: reminders_page(
        reminders_view(survey=make_survey(closes_at=None), sends_mail=True), language
    ),
    "reminders for everybody": lambda language: reminders_page(
        reminders_view(survey=make_survey(closes_at=None)), language
    ),
    "home": lambda language: home_page(home_examples.BUSY, language),
    "quiet home": lambda language: home_page(home_examples.quiet(home_examples.OVER), language),
    "home before a survey": lambda language: home_page(
        home_examples.quiet(home_examples.PLANNED), language
    ),
    "no programme": lambda language: home_page(HomeView(programmes=()), language),
    "programme": lambda language: programme_page(programme_view(), language),
    "programme without an activity": lambda language: programme_page(
        msgspec.structs.replace(programme_view(), activities=()), language
    ),
    "questionnaires": lambda language: questionnaires_page(LISTED, language),
    "no questionnaire": lambda language: questionnaires_page(NOTHING, language),
    "editor": lambda language: editor_page(editor_view(), language),
    "editor with faults": lambda language: editor_page(FAULTY, language),
    "editor of what cannot be read": lambda language: editor_page(UNREADABLE_TEXT, language),
    "editor overtaken": lambda language: editor_page(OVERTAKEN, language),
    "cohort": lambda language: cohort_page(cohort_view(matching=(MATCHED,)), language),
    "small cohort": lambda language: cohort_page(
        cohort_view(submissions=18, eligible=30, cohort=1), language
    ),
    "withheld cohort": lambda language: cohort_page(
        cohort_view(submissions=3, cohort=3, matching=(Withheld(),)), language
    ),
    "side by side": lambda language: slices_page(slices_view(), language),
    "nobody side by side": lambda language: slices_page(
        msgspec.structs.replace(slices_view(), dimension="region", families=()), language
    ),
    "filtered programme": lambda language: programme_page(
        msgspec.structs.replace(programme_view(), selected=VOLUNTEERS_OF_2026), language
    ),
    "filtered cohort": lambda language: cohort_page(
        msgspec.structs.replace(cohort_view(cohort=4), selected=VOLUNTEERS), language
    ),
    "hidden by a filter": lambda language: cohort_page(
        msgspec.structs.replace(
            cohort_view(submissions=0, eligible=None, cohort=3), selected=VOLUNTEERS
        ),
        language,
    ),
    "unknown roster": lambda language: cohort_page(
        cohort_view(submissions=1_350, eligible=None, themes=None, cohort=2), language
    ),
    "themes": lambda language: themes_page(
        themes_view(job=ThemesJob(id="1", state="done", at=AT)), language
    ),
    "themes decided about": lambda language: themes_page(themes_view(themes=DECIDED), language),
    "needs": lambda language: needs_page(needs_view(undone=True), language),
    "all needs decided": lambda language: needs_page(
        needs_view(show="needs", sort="coherence", last=None), language
    ),
    "all themes to decide": lambda language: needs_page(
        needs_view(show="all", sort="size"), language
    ),
    "suggested needs": lambda language: needs_page(needs_view(themes=SUGGESTED), language),
    "no needs": lambda language: needs_page(needs_view(themes=None), language),
    "idea to sort": lambda language: sorting_page(sorting_view(undone=True), language),
    "idea of a theme to sort": lambda language: sorting_page(
        sorting_view(theme=DECIDED.themes[0], themes=DECIDED.themes[1:], last=None), language
    ),
    "idea without a theme to go to": lambda language: sorting_page(
        sorting_view(themes=()), language
    ),
    "all ideas sorted": lambda language: sorting_page(
        sorting_view(idea=None, left=0, skipped=True), language
    ),
    "history": lambda language: decision_log_page(
        decision_log_view(number=2, pages=3, undone=True), language
    ),
    "no history": lambda language: decision_log_page(decision_log_view(()), language),
    "theme": lambda language: theme_page(theme_view(), language),
    "idea without masks": lambda language: unmasked_page(UNMASKED, language),
    "theme with a masked idea": lambda language: theme_page(theme_view((*IDEAS, NAMING)), language),
    "idea without masks of no theme": lambda language: unmasked_page(
        msgspec.structs.replace(UNMASKED, theme=None), language
    ),
    "parts of a theme": lambda language: theme_parts_page(parts_view(), language),
    "ideas like examples": lambda language: theme_parts_page(
        parts_view(
            like=True,
            examples=("b1", "b2"),
            ticked=IDEAS,
            parts=(ShownPart(IDEAS, None, (), None),),
        ),
        language,
    ),
    "parts being sought": lambda language: theme_parts_page(
        parts_view(state="asking", job="1", parts=()), language
    ),
    "no parts": lambda language: theme_parts_page(parts_view(state="unstable", parts=()), language),
    "page of ideas": lambda language: theme_page(theme_view(page=2, pages=3), language),
    "theme of the unheard": lambda language: theme_page(theme_view(ideas=()), language),
    "suggested themes": lambda language: themes_page(themes_view(themes=SUGGESTED), language),
    "no themes": lambda language: themes_page(themes_view(themes=None), language),
    "running": lambda language: themes_page(
        themes_view(job=ThemesJob(id="1", state="running", progress=0.4)), language
    ),
    "codebook": lambda language: codebook_page(codebook_view(), language),
    "codebook read": lambda language: codebook_page(codebook_view(read=READ), language),
    "names saved": lambda language: codebook_page(codebook_view(saved=2), language),
    "codebook refused": lambda language: codebook_page(codebook_view(problem=UNREADABLE), language),
    "codes for one theme": lambda language: codebook_page(
        codebook_view(read=READ, problem=TWICE), language
    ),
    "no second look": lambda language: second_look_page(second_look_view(None), language),
    "nothing to look at": lambda language: second_look_page(
        msgspec.structs.replace(second_look_view(None), themes=()), language
    ),
    "second look waiting": lambda language: second_look_page(second_look_view(WAITING), language),
    "second look not begun": lambda language: second_look_page(second_look_view(UNBEGUN), language),
    "idea to place": lambda language: second_look_page(second_look_view(READING), language),
    "idea placed before": lambda language: second_look_page(
        second_look_view(READ_BEFORE), language
    ),
    "second look": lambda language: second_look_page(second_look_view(RESULT), language),
    "second look without variation": lambda language: second_look_page(
        second_look_view(UNVARIED, may_decide=False), language
    ),
    "trends": lambda language: trends_page(trends_view(), language),
    "no trends": lambda language: trends_page(trends_view(empty=True), language),
    "compared cohorts": lambda language: compare_page(cohorts_view(), language),
    "compared activities": lambda language: compare_page(activities_view(), language),
    "choosing": lambda language: compare_page(choosing_view(), language),
    "attendance": lambda language: attendance_page(attendance_view(noted=1), language),
    "attendance without a roster": lambda language: attendance_page(
        attendance_view(people=()), language
    ),
    "attendance report": lambda language: attendance_page(
        attendance_view(review=review()), language
    ),
    "attendance report of another day": lambda language: attendance_page(
        attendance_view(review=review(session=0)), language
    ),
    "no attendance report": lambda language: attendance_page(
        attendance_view(refused=Text(en="rapport.csv: it is empty.")), language
    ),
    "cohort with openings": lambda language: cohort_page(
        msgspec.structs.replace(cohort_view(), funnel=OPENINGS), language
    ),
    "facts": lambda language: facts_page(FACTS, language),
    "no facts": lambda language: facts_page(
        msgspec.structs.replace(FACTS, facts=(), benchmarks=(), notes=()), language
    ),
    "new fact": lambda language: entry_form_page(entry_form_view("fact"), language),
    "benchmark": lambda language: entry_form_page(
        entry_form_view("benchmark", FACTS.benchmarks[0]), language
    ),
    "refused note": lambda language: entry_form_page(
        entry_form_view("note", refused=("kind", "text")), language
    ),
    "roster": lambda language: roster_page(roster_view(reading=KEPT_LIST), language),
    "roster refused": lambda language: roster_page(roster_view(reading=REFUSED_LIST), language),
    "no roster": lambda language: roster_page(roster_view(people=0), language),
    "erase": lambda language: erase_page(ERASE, language),
    "report": lambda language: report_page(REPORT, language),
    "report changed": lambda language: report_page(
        msgspec.structs.replace(REPORT, changed=True), language
    ),
    "changes": lambda language: changes_page(change_examples.CHANGES, language),
    "no changes": lambda language: changes_page(change_examples.NO_CHANGES, language),
    "altered changes": lambda language: changes_page(change_examples.BROKEN, language),
    "change improved": lambda language: change_page(
        change_examples.one_change(change_examples.IMPROVED, registered=True), language
    ),
    "change not withdrawn": lambda language: change_page(
        change_examples.one_change(
            change_examples.WAITING, reason="<b>", problem=Text("Non", "No")
        ),
        language,
    ),
    "change to choose an activity for": lambda language: change_form_page(
        change_examples.form_view(offered=None), language
    ),
    "change to prepare": lambda language: change_form_page(change_examples.form_view(), language),
    "change refused": lambda language: change_form_page(change_examples.REFUSED, language),
    "change to read once more": lambda language: change_review_page(
        change_examples.form_view(), change_examples.PREPARED, language
    ),
    "history of a need": lambda language: theme_history_page(change_examples.HISTORY, language),
    "my account": lambda language: my_account_page(account_examples.MINE, language),
    "my account refused": lambda language: my_account_page(account_examples.NEWCOMER, language),
    "new token": lambda language: my_account_page(
        msgspec.structs.replace(account_examples.MINE, secret=MADE, done="profile"),
        language,
    ),
    "accounts": lambda language: users_page(account_examples.USERS, language),
    "account had": lambda language: users_page(
        msgspec.structs.replace(
            account_examples.USERS, made=NewLink(email="a@x.org", address="", hours=0)
        ),
        language,
    ),
    "invitation refused": lambda language: users_page(
        account_examples.REFUSED_INVITATION, language
    ),
    "account": lambda language: user_page(account_examples.USER, language),
    "account of a colleague": lambda language: user_page(account_examples.COLLEAGUE, language),
    "not allowed": lambda language: missing_permission_page(MISSING, language),
    "not allowed any more": lambda language: missing_permission_page(
        msgspec.structs.replace(MISSING, carried=CARRIED), language
    ),
    "not allowed anywhere": lambda language: missing_permission_page(
        MissingView(permission=Permission.SERVICE, programmes=(), ask=()), language
    ),
    "no role": lambda language: home_page(HomeView(programmes=(), newcomer=True), language),
    "missing": lambda language: problem_page(404, language),
    "new programme": lambda language: set_up_page(set_up_examples.NEW_PROGRAMME, language),
    "settings of a programme": lambda language: set_up_page(
        set_up_examples.PROGRAMME_SETTINGS, language
    ),
    "new activity": lambda language: set_up_page(set_up_examples.NEW_ACTIVITY, language),
    "cohort refused": lambda language: set_up_page(set_up_examples.REFUSED_COHORT, language),
    "cohort saved twice": lambda language: set_up_page(set_up_examples.SAVED_TWICE, language),
    "survey opened twice": lambda language: survey_form_page(
        msgspec.structs.replace(
            set_up_examples.form_view(), double=set_up_examples.SAVED_TWICE.double
        ),
        language,
    ),
    "settings of a cohort": lambda language: set_up_page(set_up_examples.COHORT_SETTINGS, language),
    "cohort without a survey": lambda language: bare_cohort_page(set_up_examples.BARE, language),
    "new survey": lambda language: survey_form_page(set_up_examples.form_view(), language),
    "survey refused": lambda language: survey_form_page(
        set_up_examples.form_view(refused=True), language
    ),
    "settings of an open survey": lambda language: survey_form_page(
        set_up_examples.form_view(corrects="open"), language
    ),
    "settings of a survey that is over": lambda language: survey_form_page(
        set_up_examples.form_view(corrects="over"), language
    ),
    "survey to run": lambda language: survey_run_page(set_up_examples.run_view(), language),
    "survey with personal links": lambda language: survey_run_page(
        set_up_examples.run_view("not_yet", "one_per_invitation", sessions=False), language
    ),
    "survey that can be removed": lambda language: survey_run_page(
        msgspec.structs.replace(set_up_examples.run_view("over"), removable=True), language
    ),
    "survey that stays": lambda language: survey_run_page(
        msgspec.structs.replace(set_up_examples.run_view(), not_removed=Text("<b>", "<b>")),
        language,
    ),
    "survey that will be anonymised": lambda language: survey_run_page(
        set_up_examples.kept_view(closes_at=datetime(2027, 1, 1, tzinfo=UTC), kept_days=30),
        language,
    ),
    "survey to be anonymised once it ends": lambda language: survey_run_page(
        set_up_examples.kept_view(closes_at=None, kept_days=1), language
    ),
    "survey that was anonymised": lambda language: survey_run_page(
        msgspec.structs.replace(set_up_examples.run_view("over"), anonymised_on=date(2027, 2, 1)),
        language,
    ),
    "registers": lambda language: registers_page(REGISTERS, language),
    "empty registers": lambda language: registers_page(
        RegistersView(anonymisations=(), incidents=(), saved=True), language
    ),
    "registers with a clock that is doubted": lambda language: registers_page(
        msgspec.structs.replace(
            REGISTERS,
            doubted=DoubtedClock(today=date(2031, 3, 2), looked_on=date(2026, 3, 1)),
        ),
        language,
    ),
    "new incident": lambda language: incident_page(IncidentView(), language),
    "incident to look at again": lambda language: incident_page(
        IncidentView(
            number=1,
            typed=Typed(
                {"information": "<b>", "risk": "serious"},
                (EntryProblem("known_on", Text("Ceci manque.", "This is missing.")),),
            ),
        ),
        language,
    ),
    "answers to erase": lambda language: erasing_page(set_up_examples.erasing_view(), language),
    "answers found to erase": lambda language: erasing_page(
        set_up_examples.erasing_view(found=("needs_next",), words="<b>Plus de pratique"), language
    ),
    "answers of several to erase": lambda language: erasing_page(
        set_up_examples.erasing_view(problem="several", words="Plus de pratique"), language
    ),
    "too few words to erase": lambda language: erasing_page(
        set_up_examples.erasing_view("one_per_invitation", problem="too_short", sealed=True),
        language,
    ),
    "answers erased": lambda language: erasing_page(
        set_up_examples.erasing_view(done=True, on_disk="pending"), language
    ),
    "answers erased and not gone": lambda language: erasing_page(
        set_up_examples.erasing_view(done=True, on_disk="late"), language
    ),
    "survey that is over": lambda language: survey_run_page(
        set_up_examples.run_view("over"), language
    ),
}

_OF_NO_PROGRAMME = {
    "forgotten password",
    "forgotten password refused",
    "forgotten password asked",
    "forgotten password too often",
    "forgotten password by hand",
    "new programme",
    "session ended",
    "session ended, refused",
    "session ended, not signed in yet",
    "session ended with a file",
    "session ended, too long",
    "signed in elsewhere",
    "carried",
    "sign-in",
    "sign-in refused",
    "sign-in beside a provider",
    "sign-in throttled",
    "first account",
    "first account refused",
    "invited",
    "new password",
    "link spent",
    "my account",
    "my account refused",
    "new token",
    "accounts",
    "account had",
    "invitation refused",
    "account",
    "account of a colleague",
    "registers",
    "empty registers",
    "registers with a clock that is doubted",
    "new incident",
    "incident to look at again",
    "missing",
    "no role",
    "not allowed",
    "not allowed any more",
    "not allowed anywhere",
    "no programme",
}


_CARRYING = {
    "session ended",
    "session ended, refused",
    "session ended, not signed in yet",
    "carried",
}


@cache
def _html(name: str, language: Language) -> str:
    return render(PAGES[name](language))


def _text(name: str, language: Language) -> str:
    """What a reader sees, in plain spaces."""
    page = read(_html(name, language))
    for script in page.all("script"):
        script.children.clear()
    return " ".join(page.text.split())


every_page = pytest.mark.parametrize(
    ("name", "language"),
    list(product(PAGES, LANGUAGES)),
    ids=[f"{name}-{language}" for name, language in product(PAGES, LANGUAGES)],
)


@every_page
def test_a_page_has_one_title_its_language_and_a_way_past_the_top(
    name: str, language: Language
) -> None:
    page = read(_html(name, language))
    (html,) = page.all("html")
    (skip,) = [link for link in page.all("a") if link.attributes.get("class") == "skip"]

    assert html.attributes["lang"] == language
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert skip.attributes["href"].removeprefix("#") in by_id(page)


@every_page
def test_headings_never_skip_a_level(name: str, language: Language) -> None:
    levels = [int(h.tag[1]) for h in read(_html(name, language)).all("h1", "h2", "h3", "h4")]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_page
def test_a_page_obeys_a_policy_that_allows_only_files_of_ours(
    name: str, language: Language
) -> None:
    page = read(_html(name, language))

    assert [e.tag for e in page if "style" in e.attributes or e.tag == "style"] == []
    assert [e for e in page if any(key.startswith("on") for key in e.attributes)] == []
    for script in page.all("script"):
        assert script.attributes.get("src", "").startswith("/static/") or (
            script.attributes.get("type") == "application/json"
        )
    for link in page.all("link"):
        assert link.attributes["href"].startswith("/static/")


@every_page
def test_every_table_has_a_caption_and_its_headers_a_scope(name: str, language: Language) -> None:
    page = read(_html(name, language))

    assert all(table.all("caption") for table in page.all("table"))
    assert all(header.attributes.get("scope") in {"col", "row"} for header in page.all("th"))


@every_page
def test_every_figure_has_a_table_and_its_picture_a_text(name: str, language: Language) -> None:
    page = read(_html(name, language))
    columns = {header.text for header in page.all("th") if header.attributes["scope"] == "col"}
    for figure in page.all("figure"):
        (drawing,) = [e for e in figure if e.attributes.get("role") == "img"]
        (caption,) = figure.all("figcaption")

        assert drawing.attributes["aria-label"]
        assert figure.all("td") or caption.text in columns  # its own table, or a column of another
        assert msgspec.json.decode(figure.all("script")[0].text).keys() == {"data", "layout"}


@every_page
def test_every_drawing_is_hidden_from_whoever_hears_the_page(name: str, language: Language) -> None:
    drawings = [e for e in read(_html(name, language)).all("svg") if not list(e.above("svg"))]

    assert all(drawing.attributes.get("aria-hidden") == "true" for drawing in drawings)


@every_page
def test_the_other_language_is_one_link_away_and_keeps_the_page(
    name: str, language: Language
) -> None:
    other = "en" if language == "fr" else "fr"
    if name in _CARRYING:  # a link would lose what they carry
        (button,) = [e for e in read(_html(name, language)).all("button") if "lang" in e.attributes]
        (form,) = button.above("form") if list(button.above("form")) else [button]
        to = form.attributes.get("action") or form.attributes["formaction"]
        assert (button.attributes["lang"], to) == (other, f"/sign-in/again?lang={other}")
        return
    (link,) = [e for e in read(_html(name, language)).all("a") if "hreflang" in e.attributes]

    assert link.attributes["lang"] == link.attributes["hreflang"] == other
    assert link.attributes["href"].endswith(f"lang={other}")


def test_the_other_language_is_there_for_whoever_is_not_signed_in() -> None:
    door = _html("sign-in", "fr")
    assert 'href="/sign-in?to=/cohorts/a%3Fsurvey%3Db&amp;lang=en"' in door
    assert 'href="/sign-in?lang=fr"' in _html("link spent", "en")


def test_who_leaves_for_the_provider_keeps_the_form_in_this_tab() -> None:
    (link,) = [e for e in read(_html("session ended", "fr")).all("a") if "target" in e.attributes]
    assert link.attributes["target"] == "_blank"
    assert link.attributes["href"] == "/sign-in/with?to=/sign-in/again"


def _filled(name: str) -> list[str]:
    """Return what the buttons say that stand out."""
    page = read(_html(name, "en"))
    usual = {"button": "", "a": "button"}
    found = page.all("button", "a")
    return [each.text for each in found if each.attributes.get("class", "") == usual[each.tag]]


def test_one_way_to_sign_in_stands_out_the_provider_where_there_is_one() -> None:
    assert _filled("sign-in") == ["Sign in"]
    assert _filled("sign-in beside a provider") == ["Sign in with Acme"]


def test_a_programme_without_an_activity_teaches_what_comes_first_and_filters_nothing() -> None:
    page = read(_html("programme without an activity", "fr"))
    assert page.all("select") == []
    assert [e for e in page.all("input") if e.attributes.get("type") == "date"] == []
    assert "Un webinaire ou une formation qui se redonne" in page.text
    assert any(e.attributes["href"].endswith("/activities/new") for e in page.all("a"))
    assert read(_html("programme", "fr")).all("select")


def test_reminders_before_any_link_say_what_comes_first_and_ask_for_no_file() -> None:
    page = read(_html("reminders before links", "fr"))
    assert [e for e in page.all("input") if e.attributes.get("type") == "file"] == []
    assert "Aucun lien personnel n’a encore été créé" in page.text
    assert any(e.attributes["href"].endswith("#links") for e in page.all("a"))
    assert 'type="file"' in _html("reminders", "fr")


def test_the_other_language_of_a_survey_is_that_of_the_same_survey() -> None:
    assert "/cohorts/planning-5?survey=planning-5-end&amp;lang=en" in _html("cohort", "fr")


@every_page
def test_a_demonstration_says_so_wherever_it_shows(name: str, language: Language) -> None:
    says = "inventées" if language == "fr" else "Made-up"

    assert (says in _text(name, language)) == (name not in _OF_NO_PROGRAMME)


@every_page
def test_the_first_view_is_light(name: str, language: Language) -> None:
    static = files("dashboards") / "static"
    names = ("style.css", "charts.css", "charts.js", "progress.js", "bilan.svg")
    shared = sum(len((static / each).read_bytes()) for each in names)

    assert len(_html(name, language).encode()) + shared <= FIRST_VIEW_BYTES


@every_page
def test_no_number_is_missing_or_infinite(name: str, language: Language) -> None:
    numberless = r"\b(nan|NaN|inf|Infinity|None|null|undefined)\b"

    assert not re.search(numberless, _text(name, language))


def test_a_survey_below_the_threshold_shows_its_count_and_nothing_else() -> None:
    page = read(_html("withheld cohort", "fr"))
    said = _text("withheld cohort", "fr")

    assert "3 réponses sur 38 personnes admissibles" in said
    assert f"moins de {INSIDE} réponses" in said
    assert page.all("figure", "table", "blockquote", "script") == []


@pytest.mark.parametrize("still_asked", [True, False])
def test_the_form_is_offered_once_more_only_while_it_can_be_answered(*, still_asked: bool) -> None:
    view = cohort_view(submissions=3, cohort=3)
    asked = frozenset({view.scores.survey} if still_asked else {})
    page = cohort_page(msgspec.structs.replace(view, still_asked=asked), "fr")

    assert ("envoyé de nouveau" in render(page)) == still_asked
    assert (f'href="/s/{view.scores.survey}"' in render(page)) == still_asked


def test_a_cohort_says_how_many_answered_and_how_satisfied_before_it_offers_anything() -> None:
    page = _html("small cohort", "fr")
    parts = ("response", "jump", "headlines", "ways")
    places = [page.index(f'class="{part}"') for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("submissions", "cohort", "still_asked", "order"),
    [
        (3, 3, True, ("manage",)),
        (31, 5, True, ("headlines", "manage", "changed", "answers")),
        (31, 5, False, ("headlines", "changed", "answers", "manage")),
    ],
    ids=["too few", "while it is asked", "once it is over"],
)
def test_inviting_comes_first_while_nothing_is_shown_and_last_once_it_is_over(
    submissions: int, cohort: int, still_asked: bool, order: tuple[str, ...]
) -> None:
    view = cohort_view(submissions=submissions, cohort=cohort)
    asked = frozenset({view.scores.survey} if still_asked else {})
    page = read(render(cohort_page(msgspec.structs.replace(view, still_asked=asked), "en")))
    named = {"manage", "changed", "answers"}
    parts = [
        e.attributes.get("id") if e.attributes.get("id") in named else e.attributes.get("class")
        for e in page
    ]

    assert [part for part in parts if part in {*named, "headlines"}] == [*order]


def test_an_open_survey_leads_to_its_reminders_and_one_that_is_over_does_not() -> None:
    address = "/surveys/web-nov/reminders"
    assert address in _html("survey to run", "fr")
    assert address not in _html("survey that is over", "fr")


def test_an_alpha_has_two_decimals_whatever_they_are() -> None:
    whole = replace(RESULT.compared, alpha=0.8, interval=Interval(0.5, 1.0))
    told, _ = alpha_told(whole, Words("second_look", "en"))
    assert re.findall(r"\d\.\d+", told) == ["0.80", "0.50", "1.00"]


def test_a_theme_is_told_apart_by_its_words_where_it_is_chosen_by_its_name() -> None:
    assert ">exemples (cas, petits organismes)</option>" in _html("announcing", "fr")
    assert ">Suivi (mentorat)</option>" in _html("change to prepare", "fr")
    assert "mentorat" not in _html("change to read once more", "fr")


def test_a_time_zone_is_said_by_its_places() -> None:
    page = _html("new survey", "fr")
    assert "Québec, Ontario (heure de l’Est)." in page
    assert "America/Toronto" not in page


def test_a_cohort_leads_to_its_neighbours_and_to_its_other_surveys() -> None:
    links = {link.attributes["href"]: link for link in read(_html("small cohort", "fr")).all("a")}

    assert "rel" in links["/cohorts/planning-2"].attributes
    assert "/cohorts/planning-0" not in links
    assert links["/cohorts/planning-1?survey=planning-1-end"].attributes["aria-current"] == "page"
    assert "aria-current" not in links["/cohorts/planning-1?survey=planning-1-follow-up"].attributes


def test_a_headline_says_numerator_denominator_interval_and_bounds() -> None:
    said = _text("small cohort", "en")

    assert "18 submissions from 30 eligible people (60%)" in said
    assert "17 of 18 94%" in said
    assert "17 of the 18 people who answered chose “Very satisfied” or “Satisfied”." in said
    assert "A comparable next cohort would probably give between 74% and 99%." in said
    assert "Whatever the 12 people who did not answer thought: between 57% and 97%." in said


def test_a_roster_that_nobody_knows_is_told_as_such() -> None:
    said = _text("unknown roster", "en")

    assert "1,350 submissions; nobody knows how many people could answer" in said
    assert "who did not answer thought" not in said
    assert "Had everyone answered" not in [
        header.text for header in read(_html("unknown roster", "en")).all("th")
    ]


def test_a_roster_shorter_than_the_submissions_is_called_incomplete() -> None:
    view = cohort_view(submissions=31, eligible=20)
    said = " ".join(read(render(cohort_page(view, "en"))).text.split())

    assert "31 submissions; the roster has only 20 eligible people, so it is incomplete" in said
    assert "31 submissions of 20" not in said


def test_answers_stand_in_the_order_of_the_questionnaire() -> None:
    headings = [h.text for h in read(_html("cohort", "en")).all("h2", "h3", "h4")]
    asked = [
        "What the comments say",
        "Your impression",
        "The pace of the sessions was…",
        "Usefulness of the topics",
        "Was each topic useful to you?",
        "Your organisation",
        "What is your role?",
        "What would you need from here on?",
    ]

    assert [heading for heading in headings if heading in asked] == asked


def test_not_applicable_is_shown_and_left_out_of_the_total() -> None:
    said = _text("cohort", "en")

    assert "“Not applicable” is left out of the total." in said
    assert "Not applicable" in [header.text for header in read(_html("cohort", "en")).all("th")]


def test_numbers_and_comments_are_counted_in_words() -> None:
    said = _text("cohort", "fr")

    assert "20 personnes ont écrit quelque chose." in said
    assert "La moitié des personnes ont donné 4,5 heures ou moins (médiane)." in said
    assert "Plusieurs réponses étaient possibles." in said


def test_themes_tell_their_people_here_and_everywhere() -> None:
    said = _text("cohort", "fr")

    assert "41 personnes en parlent, dont 13 dans cette cohorte" in said
    assert "12 personnes en parlent, moins de 5 dans cette cohorte" in said


def test_a_cohort_shows_the_themes_it_speaks_of_first_and_only_a_few() -> None:
    loud, quiet = THEMES.themes[0], THEMES.themes[2]
    many = msgspec.structs.replace(THEMES, themes=(*[quiet] * THEMES_SHOWN, loud))

    page = read(render(cohort_page(cohort_view(themes=many), "fr")))
    labels = [
        fold.all("h3")[0].text
        for fold in page.all("details")
        if fold.attributes.get("id", "").startswith("theme-")
    ]

    assert labels == [
        "Accompagnement après la formation",
        *["Exemples d’organismes semblables"] * (THEMES_SHOWN - 1),
    ]


def test_what_a_participant_wrote_is_never_markup() -> None:
    html = _html("cohort", "fr")

    assert "&lt;vraiment&gt;" in html
    assert "<vraiment>" not in html


def test_a_quote_without_a_cohort_names_none() -> None:
    quotes = read(_html("themes", "fr")).all("blockquote")

    assert [len(quote.all("footer")) for quote in quotes] == [1, 0, 1, 0]


def test_a_folded_theme_keeps_its_size_and_one_quote_in_sight_and_whether_it_may_be_cited() -> None:
    page = read(_html("cohort", "fr"))
    folds = [f for f in page.all("details") if f.attributes.get("id", "").startswith("theme-")]
    first, second = (" ".join(fold.all("summary")[0].text.split()) for fold in folds[:2])

    assert "41 personnes en parlent, dont 13 dans cette cohorte « On aurait besoin" in first
    assert first.endswith("pour vrai. » Cohorte 3 – hiver 2023")
    assert second.endswith("Cohorte 5 – hiver 2024 À ne pas citer à l’extérieur.")
    assert [len(fold.all("blockquote")) for fold in folds] == [1, 0, 0]  # those that are left


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "À ne pas citer à l’extérieur."), ("en", "Not to be quoted outside.")],
)
def test_a_quote_whose_author_did_not_agree_says_that_it_is_not_to_be_quoted(
    language: Language, words: str
) -> None:
    quotes = read(_html("themes", language)).all("blockquote")

    assert [words in quote.text for quote in quotes] == [False, True, True, True]


def test_suggested_groups_come_without_statistics() -> None:
    page = read(_html("suggested themes", "fr"))

    assert "Liste de lecture" in [heading.text for heading in page.all("h2")]
    assert "en parlent" not in page.text
    assert page.all("figure") == []
    assert len(page.all("blockquote")) == 4


def test_a_search_that_runs_is_followed_and_cannot_be_started_twice() -> None:
    page = read(_html("running", "fr"))
    (bar,) = page.all("progress")
    (polled,) = [e for e in page if "data-job" in e.attributes]

    assert bar.attributes["value"] == "0.4"
    assert polled.attributes["data-job"] == "/api/jobs/1"
    assert "/static/progress.js" in _sources(page)
    assert _forms_to(page, "/activities/planning/themes") == []


@pytest.mark.parametrize("name", ["themes", "no themes", "suggested themes"])
def test_a_search_is_started_by_a_plain_form(name: str) -> None:
    page = read(_html(name, "fr"))
    (form,) = _forms_to(page, "/activities/planning/themes")

    assert form.attributes["method"] == "post"
    assert "/static/progress.js" not in _sources(page)


@pytest.mark.parametrize(
    ("job", "said"),
    [
        (None, "Aucune recherche n’a encore été lancée."),
        (ThemesJob(id="1", state="queued"), "En attente"),
        (ThemesJob(id="1", state="running"), "Recherche en cours."),
        (ThemesJob(id="1", state="done", at=AT), "terminée le 20 novembre 2026 à 14 h 05"),
        (ThemesJob(id="1", state="done"), "Recherche terminée."),
        (ThemesJob(id="1", state="failed", message="out of memory"), "technique : out of memory"),
        (ThemesJob(id="1", state="failed"), "peut être relancée"),
        (ThemesJob(id="1", state="cancelled"), "arrêtée"),
    ],
    ids=lambda value: value.state if isinstance(value, ThemesJob) else None,
)
def test_the_state_of_a_search_is_said_in_words(job: ThemesJob | None, said: str) -> None:
    (status,) = [
        e
        for e in read(render(themes_page(themes_view(job=job), "fr")))
        if e.attributes.get("role") == "status"
    ]

    assert said in " ".join(status.text.split())


def test_a_programme_shows_the_newest_cohort_first_and_what_is_withheld() -> None:
    lists = [
        each
        for each in read(_html("programme", "fr")).all("ul")
        if each.attributes.get("class") == "cohorts"
    ]
    names = [link.text for each in lists for link in each.all("strong")]
    said = " ".join(" ".join(each.text.split()) for each in lists)

    assert names[0] == "Cohorte 5 – hiver 2024"
    assert names[-1] == "Cohorte 1 – hiver 2022"
    assert said.count("moins de 5 : seul ce nombre est montré") == 1


def test_a_programme_folds_the_cohorts_before_the_newest_three_and_says_how_many() -> None:
    page = read(_html("programme", "fr"))
    (older,) = [
        fold for fold in page.all("details") if "plus ancienne" in fold.all("summary")[0].text
    ]

    assert older.all("summary")[0].text.strip() == "2 cohortes plus anciennes"
    assert [link.text for link in older.all("strong")[1:]] == [
        "Cohorte 2 – automne 2022",
        "Cohorte 1 – hiver 2022",
    ]


def test_a_report_is_offered_in_both_languages_all_its_files_under_one_seal() -> None:
    page = read(_html("report", "en"))
    files = [a.attributes["href"] for a in page.all("a") if "/report." in a.attributes["href"]]

    assert [heading.text for heading in page.all("h2")] == ["In English", "In French"]
    assert len(files) == 8
    assert all(f"seal={64 * 'a'}" in address for address in files)
    assert "221 figures, made on November 20, 2026" in page.text
    assert "The data has changed" not in page.text
    assert "The data has changed" in _text("report changed", "en")


def test_a_trend_says_of_whom_its_share_is() -> None:
    said = _text("programme", "fr")

    assert "Part des personnes qui ont répondu « Très satisfait·e » ou « Satisfait·e »" in said
    assert "part des notes 9 et 10 moins part des notes 0 à 6" in said


def test_an_empty_service_teaches_the_commands() -> None:
    commands = [code.text for code in read(_html("no programme", "fr")).all("code")]

    assert commands == ["bilan demo", "bilan import answers.csv --mapping mapping.toml"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 418, 429, 500, 502, 503])
def test_every_problem_is_told_in_words(status: int, language: Language) -> None:
    page = read(render(problem_page(status, language)))

    assert page.all("h1")[0].text
    assert str(status) in page.text
    assert "/programmes" in [link.attributes["href"] for link in page.all("a")]


def test_a_failure_of_ours_and_a_wrong_request_do_not_read_alike() -> None:
    assert _title(problem_page(502, "fr")) == _title(problem_page(500, "fr"))
    assert _title(problem_page(418, "fr")) == _title(problem_page(400, "fr"))
    assert _title(problem_page(400, "fr")) != _title(problem_page(500, "fr"))


def _title(page: Page) -> str:
    return read(render(page)).all("h1")[0].text


def _sources(page: Element) -> list[str]:
    return [script.attributes.get("src", "") for script in page.all("script")]


def _forms_to(page: Element, address: str) -> list[Element]:
    return [form for form in page.all("form") if form.attributes["action"] == address]


def test_the_calendar_of_a_cohort_says_when_and_how_far_each_survey_is() -> None:
    text = _text("cohort", "fr")

    for said in (
        "6 octobre 2026, 180 min Séance : Évaluer sa capacité",
        (
            "du 1er septembre 2026 à 08 h 00 HAE au 8 septembre 2026 à 08 h 00 HAE "
            "Sondage : Suivi à six mois terminé"
        ),
        (
            "à partir du 1er octobre 2026 à 00 h 00 HAE Sondage : Suivi à six mois "
            "ouvert, moins de 5 réponses pour l’instant"
        ),
        (
            "à partir du 10 novembre 2026 à 12 h 00 HNE Sondage : Suivi à six mois "
            "ouvert, au moins 15 réponses"
        ),
        "à partir du 4 mai 2027 à 00 h 00 HAE Sondage : Suivi à six mois pas encore ouvert",
    ):
        assert said in text
    assert text.index("1er septembre") < text.index("6 octobre") < text.index("10 novembre")


def test_the_links_before_and_after_are_told_with_how_many_may_be_false() -> None:
    assert (
        "De « Suivi à six mois » à « Suivi à six mois » 23 personnes reliées par leur code, sur 30 "
        "au plus qui pouvaient l’être (77 %). Pour 2 d’entre elles, un élément du code diffère. "
        "1 réponse irait à plusieurs personnes : elle n’est pas reliée. "
        "Liens faux attendus : 0, sans doute moins de 0,9."
    ) in _text("cohort", "fr")


def test_fewer_than_five_links_are_not_told() -> None:
    text = _text("withheld cohort", "en")

    assert "Fewer than 5 people linked by their code: nothing is shown." in text
    assert "False links expected" not in text
    assert "Before and after" not in _text("small cohort", "en")


def test_what_changed_stands_first_and_every_other_comparison_can_be_opened() -> None:
    page = read(_html("cohort", "fr"))
    (changed,) = [e for e in page.all("section") if e.attributes.get("class") == "changed"]
    first, rest = changed.all("ul")

    # 2 of 33 + 14 were unhappy before, 2 of 31 now: 17 of 33 to 29 of 31, among 9 comparisons.
    assert " ".join(first.text.split()) == (
        "Dans l’ensemble, êtes-vous satisfait·e de la formation ? De 52 % (17 sur 33) à 94 % "
        "(29 sur 31) : hausse démontrée de 42 points (entre 11 et 65 points, en tenant compte de "
        "9 comparaisons)."
    )
    assert len(rest.all("li")) == 8
    assert "Comparaison avec Cohorte 4 – automne 2023. 1 changement démontré." in _text(
        "cohort", "fr"
    )


def test_a_withheld_cohort_claims_nothing_and_the_first_one_says_why() -> None:
    assert "changed" not in _html("withheld cohort", "en")
    assert "No earlier cohort answered this questionnaire." in _text("small cohort", "en")


def test_each_trend_has_its_sentence_and_each_cohort_its_ghost() -> None:
    page = read(_html("trends", "fr"))
    blocks = [e for e in page.all("details") if e.attributes.get("class") == "fold roomy"]
    completion = " ".join(blocks[1].text.split())

    assert len(blocks) == 11  # attendance, completion, three headlines, six topics
    # 20, 24, 28 and 32 of 40 complete: +10 points each time; the fifth nobody noted.
    assert (
        "Sur 4 cohortes, de 50 % (20 sur 40) à 80 % (32 sur 40) : hausse démontrée, de 10 points "
        "par cohorte en moyenne"
    ) in completion
    ghosts = [e for e in blocks[1].all("circle") if e.attributes["class"] == "ghost"]
    assert len(ghosts) == 4


def test_a_comparison_tells_leads_first_and_counts_what_was_looked_at() -> None:
    said = _text("compared activities", "en")

    assert "A lead to follow up" in said
    assert said.index("Leads to follow") < said.index("All that was asked on both sides")
    # Ten shares and scores, and all points of satisfaction and of guidance.
    assert "12 comparisons were looked at that nobody had announced" in said


def test_three_cohorts_stand_side_by_side_and_a_small_one_says_nothing() -> None:
    page = read(_html("compared cohorts", "en"))
    (table,) = page.all("table")
    small = [row.all("td")[2].text for row in table.all("tr")[1:]]

    assert {*small} == {"fewer than 5"}
    assert "Too few answers to say." in _text("compared cohorts", "en")


def test_what_was_chosen_before_is_still_chosen() -> None:
    chosen = [e for e in read(_html("choosing", "fr")).all("option") if "selected" in e.attributes]

    assert [option.attributes["value"] for option in chosen] == ["planning-2"]
    assert "Choisissez-en au moins deux, qui soient différentes." in _text("choosing", "fr")


def test_a_report_tells_who_is_sure_who_is_to_be_checked_and_what_is_left_out() -> None:
    page = read(_html("attendance report", "fr"))
    said = _text("attendance report", "fr")

    for sentence in (
        "au moins 30 min et 50 % de la séance, soit 60 min",
        "Seul compte le temps de 13 h 00 à 15 h 00.",
        "12 lignes ne peuvent pas être lues",
        "ligne 5 : elle n’a pas de nom",
        "et 2 autres",
        "iPad de Kim 70 min · plusieurs personnes de la liste conviennent",
        "<b>Inconnu</b> i@example.org · 70 min · aucun nom semblable sur la liste",
        "1 des 5 personnes de la liste d’inscription",
        "Zoé Tremblay 120 oui Tremblay, Zoé; PC, à l’adresse",
    ):
        assert sentence in said
    labels = {label.text: label.attributes["for"] for label in page.all("label")}
    assert list(labels) == ["Luc’s iPhone", "iPad de Kim", "<b>Inconnu</b>"]
    chosen = [option.text for option in page.all("option") if "selected" in option.attributes]
    assert chosen == ["Luc Roy"]
    assert {select.attributes["id"] for select in page.all("select")} == set(labels.values())


def test_a_report_of_another_day_warns_and_says_what_it_would_replace() -> None:
    said = _text("attendance report of another day", "en")

    assert "was to be held on March 25, 2026; the report sees people on March 26, 2026" in said
    assert "What is noted of this session (3 people) will be replaced." in said


def test_attendance_is_noted_for_the_first_session_that_is_not_and_says_what_was() -> None:
    page = read(_html("attendance", "fr"))
    (chosen,) = [option for option in page.all("option") if "selected" in option.attributes]

    assert chosen.attributes["value"] == "2"
    assert "Séance 1 : 3 personnes y étaient. Pour 2, cela compte" in _text("attendance", "fr")


def test_a_refusal_without_french_says_that_it_is_english() -> None:
    (alarm,) = [
        e for e in read(_html("no attendance report", "fr")) if e.attributes.get("role") == "alert"
    ]

    assert [e.text for e in alarm if e.attributes.get("lang") == "en"] == [
        "rapport.csv: it is empty."
    ]
