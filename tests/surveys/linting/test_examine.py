"""What is said of a text as it is typed: the line of everything, and never a failure."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.linting.examine import LARGEST, MOST_QUESTIONS, Around, Examined, examine
from surveys.linting.identifying import Traits
from surveys.linting.positions import TooDeep, lines_of
from surveys.questionnaire import read_questionnaire
from surveys.questionnaire_text import BLANK, next_version, with_version, written
from surveys.questions import DateQuestion, Information
from surveys.texts import Text
from tests.factories import make_questionnaire

SHIPPED = Path("surveys/questionnaires")
WEBINAR = (SHIPPED / "webinar.toml").read_text("utf-8")
FILES = [*SHIPPED.glob("*.toml"), *Path("dashboards/texts").glob("*.toml"), Path("pyproject.toml")]


def looked_at(text: str | bytes, **around: object) -> Examined:
    text = text.encode() if isinstance(text, str) else text
    return examine(text, Around(**around))  # type: ignore[arg-type]


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from paths(inner, (*path, place))


# Lines


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_scanner_finds_what_tomllib_reads_and_nothing_else(file: Path) -> None:
    text = file.read_text("utf-8")
    there, found = set(paths(tomllib.loads(text))), set(lines_of(text))

    assert found <= there
    for missing in there - found:  # what only headers of its parts name
        assert any(path[: len(missing)] == missing for path in found)


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        (("version",), "version = "),
        (("scales", 3), "[[scales]]"),
        (("scales", 3, "points", 2, "text", "en"), '  { code = "just_right"'),
        (("sections", 1, "questions", 2, "expects"), 'expects = "praise"'),
        (("sections", 3, "questions", 0, "text", "en"), "text.en = "),
        (("sections", 3, "questions", 1, "visible_if", "any_of", 0), "visible_if = "),
    ],
)
def test_a_part_is_on_the_line_on_which_it_is_written(
    path: tuple[str | int, ...], begins: str
) -> None:
    line = lines_of(WEBINAR)[path]

    assert WEBINAR.split("\n")[line - 1].startswith(begins)


def test_strings_over_several_lines_and_quoted_keys_are_stepped_over() -> None:
    text = "a = \"\"\"\n[x]\n= { \\\"\"\"\"\n'b c'.d = '''\n]'''\n# [y]\ne = [\n  1,\n  [2],\n]\n"

    assert set(paths(tomllib.loads(text))) == set(lines_of(text))
    assert lines_of(text)["b c", "d"] == 4
    assert lines_of(text)["e", 1, 0] == 9


@given(st.text(st.sampled_from("[]{}=,.\"'\\#\n ab1é"), max_size=60))
def test_no_text_breaks_the_scanner_and_valid_toml_is_read_alike(text: str) -> None:
    try:
        found = lines_of(text)
    except TooDeep:
        return
    try:
        there = set(paths(tomllib.loads(text)))
    except tomllib.TOMLDecodeError:
        return
    assert set(found) <= there


# What is wrong, and where


def line_with(text: str, part: str, count: int = 1) -> int:
    """Return the line of the `count`-th line that holds `part`."""
    return [number for number, line in enumerate(text.split("\n"), 1) if part in line][count - 1]


def test_nothing_is_said_of_a_text_that_ships_unless_its_version_is_taken() -> None:
    assert looked_at(WEBINAR).findings == ()
    (finding,) = looked_at(WEBINAR, published={("webinar", 3)}).findings

    assert (finding.rule, finding.severity, finding.line) == ("publishing", "error", 7)


@pytest.mark.parametrize(
    ("old", "new", "line", "question"),
    [
        ('scale = "pace"', 'scale = "rhythm"', 74, "pace"),
        ('title.fr = "Après le webinaire"', 'title.fr = ""', 8, None),
        ('text.en = "What is that role?"', 'text.en = "TODO"', 192, "role_other"),
        ('any_of = ["other"]', 'any_of = ["none"]', 190, "role_other"),
        ('fr = "Beaucoup trop rapide", text.', 'fr = "", text.', 48, None),
        ('code = "can_explain"', 'code = "knew_already"', 88, "situation_after"),
    ],
)
def test_an_error_points_at_its_line_and_its_question(
    old: str, new: str, line: int, question: str | None
) -> None:
    text = WEBINAR.replace(old, new)
    errors = [each for each in looked_at(text).findings if each.severity == "error"]

    assert new in text.split("\n")[line - 1]
    assert (line, question) in {(each.line, each.question) for each in errors}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "il manque le champ « code »"),
        ('code = "a\n', 1, "caractère"),
        ('code = "a"\nversion = = 1', 2, "il manque une valeur"),
        ('code = "a"\ncode = "b"', 2, "déjà donné"),
        ("code = [1\n", 1, "crochet"),
        (WEBINAR.replace('kind = "scale"', 'kind = "skale"', 1), 56, "« skale »"),
        (WEBINAR.replace("headline", "hedline", 1), 55, "« hedline »"),
        (WEBINAR.replace('code = "pace"', 'code = "Pace"', 1), 42, "minuscules"),
        (WEBINAR.replace("version = 3", 'version = "3"'), 7, "un nombre entier"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence_of_both_languages(
    text: str, line: int, said: str
) -> None:
    examined = looked_at(text)
    (finding,) = examined.findings

    assert (finding.rule, examined.questionnaire) == ("unreadable", None)
    assert finding.line == line
    assert said in finding.message.fr
    assert finding.message.fr != finding.message.en


def test_bytes_that_are_not_utf_8_are_told_with_their_line() -> None:
    (finding,) = looked_at(WEBINAR.encode().replace("é".encode(), b"\xe9", 1)).findings

    assert finding.line == line_with(WEBINAR, "é")
    assert "UTF-8" in finding.message.fr


HOSTILE = {
    "a megabyte": b"a" * 1_000_000,
    "brackets": b"a = " + b"[" * 100_000,
    "braces": b"a = " + b"{b=" * 60_000,
    "dotted key": b"a." * 90_000 + b"a = 1",
    "dotted header": b"[" + b"a." * 90_000 + b"a]",
    "escaped quotes": b'a = "' + b'\\"' * 99_000,
    "triple quotes": b"a = " + b'"""' * 60_000,
    "a long number": b'code = "a"\nversion = ' + b"9" * 10_000,
    "10,000 questions": b'code = "a"\nversion = 1\ntitle = {}\n[[sections]]\ntitle = {}\n'
    + b"[[sections.questions]]\nkind='date'\ncode='a'\ntext={}\n" * 10_000,
    "a long text": WEBINAR.replace("Le rythme du webinaire était…", "combien " * 20_000).encode(),
    "nothing but zeros": b"\x00" * 1_000,
    "not text": bytes(range(256)) * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_answered_with_a_sentence_and_fast(name: str) -> None:
    begun = perf_counter()
    examined = looked_at(HOSTILE[name])

    assert perf_counter() - begun < 5  # seconds, on a machine that does other things
    assert not examined.publishable
    assert all(finding.message.fr and finding.message.en for finding in examined.findings)


