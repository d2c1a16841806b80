from uuid import UUID

import numpy as np
import pytest

from analysis.themes.ideas import Idea
from analysis.themes.phrases import Counted, phrases
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


def test_of_spellings_as_common_the_one_with_its_accents_is_shown() -> None:
    ideas = [idea("qualite, rencontre"), idea("qualité, rencontré")]

    typical = Counted(ideas, np.array([0, 0]), [1, 1]).typical(0, "fr")

    # « rencontré » is another word than « rencontre », « qualite » is none.
    assert {phrase.surface for phrase in typical} == {"qualité", "rencontre"}


def test_ideas_that_hold_a_phrase_are_found_in_whatever_theme_they_are() -> None:
    ideas = [idea("Un suivi"), idea("un budget"), idea("les suivis"), idea("un plan")]

    counted = Counted(ideas, np.array([0, 1, 1, 1]), [1, 1, 1, 1])

    (suivi,) = (p for p in counted.typical(0, "fr") if p.surface == "suivi")
    assert counted.saying(suivi) == [0, 2]


def test_the_commonest_word_of_a_theme_is_shared_by_so_many_of_its_people() -> None:
    ideas = [idea("un suivi"), idea("Suivis par courriel"), idea("a plan", language="en")]

    counted = Counted(ideas, np.array([0, 0, 0]), [2, 1, 5])

    # "suivi" 2 + 1, "plan" 5, of 8 people.
    assert counted.most_shared(0) == 5 / 8
