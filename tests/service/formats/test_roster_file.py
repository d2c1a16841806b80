"""A list of participants is read as somebody wrote it, in French or in English."""

from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import get_args

import pytest

from dashboards.wording import catalogue
from service.formats.files import read_table
from service.formats.roster_columns import columns_of
from service.formats.roster_file import LONGEST, RosterFile, RosterLine, read_roster, vocabulary
from service.formats.tables import Layout
from surveys.programme import Session
from surveys.questionnaire import read_questionnaire
from surveys.roster_list import Field, ProblemKind
from surveys.texts import Text
from tests.service.formats.made_files import xlsx_bytes

SESSIONS = tuple(
    Session(
        cohort="c",
        position=position,
        title=Text(fr=fr, en=en),
        held_on=date(2026, 1, position),
        minutes=60,
    )
    for position, (fr, en) in enumerate(
        [("Accueil", "Welcome"), ("La sécurité", "Security")], start=1
    )
)
WEBINAR = read_questionnaire((files("surveys.questionnaires") / "webinar.toml").read_bytes())


def read(text: str, sessions: tuple[Session, ...] = SESSIONS) -> RosterFile:
    table = read_table("list.csv", text.encode(), Layout())
    return read_roster(table, sessions, vocabulary([WEBINAR]))


def line(**changes: object) -> RosterLine:
    fields: dict[str, object] = dict.fromkeys(
        ("name", "email", "organisation", "region", "kind", "role"), ""
    )
    fields |= {"line": 2, "completed": None, "sessions_counted": None, "sessions": {}}
    return RosterLine(**fields | changes)  # type: ignore[arg-type]


ADA = line(
    name="Ada Lovelace",
    email="ada@example.org",
    organisation="Maison des jeunes",
    role="volunteer",
    region="montreal",
    kind="OBNL",
    completed=True,
    sessions_counted=2,
    sessions={1: True, 2: False},
)
FRENCH = (
    "Prénom;NOM;Courriel;Organisme;Rôle;Région;Type d’organisme;Terminé;Séances suivies;"
    "Séance 1;La securite\n"
    "Ada;Lovelace;Ada@Example.org;Maison des jeunes;bénévole;MONTREAL;OBNL;Oui;2;x;non\n"
)
ENGLISH = (
    "First name,Last name,E-mail,Organization,Role,Region,Kind,Completed,Sessions attended,"
    "Welcome,Session 2\n"
    "Ada,Lovelace,ada@example.org,Maison des jeunes,Volunteer,montreal,OBNL,yes,2,TRUE,0\n"
)


@pytest.mark.parametrize("text", [FRENCH, ENGLISH])
def test_french_and_english_headers_say_the_same(text: str) -> None:
    found = read(text)

    assert (found.problems, found.lines) == ((), (ADA,))


def test_a_workbook_says_the_same_as_a_csv_file() -> None:
    header, row = (each.split(";") for each in FRENCH.splitlines())
    content = xlsx_bytes([header, [*row[:7], True, 2, "x", "non"]])

    found = read_roster(read_table("list.xlsx", content, Layout()), SESSIONS, vocabulary([WEBINAR]))

    assert (found.problems, found.lines) == ((), (ADA,))


def test_a_name_in_one_column_is_the_whole_name() -> None:
    assert read("Nom\nAda Lovelace\n").lines == (line(name="Ada Lovelace"),)
    assert read("Nom complet\n Ada  Lovelace \n").lines == (line(name="Ada Lovelace"),)
    assert read("Email\nada@example.org\n").lines == (line(email="ada@example.org"),)


def test_a_role_that_no_questionnaire_has_is_kept_in_words_and_said() -> None:
    found = read("Nom,Rôle,Région\nAda,Jardinière,Lune\nBo,coordination,Lune\n")

    assert [(each.role, each.region) for each in found.lines] == [
        ("Jardinière", "Lune"),
        ("coordination", "Lune"),
    ]
    assert found.words_kept == ("Jardinière", "Lune")


def test_a_column_that_is_not_known_is_left_unread() -> None:
    table = read_table("list.csv", b"Nom,Allergies\nAda,noix\n", Layout())

    assert [column.field for column in columns_of(table, ())] == ["name", None]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Organisme\nMaison\n", {"kind": "no_name_column"}),
        ("Nom,Séance 3\nAda,x\n", {"kind": "no_such_session", "given": "Séance 3", "other": "2"}),
        (
            "Nom,Courriel,Email\nAda,a@b.ca,a@b.ca\n",
            {"kind": "same_column", "given": "Email", "other": "Courriel"},
        ),
        (
            "Nom,Accueil,Séance 1\nAda,x,x\n",
            {"kind": "same_column", "given": "Séance 1", "other": "Accueil"},
        ),
        ("Nom,Courriel\n", {"kind": "nothing"}),
        ("Nom,Organisme\nAda,M\n,Maison\n", {"kind": "nobody", "line": 3}),
        ("Nom,Courriel\nAda,ada\n", {"kind": "email", "line": 2, "given": "ada"}),
        (
            "Nom,Courriel\nAda,a@b.ca; c@d.ca\n",
            {"kind": "email", "line": 2, "given": "a@b.ca; c@d.ca"},
        ),
        ("Nom,Terminé\nAda,peut-être\n", {"kind": "not_yes_or_no", "line": 2}),
        ("Nom,Séance 1\nAda,45\n", {"kind": "not_yes_or_no", "line": 2, "given": "45"}),
        ("Nom,Présences\nAda,beaucoup\n", {"kind": "not_a_number", "line": 2}),
        ("Nom,Présences\nAda,-1\n", {"kind": "not_a_number", "line": 2, "given": "-1"}),
        (
            "Nom,Présences\nAda,3\n",
            {"kind": "too_many_sessions", "line": 2, "given": "3", "other": "2"},
        ),
        (f"Nom\n{'a' * (LONGEST + 1)}\n", {"kind": "too_long", "line": 2}),
    ],
)
def test_what_cannot_be_read_has_its_line_and_its_reason(
    text: str, problem: Mapping[str, object]
) -> None:
    (found,) = read(text).problems

    assert {name: getattr(found, name) for name in problem} == problem
    assert found.line == problem.get("line")


def test_every_line_that_cannot_be_read_is_told_at_once() -> None:
    found = read("Nom,Terminé,Courriel\nAda,si,ada\nBo,oui,\n,non,\n")

    assert [(each.line, each.kind) for each in found.problems] == [
        (2, "email"),
        (2, "not_yes_or_no"),
        (4, "nobody"),
    ]
    assert [each.name for each in found.lines] == ["Bo"]


def test_a_cohort_without_sessions_takes_any_number_of_them() -> None:
    (only,) = read("Nom,Présences\nAda,12\n", sessions=()).lines

    assert only.sessions_counted == 12


def test_every_problem_and_every_column_has_its_words() -> None:
    words = catalogue("roster")

    assert {f"problem_{kind}" for kind in get_args(ProblemKind)} <= words.keys()
    assert {f"field_{field}" for field in get_args(Field)} <= words.keys()
