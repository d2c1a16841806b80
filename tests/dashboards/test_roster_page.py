"""The page of a roster says who came by which rule, and what was read in a list."""

import msgspec
import pytest

from dashboards.pages.roster import RosterView, roster_page
from dashboards.render import render
from surveys.roster import AttendanceRule
from surveys.roster_list import ListProblem
from surveys.texts import Language
from tests.dashboards.examples import KEPT_LIST, REFUSED_LIST, roster_view
from tests.dashboards.markup import read


def text(view: RosterView, language: Language = "en") -> str:
    return " ".join(read(render(roster_page(view, language))).text.split())


def rows(view: RosterView, *, table: int) -> list[list[str]]:
    found = read(render(roster_page(view, "en"))).all("table")[table]
    return [
        [" ".join(cell.text.split()) for cell in row.all("th", "td")] for row in found.all("tr")
    ]


def test_rates_stand_with_their_counts_and_what_they_are_counted_by() -> None:
    said = text(roster_view())

    assert "Registered 3 from 1 organisation" in said
    assert "Attendance 2 of 3 67% people who came at least once, of those registered" in said
    assert "Completed 1 of 3 33%" in said
    assert "stayed at least 45 minutes and 66.5% of its length, where it was measured" in said
    assert "Completed: attended 2 sessions at least." in said


def test_each_session_says_who_came_of_whom() -> None:
    header, first, second = rows(roster_view(), table=0)

    assert header == ["Session", "Attended", "Comparable next cohort"]
    assert first[:2] == ["1. Module 1: more", "2 of 3 (67%)"]
    assert second[:2] == ["2. Module 2: more", "1 of 3 (33%)"]


def test_who_answered_stands_beside_the_roster_but_not_of_groups_that_few_stand_in() -> None:
    _, *lines = rows(roster_view(), table=1)

    assert lines == [
        ["Jardinière", "1", "1", "–"],
        ["Coordination", "1", "1", "–"],
        ["not said", "1", "1", "–"],
        ["volunteer", "0", "0", "8"],
    ]


def test_few_who_answered_as_nobody_on_the_roster_are_not_told_of() -> None:
    view = roster_view()
    assert view.respondents is not None
    few = msgspec.structs.replace(view.respondents, roles={"coordination": 5, "volunteer": 4})

    _, *lines = rows(msgspec.structs.replace(view, respondents=few), table=1)

    assert [name for name, *_ in lines] == ["Jardinière", "Coordination", "not said"]


def test_the_page_leads_to_where_attendance_is_noted_once_there_are_sessions() -> None:
    view = roster_view()

    assert 'href="/cohorts/planning-1/attendance"' in render(roster_page(view, "fr"))
    without = msgspec.structs.replace(view, sessions=(), attended=())
    assert "/attendance" not in render(roster_page(without, "fr"))


def test_a_person_can_be_erased_only_where_a_name_is_kept() -> None:
    page = read(render(roster_page(roster_view(), "en")))
    erase = [link for link in page.all("a") if link.attributes["href"].endswith("/erase")]

    assert [link.attributes["aria-label"] for link in erase] == [
        "Erase the name and e-mail address of Ada Lovelace",
        "Erase the name and e-mail address of bo@example.org",
    ]
    assert "no name" in text(roster_view())


def test_a_list_that_was_kept_says_what_it_changed_and_what_was_not_read() -> None:
    said = text(roster_view(reading=KEPT_LIST))

    assert "The roster is stored." in said
    assert "1 person new on this roster, 1 as before." in said
    assert "12 people on the roster are not in the file; they stay on it." in said
    assert "no questionnaire of the programme has these roles or regions: Jardinière." in said
    assert rows(roster_view(reading=KEPT_LIST), table=0)[1:] == [
        ["Nom", "full name", "2"],
        ["Séance 1", "attendance at session 1", "1"],
        ["Allergies", "not read", "1"],
    ]


def test_a_list_that_was_refused_says_each_line_and_its_reason() -> None:
    said = text(roster_view(reading=REFUSED_LIST))

    assert "Nothing was stored." in said
    assert "Line 2: “peut-être” says neither yes nor no." in said
    assert "Line 3: “Ada” is the same person as on line 2." in said


def test_a_list_with_very_many_problems_says_how_many_more() -> None:
    many = tuple(ListProblem(kind="nobody", line=line) for line in range(2, 202))
    reading = msgspec.structs.replace(REFUSED_LIST, problems=many)

    assert "… and 150 more problems." in text(roster_view(reading=reading))


def test_what_somebody_wrote_in_a_file_is_no_markup() -> None:
    reading = msgspec.structs.replace(
        REFUSED_LIST, name="<script>", problems=(ListProblem(kind="email", given="<b>x</b>"),)
    )

    made = render(roster_page(roster_view(reading=reading), "fr"))

    assert "<b>" not in made
    assert "&lt;b&gt;x" in made


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (AttendanceRule(), "Attended a session: was there. Completed: attended every session."),
        (AttendanceRule(minutes=30, sessions=1), "stayed at least 30 minutes, where it was"),
        (AttendanceRule(percent=50), "stayed at least 50% of its length"),
        (AttendanceRule(sessions=1), "Completed: attended one session at least."),
    ],
)
def test_the_rule_is_said_in_words(rule: AttendanceRule, said: str) -> None:
    view = roster_view()
    ruled = msgspec.structs.replace(view.activity, rule=rule)

    assert said in text(msgspec.structs.replace(view, activity=ruled))


def test_a_cohort_that_still_runs_and_one_that_nobody_noted_say_so() -> None:
    view = roster_view()
    scores = msgspec.structs.replace(view.scores, attendance=None, completion=None)

    said = text(msgspec.structs.replace(view, scores=scores, running=True))

    assert "Attendance – Nobody noted who came." in said
    assert "Completed – The cohort is not over yet." in said
