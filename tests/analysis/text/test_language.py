import pytest

from analysis.text.language import language_of, spoken_in


@pytest.mark.parametrize(
    "text",
    [
        "Il faudrait plus de temps pour pratiquer",
        "plus d'exemples",
        "L’intelligence artificielle",
        "le rythme etait trop rapide",  # accents are often missing
        "Accessibilité",
        "on a manqué de temps pis c'était trop vite",
    ],
)
def test_french_is_recognised(text: str) -> None:
    assert language_of(text) == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "We need more time to practise",
        "It's too fast for beginners",
        "I don't know where to start with the tools",
    ],
)
def test_english_is_recognised(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", ["", "Excel", "👍", "12345", "OK CRM"])
def test_where_nothing_tells_no_language_is_made_up(text: str) -> None:
    assert language_of(text) is None


def test_a_text_in_both_goes_to_the_language_it_has_more_of() -> None:
    assert language_of("Le workshop était trop court pour tout voir") == "fr"
    assert language_of("We talked about the plan d'action in our team") == "en"


@pytest.mark.parametrize(
    "text",
    [
        "The pace was fine. Il manque des exemples.",
        "We liked the exercises, mais le rythme était trop rapide pour nous",
        "Je voudrais plus de temps and more help from your team with the tools",
    ],
)
def test_a_comment_with_much_of_both_is_mixed(text: str) -> None:
    assert spoken_in(text) == "mixed"


def test_a_borrowed_word_does_not_mix_a_comment() -> None:
    assert spoken_in("Le workshop était trop court. On a aimé le coaching.") == "fr"
    assert spoken_in("We talked about the plan d'action in our team.") == "en"
    assert spoken_in("Excel") is None
    assert spoken_in("👍") is None
