import numpy as np
import pytest

from analysis.themes.candidates import LONGEST, WORDS
from analysis.themes.embedders import HashedWordsEmbedder, UniversalSentenceEncoder
from analysis.themes.ideas import Idea
from analysis.themes.names import Name, name_themes
from analysis.themes.space import learn_space
from surveys.texts import BESIDE, Language, Text
from tests.analysis.themes.test_phrases import idea

EVENINGS = [
    "des horaires du soir",
    "les horaires du soir svp",
    "horaires du soir et fins de semaine",
]
RECORDINGS = ["un lien vidéo", "le lien vidéo après coup", "lien vidéo de chaque séance"]
BUDGET = ["un budget réaliste", "le budget", "parler du budget", "budget de départ"]


def named(*themes: list[Idea], encoder: UniversalSentenceEncoder | None = None) -> list[Name]:
    ideas = [each for theme in themes for each in theme]
    labels = np.repeat(np.arange(len(themes)), [len(theme) for theme in themes])
    space = learn_space(ideas, encoder or HashedWordsEmbedder(), seed=0)
    return name_themes(ideas, labels, [1] * len(ideas), space)


def said(texts: list[str], language: Language = "fr") -> list[Idea]:
    return [idea(text, language=language) for text in texts]


def test_what_most_of_a_theme_and_few_others_say_is_its_label() -> None:
    names = named(said(BUDGET), said(EVENINGS))

    assert [name.label.fr for name in names] == ["Budget", "Horaires du soir"]


def test_a_theme_of_two_subjects_is_called_by_both() -> None:
    varied, budget = named(said(EVENINGS + RECORDINGS), said(BUDGET))

    assert set(varied.label.fr.casefold().split(BESIDE)) == {"horaires du soir", "lien vidéo"}
    assert BESIDE not in budget.label.fr


def test_all_that_a_label_is_made_of_is_among_the_words() -> None:
    for name in named(said(EVENINGS + RECORDINGS), said(BUDGET)):
        words = [word.casefold() for word in name.words]
        parts = name.label.fr.casefold().split(BESIDE)
        assert words[: len(parts)] == parts
        assert len(words) <= WORDS


def test_a_label_says_the_same_in_the_other_language_if_people_said_it(
    encoder: UniversalSentenceEncoder,
) -> None:
    budget = said(BUDGET) + said(["a realistic budget", "talk about the budget"], "en")

    first, second = named(budget, said(EVENINGS), encoder=encoder)

    assert first.label == Text(fr="Budget", en="Budget")
    assert second.label.fr == second.label.en


def test_one_comment_in_another_language_names_no_theme_of_many(
    encoder: UniversalSentenceEncoder,
) -> None:
    budget = said([f"{text} {n}" for text in BUDGET for n in range(10)])

    first, _ = named(budget + said(["the money plan"], "en"), said(EVENINGS), encoder=encoder)

    assert first.label == Text(fr="Budget", en="Budget")


def test_no_two_themes_have_one_label() -> None:
    yearly = said(["le budget annuel", "un budget annuel svp", "budget"])

    names = named(said(BUDGET), yearly, said(EVENINGS))

    assert len({name.label.fr for name in names}) == len(names)


@pytest.mark.parametrize("texts", [["😀"], ["que je"]])
def test_a_theme_without_a_phrase_is_called_by_an_excerpt(texts: list[str]) -> None:
    (name,) = named(said(texts))

    assert name == Name(Text(fr=texts[0], en=texts[0]), ())


def test_a_label_fits_into_a_heading() -> None:
    long = ["accompagnement personnalisé prolongé", "documentation institutionnelle normalisée"]
    (name,) = named(said([text for text in long for _ in range(3)]))

    assert len(name.label.fr) <= LONGEST
