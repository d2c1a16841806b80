import msgspec
import pytest

from analysis.inputs import Comment
from analysis.themes.embedders import HashedWordsEmbedder, UniversalSentenceEncoder
from analysis.themes.find import find_themes
from analysis.themes.heard import hear_modules
from analysis.themes.modules import MOST_SUGGESTED, NEAR_THEME
from analysis.themes.results import Searched
from surveys.modules import Course, Module
from surveys.texts import Text
from tests.analysis.themes.comments import EXAMPLES, PACE, comment, comments

SECURITY = Module(
    item="usefulness.security",
    label=Text("La sécurité de l’information", "Information security"),
    description=Text(
        "Mots de passe, hameçonnage et copies de sécurité.", "Passwords, phishing and backups."
    ),
)
BUDGET = Module(
    item="usefulness.budget",
    label=Text("Le budget et le financement", "Budget and funding"),
    description=Text(
        "Monter un budget, chercher des subventions.", "Making a budget, looking for grants."
    ),
)
COURSE = Course(modules=(SECURITY, BUDGET), expects={"liked": "praise"})
OF_SECURITY = (
    "Le module sur les mots de passe était très utile",
    "Pas assez sur l’hameçonnage et les mots de passe",
    "La sécurité de l’information",
    "We need help with our backups and passwords",
    "les mots de passe pis lhameconnage",
)
OF_BUDGET = (
    "Comment monter un budget",
    "Trouver des subventions et du financement",
    "Les subventions, je ne savais pas où chercher",
    "Le budget de notre organisme",
)


def said_of_both() -> list[Comment]:
    return comments(*OF_SECURITY, *OF_BUDGET, *EXAMPLES, *PACE)


@pytest.fixture(scope="module")
def searched(encoder: UniversalSentenceEncoder) -> Searched:
    found = find_themes(said_of_both(), embedder=encoder)
    return hear_modules(
        Searched(standing=found, proposed=None, watch=None),
        said_of_both(),
        COURSE,
        embedder=encoder,
    )


def heard(searched: Searched, item: str) -> dict[str, str | None]:
    """What was heard of a module, with its hint."""
    texts = {each.submission_id: each.text for each in said_of_both()}
    written = {
        each.idea: texts[each.submission_id][each.start : each.end]
        for each in searched.standing.mentions
    }
    (module,) = (each for each in searched.modules if each.item == item)
    return {written[each.idea]: each.hint for each in module.ideas}


def test_ideas_are_heard_where_they_belong(searched: Searched) -> None:
    security, budget = (heard(searched, module.item) for module in COURSE.modules)

    assert len(security.keys() & set(OF_SECURITY)) >= len(OF_SECURITY) - 1
    assert len(budget.keys() & set(OF_BUDGET)) >= len(OF_BUDGET) - 1
    assert security.keys() <= set(OF_SECURITY)
    assert budget.keys() <= set(OF_BUDGET)


def test_what_is_heard_praises_or_asks_or_does_not_tell(searched: Searched) -> None:
    hints = heard(searched, "usefulness.security")

    assert hints["Le module sur les mots de passe était très utile"] == "praise"
    assert hints["Pas assez sur l’hameçonnage et les mots de passe"] == "ask"
    assert hints["La sécurité de l’information"] is None


def test_where_words_do_not_tell_the_question_does(encoder: UniversalSentenceEncoder) -> None:
    said = [comment(1, "La sécurité de l’information", question="liked")]
    found = Searched(standing=find_themes(said, embedder=encoder), proposed=None, watch=None)

    security = hear_modules(found, said, COURSE, embedder=encoder).modules[0]

    assert [each.hint for each in security.ideas] == ["praise"]


def test_the_nearest_idea_comes_first(searched: Searched) -> None:
    assert next(iter(heard(searched, "usefulness.security"))) == "La sécurité de l’information"


