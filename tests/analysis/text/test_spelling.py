import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.language import language_of
from analysis.text.non_answers import praises, says_nothing
from analysis.text.oral_forms import (
    ENGLISH_CONTENT,
    ENGLISH_SMALL,
    FRENCH_CONTENT,
    FRENCH_SMALL,
)
from analysis.text.spelling import spelled_out
from analysis.text.words import fold, words
from surveys.texts import LANGUAGES, Language
from tests.analysis.text.oral_pairs import ENGLISH, FRENCH


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("c tro rapide", "c’est trop rapide"),
        ("c t tro rapide", "c’était trop rapide"),
        ("jai pas compri", "j’ai pas compris"),
        ("ya pas assez de tps", "il y a pas assez de temps"),
        ("Y manque des exemples", "il manque des exemples"),
        ("faudrai plus dexemples", "il faudrait plus d’exemples"),
        ("chu perdu pis tanné", "je suis perdu et lassé"),
        ("plusse de pratique", "plus de pratique"),
        ("Faque c’est ben trop long", "Donc c’est bien trop long"),
        ("trooop vite", "trop vite"),
        ("c'était plate", "c’était ennuyeux"),
        ("les etapes, la securite", "les étapes, la sécurité"),
        ("TROP VITE PR MOI", "trop vite pour moi"),
    ],
)
def test_oral_and_typed_french_is_spelled_out(written: str, meant: str) -> None:
    assert spelled_out(written, "fr") == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("it was to fast", "it was too fast"),
        ("u didnt give us enough mins", "you didn’t give us enough minutes"),
        ("help w/ the slides, w/o jargon", "help with the slides, without jargon"),
        ("soooo good", "so good"),
    ],
)
def test_typed_english_is_spelled_out(written: str, meant: str) -> None:
    assert spelled_out(written, "en") == meant


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il y a trop d’exemples", "fr"),
        ("On y a pensé, qui y a participé ?", "fr"),
        ("Le langage C et la vitamine C", "fr"),
        ("J’ai pu suivre sa présentation et ses exemples", "fr"),
        ("La Côte-Nord", "fr"),
        ("Décrire les outils", "fr"),
        ("R.A.S.", "fr"),
        ("PR, DS et CT", "fr"),
        ("notes.doc", "fr"),
        ("Une surface plate", "fr"),
        ("We want to quickly test it, and to long for more", "en"),
        ("a PR in R", "en"),
        ("n/a", "en"),
        ("J’AI AIMÉ ÇA", "fr"),
    ],
)
def test_what_has_another_reading_is_left_alone(text: str, language: Language) -> None:
    assert spelled_out(text, language).casefold() == text.casefold()


def test_a_language_does_not_lend_its_forms_to_the_other() -> None:
    assert spelled_out("u dont pr c trop", "en") == "you don’t pr c trop"
    assert spelled_out("u dont", "fr") == "u dont"


def test_every_listed_form_can_be_found_in_a_text() -> None:
    listed: dict[Language, dict[str, str]] = {
        "fr": FRENCH_SMALL | FRENCH_CONTENT,
        "en": ENGLISH_SMALL | ENGLISH_CONTENT,
    }
    for language, forms in listed.items():
        for form, meaning in forms.items():
            assert fold(form) == form
            assert spelled_out(f"xyz {form} xyz", language) == f"xyz {meaning} xyz"


@given(text=st.text(max_size=80), language=st.sampled_from(LANGUAGES))
def test_any_text_can_be_spelled_out_and_keeps_its_words(text: str, language: Language) -> None:
    plain = spelled_out(text, language)

    assert bool(list(words(text))) <= bool(list(words(plain)))


def test_a_very_long_text_is_spelled_out_in_its_beginning_only() -> None:
    long = "c tro " * 20_000

    assert spelled_out(long, "fr").startswith("c’est trop")
    assert spelled_out(long, "fr").endswith("c tro ")


@pytest.mark.parametrize(
    "text", ["c tro rapide", "jai rien compris", "bcp tro long pr moi", "chu perdue"]
)
def test_typed_french_is_known_as_french(text: str) -> None:
    assert language_of(text) == "fr"


def test_praise_and_non_answers_are_known_however_they_are_typed() -> None:
    assert praises(spelled_out("c t tres bien merci bcp", "fr"))
    assert says_nothing(spelled_out("jai rien a dire", "fr"))


def test_both_lists_of_pairs_are_long_enough_to_mean_something() -> None:
    assert len(FRENCH) + len(ENGLISH) >= 80
    assert len({written for written, _ in FRENCH + ENGLISH}) == len(FRENCH) + len(ENGLISH)
