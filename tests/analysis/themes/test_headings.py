from dataclasses import replace

import pytest

from analysis.themes.headings import reads
from analysis.themes.phrases import Phrase
from surveys.texts import Language


def phrase(surface: str, language: Language = "fr", *, cut: float = 0) -> Phrase:
    return Phrase(("key",), surface, language, 3, 1.0, cut, vague=False)


@pytest.mark.parametrize(
    ("better", "worse", "language"),
    [
        ("exemples concrets", "exemples", "fr"),
        ("suivi", "manque", "fr"),
        ("atelier", "utiliser", "fr"),
        ("rythme", "dois-je", "fr"),
        ("préparer la relève", "suivi la formation", "fr"),
        ("outils de communication", "temps que nous avons", "fr"),
        ("speed", "tested", "en"),
        ("spack team", "spack seems", "en"),
        ("error messages", "better", "en"),
        ("table of contents", "attend the courses", "en"),
        ("build dependencies", "dependencies are built", "en"),
    ],
)
def test_what_names_something_reads_better_than_what_is_cut_from_a_sentence(
    better: str, worse: str, language: Language
) -> None:
    assert reads(phrase(better, language)) > reads(phrase(worse, language))


def test_words_of_every_survey_are_worth_half() -> None:
    named = phrase("module")

    assert reads(replace(named, vague=True)) == reads(named) / 2


def test_a_phrase_always_cut_from_its_head_keeps_a_quarter() -> None:
    assert reads(phrase("long", "en", cut=1)) == reads(phrase("long", "en")) / 4
