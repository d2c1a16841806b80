import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.ideas import MOST_IDEAS, split_ideas


def ideas(text: str) -> list[str]:
    return [text[start:end] for start, end in split_ideas(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plus de temps. Moins de théorie!", ["Plus de temps.", "Moins de théorie!"]),
        (
            "Très utile pour nous, mais le rythme était trop rapide",
            ["Très utile pour nous", "le rythme était trop rapide"],
        ),
        (
            "Bon contenu. Par contre, la salle était froide",
            ["Bon contenu.", "la salle était froide"],
        ),
        (
            "It was clear enough, however we ran out of time",
            ["It was clear enough", "we ran out of time"],
        ),
        ("- un suivi\n- des gabarits", ["un suivi", "des gabarits"]),
        ("1) plus de temps 2) un suivi", ["plus de temps", "un suivi"]),
        ("un suivi; des gabarits", ["un suivi", "des gabarits"]),
        ("le son | la vidéo", ["le son", "la vidéo"]),
    ],
)
def test_sentences_lists_and_contrasts_are_cut(text: str, expected: list[str]) -> None:
    assert ideas(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Bien mais long",  # one word cannot stand alone
        "Non seulement utile pour nous mais plaisant pour tous",
        "Des outils (p. ex. Excel) et M. Tremblay",
        "La version 2.0 du plan",
        "C'est utile mais aussi très clair",
    ],
)
def test_what_belongs_together_stays_together(text: str) -> None:
    assert ideas(text) == [text]


@pytest.mark.parametrize("text", ["", "   ", "...", "😀", "- \n -"])
def test_a_text_without_words_has_no_ideas(text: str) -> None:
    assert ideas(text) == []


@given(st.text(alphabet=st.sampled_from("ab mais.but;,\n!?-•|1)é"), max_size=200))
def test_ideas_are_in_order_and_never_overlap(text: str) -> None:
    end_of_last = 0
    for start, end in split_ideas(text):
        assert end_of_last <= start < end <= len(text)
        assert any(letter.isalnum() for letter in text[start:end])
        end_of_last = end


def test_no_letter_is_lost_where_no_word_of_contrast_is_cut() -> None:
    text = "Plus de temps! Un suivi après; des gabarits\n• et un CRM. Merci"

    kept = "".join(ideas(text))

    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


def test_one_comment_gives_a_bounded_number_of_ideas_and_loses_none() -> None:
    text = "Une idée. " * 500 + "La dernière"

    found = ideas(text)

    assert len(found) == MOST_IDEAS
    assert found[-1].endswith("La dernière")


@pytest.mark.parametrize("unit", ["a", " ", "!", "\n", ". ", ", mais ", "- ", "a@", "'"])
def test_a_hundred_thousand_characters_take_no_quadratic_time(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    begun = time.process_time()

    split_ideas(text)

    assert time.process_time() - begun < 2  # quadratic time would be minutes
