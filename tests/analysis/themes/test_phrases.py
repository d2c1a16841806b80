from uuid import UUID

import numpy as np
import pytest

from analysis.themes.ideas import Idea
from analysis.themes.phrases import Counted, phrases, ranked, varied
from surveys.texts import Language


def idea(
    text: str, *, language: Language = "fr", person: int = 1, survey: str = "spring-end"
) -> Idea:
    return Idea(
        submission_id=UUID(int=person),
        survey=survey,
        question="needs",
        start=0,
        end=len(text),
        text=text,
        language=language,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "plus d’exemples concrets",
            {
                "plus d’exemples",
                "plus d’exemples concrets",
                "exemples",
                "exemples concrets",
                "concrets",
            },
        ),
        ("c'est sur la Loi 25", {"Loi", "Loi 25"}),
        ("le suivi, les gabarits", {"suivi", "gabarits"}),
        ("que je le fasse très bien", {"fasse"}),
        ("25 fois", set()),
    ],
)
def test_phrases_stand_alone_and_never_cross_a_comma(text: str, expected: set[str]) -> None:
    assert {surface for _, surface, _ in phrases(idea(text))} == expected


@pytest.mark.parametrize(
    ("text", "language", "cut"),
    [
        ("it takes a very long time", "en", {"takes a very long", "long"}),
        ("the error messages are vague", "en", {"error"}),
        ("des exemples concrets", "fr", {"concrets"}),
        ("un rythme trop rapide", "fr", set()),
    ],
)
def test_a_phrase_without_its_head_is_cut(text: str, language: Language, cut: set[str]) -> None:
    found = phrases(idea(text, language=language))

    assert {surface for _, surface, is_cut in found if is_cut} == cut


def test_of_phrases_said_as_often_the_whole_one_is_the_more_typical() -> None:
    given = [idea("it takes a very long time", language="en")] * 3

    typical = Counted(given, np.array([0, 0, 0]), [1] * 3).typical(0, "en")

    surfaces = [phrase.surface for phrase in typical]
    assert surfaces.index("long time") < surfaces.index("long")


def test_forms_are_counted_together_and_the_commonest_is_shown() -> None:
    ideas = [
        idea("Accessibilité universelle"),
        idea("accessibilite universelle"),
        idea("l’accessibilité universelle"),
        idea("accessibilité universelle"),
        idea("autre sujet"),
    ]

    best = Counted(ideas, np.array([0, 0, 0, 0, 1]), [1] * 5).typical(0, "fr")[0]

    assert (best.surface, best.people) == ("accessibilité universelle", 4)


def test_what_every_theme_says_is_typical_of_none() -> None:
    ideas = [idea("un outil de suivi"), idea("outil de budget")] * 3

    typical = Counted(ideas, np.array([0, 1] * 3), [1] * 6).typical(0, "fr")

    assert {phrase.surface for phrase in typical[:2]} == {"suivi", "outil de suivi"}
    assert typical[-1].surface == "outil"


def test_how_many_people_said_it_counts() -> None:
    counted = Counted([idea("un suivi"), idea("un budget")], np.array([0, 0]), [5, 1])

    assert [phrase.surface for phrase in counted.typical(0, "fr")] == ["suivi", "budget"]
    assert (counted.people(0, "fr"), counted.people(0, "en")) == (6, 0)


def test_nearness_decides_between_phrases_as_typical() -> None:
    counted = Counted([idea("suivi, budget")], np.array([0]), [2])
    found = counted.typical(0, "fr")

    order = ranked(found, np.array([p.surface == "suivi" for p in found], dtype=np.float32))

    assert found[order[0]].surface == "suivi"


def test_words_shown_together_share_no_stem() -> None:
    found = Counted([idea("exemples concrets, exemple, suivi")], np.array([0]), [2]).typical(
        0, "fr"
    )
    vectors = np.eye(len(found), dtype=np.float32)

    shown = [found[i].surface for i in varied(found, vectors, list(range(len(found))), most=6)]

    assert shown == ["exemples concrets", "suivi"]


def test_the_commonest_word_of_a_theme_is_shared_by_so_many_of_its_people() -> None:
    ideas = [idea("un suivi"), idea("Suivis par courriel"), idea("a plan", language="en")]

    counted = Counted(ideas, np.array([0, 0, 0]), [2, 1, 5])

    # "suivi" 2 + 1, "plan" 5, of 8 people.
    assert counted.most_shared(0) == 5 / 8
