"""The guides to questionnaires against the code: the example publishes, nothing is left out."""

import re
from pathlib import Path
from typing import get_args

import pytest

from surveys.publishing import problems
from surveys.questionnaire import Questionnaire, Section, read_questionnaire
from surveys.questions import Option, Point, Question, Row, Scale
from tests.factories import make_questionnaire

ROOT = Path(__file__).parents[2]
GUIDES = {
    name: (ROOT / "docs" / "how-to" / f"{name}.md").read_text("utf-8")
    for name in ("write-a-questionnaire", "add-a-question-kind")
}
WRITING = GUIDES["write-a-questionnaire"]
EXAMPLE = "\n".join(re.findall(r"^```toml\n(.*?)^```", WRITING, re.MULTILINE | re.DOTALL))
KINDS = {kind.__struct_config__.tag: kind for kind in get_args(Question)}


def test_the_example_of_the_guide_can_be_published() -> None:
    assert problems(read_questionnaire(EXAMPLE.encode())) == []


def test_the_example_and_the_factories_have_a_question_of_every_kind() -> None:
    for questionnaire in (read_questionnaire(EXAMPLE.encode()), make_questionnaire()):
        assert {type(question) for question in questionnaire.questions} == set(KINDS.values())


@pytest.mark.parametrize("kind", KINDS)
def test_the_guide_has_a_row_for_every_kind_with_all_its_own_fields(kind: str) -> None:
    (row,) = re.findall(rf"^\| `{kind}` \|.*$", WRITING, re.MULTILINE)
    everywhere = {"code", "text", "hint", "required", "headline", "visible_if"}

    assert everywhere <= set(KINDS[kind].__struct_fields__)
    for field in set(KINDS[kind].__struct_fields__) - everywhere:
        assert re.search(rf"`{field}\b", row), field


def test_the_guide_shows_every_field_of_a_file() -> None:
    for part in (Questionnaire, Section, Scale, Point, Option, Row):
        for field in part.__struct_fields__:
            assert re.search(rf"\b{field}\b", WRITING), field


def test_the_guide_names_every_code_that_several_shipped_questionnaires_share() -> None:
    shipped = [
        read_questionnaire(path.read_bytes())
        for path in (ROOT / "surveys" / "questionnaires").glob("*.toml")
    ]
    asked = [question.code for questionnaire in shipped for question in questionnaire.questions]
    listed = set(re.findall(r"`(\w+)`", WRITING.partition("## Codes already in use")[2]))
    words_only = {"about_comments"}

    assert {code for code in asked if asked.count(code) > 1} - words_only <= listed


@pytest.mark.parametrize("name", GUIDES)
def test_every_path_and_name_a_guide_points_to_exists(name: str) -> None:
    guide = GUIDES[name]
    paths = set(
        re.findall(r"`((?:surveys|analysis|dashboards|service|docs|tests)/[\w./-]*)`", guide)
    )
    inside = re.findall(r"`([\w/]+\.py)`, in `(\w+)`", guide)
    missing = {path for path in paths if not (ROOT / path).exists()}
    lost = {
        function
        for path, function in inside
        if f"def {function}(" not in (ROOT / path).read_text("utf-8")
    }

    assert len(paths) > 2
    assert (missing, lost) == (set(), set())