def test_themes_are_near_to_the_modules_they_are_about(encoder: UniversalSentenceEncoder) -> None:
    said = comments(*(4 * [*OF_BUDGET]), *EXAMPLES, *PACE)
    found = find_themes(said, embedder=encoder)
    both = Searched(standing=found, proposed=None, watch=None)

    suggested = hear_modules(both, said, COURSE, embedder=encoder).suggested

    about_budget = {
        mention.theme for mention in found.mentions if mention.submission_id.int <= len(OF_BUDGET)
    } - {None}
    assert about_budget
    assert {(each.theme, each.item) for each in suggested} == {
        (theme, "usefulness.budget") for theme in about_budget
    }
    assert all(NEAR_THEME <= each.nearness <= 1 for each in suggested)


def test_a_theme_of_the_proposal_alone_is_near_to_modules_too(
    encoder: UniversalSentenceEncoder,
) -> None:
    said = comments(*(4 * [*OF_BUDGET]), *EXAMPLES, *PACE)
    found = find_themes(said, embedder=encoder)
    nothing = msgspec.structs.replace(
        found,
        themes=(),
        mentions=tuple(
            msgspec.structs.replace(each, theme=None, says=(), unsure="far")
            for each in found.mentions
        ),
    )

    def suggested(standing: object, proposed: object) -> object:
        both = Searched(standing=standing, proposed=proposed, watch=None)  # type: ignore[arg-type]
        return hear_modules(both, said, COURSE, embedder=encoder).suggested

    assert suggested(nothing, found) == suggested(found, None) != ()
    assert suggested(nothing, None) == ()


def test_no_theme_has_more_than_three_modules(encoder: UniversalSentenceEncoder) -> None:
    same = tuple(
        msgspec.structs.replace(BUDGET, item=f"usefulness.budget_{number}") for number in range(5)
    )
    said = comments(*(4 * [*OF_BUDGET]), *EXAMPLES, *PACE)
    found = Searched(standing=find_themes(said, embedder=encoder), proposed=None, watch=None)

    suggested = hear_modules(found, said, Course(modules=same), embedder=encoder).suggested

    assert {each.item for each in suggested} == {
        f"usefulness.budget_{number}" for number in range(MOST_SUGGESTED)
    }


def test_between_modules_that_are_as_near_nothing_is_heard(
    encoder: UniversalSentenceEncoder,
) -> None:
    twins = Course(modules=(BUDGET, msgspec.structs.replace(BUDGET, item="usefulness.twin")))
    said = comments(*OF_BUDGET)
    found = Searched(standing=find_themes(said, embedder=encoder), proposed=None, watch=None)

    assert all(
        not each.ideas for each in hear_modules(found, said, twins, embedder=encoder).modules
    )


def test_the_order_of_comments_makes_no_difference(encoder: UniversalSentenceEncoder) -> None:
    said = said_of_both()
    found = Searched(standing=find_themes(said, embedder=encoder), proposed=None, watch=None)

    there = hear_modules(found, said, COURSE, embedder=encoder)
    back = hear_modules(found, said[::-1], COURSE, embedder=encoder)

    assert there == back


@pytest.mark.parametrize(
    "course", [Course(), Course(modules=(Module(item="usefulness.empty", label=Text("…", "-")),))]
)
def test_without_words_of_a_module_nothing_is_heard(course: Course) -> None:
    said = comments(*OF_BUDGET)
    embedder = HashedWordsEmbedder()
    found = Searched(standing=find_themes(said, embedder=embedder), proposed=None, watch=None)

    silent = hear_modules(found, said, course, embedder=embedder)

    assert [each.item for each in silent.modules] == [each.item for each in course.modules]
    assert all(not each.ideas for each in silent.modules)
    assert silent.suggested == ()


def test_without_comments_every_module_is_silent() -> None:
    embedder = HashedWordsEmbedder()
    nothing = Searched(standing=find_themes([], embedder=embedder), proposed=None, watch=None)

    silent = hear_modules(nothing, [], COURSE, embedder=embedder)

    assert [each.item for each in silent.modules] == ["usefulness.security", "usefulness.budget"]
