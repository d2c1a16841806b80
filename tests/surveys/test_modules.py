import msgspec

from surveys.modules import Module, course_of
from surveys.questionnaire import Questionnaire, Section
from surveys.questions import Hint, LongTextQuestion, MatrixQuestion, Row
from surveys.texts import Text

TEXT = Text("Texte", "Text")
SECURITY = Row(code="security", text=Text("Sécurité", "Security"))
BUDGET = Row(code="budget", text=Text("Budget", "Budget"), description=Text("Argent", "Money"))


def questionnaire(version: int, *rows: Row, expects: Hint | None = "praise") -> Questionnaire:
    asked = (
        MatrixQuestion(code="usefulness", text=TEXT, scale="usefulness", rows=rows),
        LongTextQuestion(code="liked", text=TEXT, expects=expects),
        LongTextQuestion(code="anything", text=TEXT),
    )
    return Questionnaire(
        code="course", version=version, title=TEXT, sections=(Section(title=TEXT, questions=asked),)
    )


def test_the_modules_of_a_course_are_the_rows_of_its_matrices() -> None:
    assert course_of([questionnaire(1, SECURITY, BUDGET)]).modules == (
        Module(item="usefulness.security", label=Text("Sécurité", "Security")),
        Module(
            item="usefulness.budget",
            label=Text("Budget", "Budget"),
            description=Text("Argent", "Money"),
        ),
    )


def test_of_a_module_in_several_versions_the_latest_words_count() -> None:
    described = msgspec.structs.replace(SECURITY, description=Text("Mots de passe", "Passwords"))

    for given in ([1, 2], [2, 1]):
        versions = {1: questionnaire(1, SECURITY, BUDGET), 2: questionnaire(2, described)}
        modules = course_of([versions[version] for version in given]).modules

        assert [module.item for module in modules] == ["usefulness.security", "usefulness.budget"]
        assert modules[0].description == Text("Mots de passe", "Passwords")


def test_a_question_tells_what_its_comments_do_until_a_later_version_does_not() -> None:
    assert course_of([questionnaire(1, SECURITY)]).expects == {"liked": "praise"}
    assert course_of([questionnaire(1, SECURITY), questionnaire(2, expects=None)]).expects == {}


def test_without_questionnaires_there_is_nothing() -> None:
    assert course_of([]).modules == ()
