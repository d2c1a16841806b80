from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.language import language_of
from analysis.text.valence import hint
from surveys.questions import Hint
from surveys.texts import LANGUAGES, Language
from tests.analysis.text.valence_set import LABELLED


def hinted(text: str, expected: Hint | None = None) -> Hint | None:
    return hint(text, language_of(text) or "fr", expected)


def test_hints_are_right_when_they_are_given_and_seldom_missing() -> None:
    counts = Counter((label, hinted(text)) for text, label in LABELLED)

    given_ = sum(n for (_, found), n in counts.items() if found)
    right = counts["praise", "praise"] + counts["ask", "ask"]
    labelled = sum(n for (label, _), n in counts.items() if label)
    assert len(LABELLED) >= 120
    assert right / given_ >= 0.95
    assert right / labelled >= 0.85
    assert counts["praise", "ask"] + counts["ask", "praise"] == 0


@pytest.mark.parametrize(
    ("positive", "negative"),
    [
        ("C’était clair", "Ce n’était pas clair"),
        ("Le module est utile", "Le module est peu utile"),
        ("It was useful", "It wasn’t useful"),
        ("J’ai apprécié le rythme", "Je n’ai pas apprécié le rythme"),
    ],
)
def test_negation_turns_praise_into_asking(positive: str, negative: str) -> None:
    assert (hinted(positive), hinted(negative)) == ("praise", "ask")


@pytest.mark.parametrize(
    "text",
    ["Ce n’était pas trop long", "Pas besoin d’exemples", "It was never confusing", "No problem"],
)
def test_what_is_not_missed_is_not_asked_for(text: str) -> None:
    assert hinted(text) is None


@pytest.mark.parametrize(
    "text", ["Un suivi serait utile", "J’aurais aimé un excellent résumé", "It would be great"]
)
def test_what_is_wished_for_is_not_praised(text: str) -> None:
    assert hinted(text) == "ask"


@pytest.mark.parametrize("text", ["A clear list of grants", "Un avis clair sur la Loi 25"])
def test_a_quality_that_nothing_says_was_there_tells_nothing(text: str) -> None:
    assert hinted(text) is None


def test_where_words_say_nothing_the_question_tells() -> None:
    assert hinted("Le module sur la sécurité") is None
    assert hinted("Le module sur la sécurité", "praise") == "praise"
    assert hinted("Le module sur la sécurité", "ask") == "ask"


def test_where_words_and_question_disagree_there_is_doubt() -> None:
    assert hinted("Le rythme était trop rapide", "praise") is None
    assert hinted("Le module est très utile", "ask") is None


def test_an_idea_that_does_both_has_no_hint_whatever_was_asked() -> None:
    for expected in ("praise", "ask", None):
        assert hinted("Très utile, mais trop long", expected) is None


def test_typed_french_is_read() -> None:
    assert hinted("c tro rapide") == "ask"
    assert hinted("jai bcp aimé") == "praise"


def test_a_very_long_idea_says_several_things() -> None:
    assert hint("très utile " * 10_000, "fr") is None


@given(
    text=st.text(max_size=60),
    language=st.sampled_from(LANGUAGES),
    expected=st.sampled_from(["praise", "ask", None]),
)
def test_any_text_has_one_hint_or_none(
    text: str, language: Language, expected: Hint | None
) -> None:
    assert hint(text, language, expected) in ("praise", "ask", None)