def test_more_questions_than_the_most_are_refused() -> None:
    question = (
        '[[sections.questions]]\nkind="date"\ncode="q{}"\ntext.fr="Quand ?"\ntext.en="When?"\n'
    )
    title = 'title.fr="Un"\ntitle.en="One"\n'
    head = f'code="a"\nversion=1\n{title}[[sections]]\n{title}'
    most = head + "".join(question.format(number) for number in range(MOST_QUESTIONS))

    assert len(most) < LARGEST
    assert looked_at(most).publishable
    assert not looked_at(most + question.format("x")).publishable


@given(st.binary(max_size=200))
def test_no_bytes_are_answered_with_a_failure(text: bytes) -> None:
    assert not looked_at(text).publishable


@settings(max_examples=30)
@given(st.integers(0, len(WEBINAR) - 1), st.text("[]{}=\"'\n.,#a", max_size=3))
def test_a_text_broken_anywhere_is_answered_with_lines_that_it_has(place: int, put: str) -> None:
    text = WEBINAR[:place] + put + WEBINAR[place + 1 :]

    for finding in looked_at(text).findings:
        assert 1 <= finding.line <= text.count("\n") + 1


def test_the_roster_of_a_cohort_adds_what_it_would_single_out() -> None:
    roster = [Traits("coordination", f"r{number}", "") for number in range(6)]
    (finding,) = looked_at(WEBINAR, roster=roster).findings

    assert (finding.rule, finding.severity, finding.question) == (
        "identifying",
        "warning",
        "region",
    )


# Texts that are made


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.toml")), ids=lambda file: file.name)
def test_a_questionnaire_is_written_as_a_text_that_reads_as_the_same(file: Path) -> None:
    questionnaire = read_questionnaire(file.read_bytes())

    assert read_questionnaire(written(questionnaire).encode()) == questionnaire


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_whatever_is_written_in_it_comes_back(said: str) -> None:
    section = msgspec.structs.replace(
        make_questionnaire().sections[0],
        questions=(
            Information(code="a", text=Text(said, said[::-1])),
            DateQuestion(code="b", text=Text("Quand ?", "When?"), earliest=date(2020, 2, 29)),
        ),
    )
    questionnaire = make_questionnaire(sections=(section,))

    assert read_questionnaire(written(questionnaire).encode()) == questionnaire


def test_the_next_version_keeps_the_comments_of_a_text_that_still_says_the_same() -> None:
    questionnaire = read_questionnaire(WEBINAR.encode())
    following = next_version(questionnaire, WEBINAR)

    assert following == WEBINAR.replace("version = 3", "version = 4")
    changed = WEBINAR.replace("Après le webinaire", "Ensuite")
    assert "#" not in next_version(questionnaire, changed)
    assert read_questionnaire(next_version(questionnaire, None).encode()).version == 4


def test_a_blank_questionnaire_can_be_read_and_wants_only_words() -> None:
    examined = looked_at(with_version(BLANK, 1))

    assert examined.questionnaire is not None
    assert {finding.message.en for finding in examined.findings} == {
        "The French text is missing.",
        "The English text is missing.",
    }
