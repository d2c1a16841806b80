import pytest

from analysis.text.abbreviations import unabbreviated
from analysis.text.words import content_stems, fold, tidy, words


@pytest.mark.parametrize(
    ("written", "folded"), [("Été", "ete"), ("Œuvre", "oeuvre"), ("don’t", "don't"), ("ÇA", "ca")]
)
def test_accents_case_and_typography_make_no_difference(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_an_elided_article_is_a_word_apart() -> None:
    assert [word.folded for word in words("l’outil d'analyse")] == ["l", "outil", "d", "analyse"]


def test_words_are_where_they_stand() -> None:
    text = "Où est C++, arc-en-ciel?"

    assert [text[w.start : w.end] for w in words(text)] == ["Où", "est", "C++", "arc-en-ciel"]


def test_forms_of_one_word_share_a_stem() -> None:
    assert content_stems("Des exemples concrets", "fr") == content_stems("un exemple concret", "fr")
    assert content_stems("training the trainers", "en")[0] == content_stems("trained", "en")[0]


def test_invisible_characters_and_addresses_are_left_out() -> None:
    decomposed = "e\u0301te\u0301"

    assert tidy(f"  plus\u200b de\n\u202etemps {decomposed} ") == "plus de temps été"
    assert tidy("voir https://exemple.org/a?b ou moi@exemple.org merci") == "voir ou merci"


@pytest.mark.parametrize(
    "address",
    [
        "HTTPS://Exemple.org",
        "http\u200b://é.ca",
        "www.exemple.org",
        "WWW.é.ca",
        "<EMAIL>",
        "a@é.ca",
    ],
)
def test_an_address_is_left_out_however_it_is_written(address: str) -> None:
    assert tidy(f"voir {address} merci") == "voir merci"


def test_a_broken_character_does_not_travel_further() -> None:
    assert tidy("\ud800 suivi").encode() == b"suivi"


def test_only_capitals_are_abbreviations() -> None:
    assert unabbreviated("L’IA au CA") == "L’intelligence artificielle au conseil d’administration"
    assert unabbreviated("j’ai ca") == "j’ai ca"


def test_in_capitals_throughout_a_small_word_is_no_abbreviation() -> None:
    assert unabbreviated("J’AI AIMÉ LA PARTIE SUR L’IA") == (
        "J’AI AIMÉ LA PARTIE SUR L’intelligence artificielle"
    )
