"""How much is found is measured, and the docs say what was measured."""

from pathlib import Path

import pytest

from analysis.text.personal_data.marks import Kind
from tests.analysis.text.personal_data.labelled import HALVES, measured, sentences, table

PAGE = Path(__file__).parents[4] / "docs" / "personal-data.md"
SENTENCES = {half: sentences(half) for half in HALVES}


def test_the_labelled_sentences_are_enough_in_both_languages() -> None:
    for language in ("fr", "en"):
        told = [{s.text for s in some if s.language == language} for some in SENTENCES.values()]
        assert all(len(some) >= 90 for some in told)
        assert not set.intersection(*told)  # what is held out was not tuned on
    assert sum(map(len, SENTENCES.values())) >= 300


def test_every_kind_is_held_out_too() -> None:
    kinds = {mark.kind for each in SENTENCES["held_out"] for mark in each.marks}
    assert kinds == set(Kind)


@pytest.mark.parametrize("half", HALVES)
def test_the_docs_say_what_is_measured(half: str) -> None:
    assert "\n".join(table(SENTENCES[half])) in PAGE.read_text("utf-8")


def test_what_has_a_form_is_found_in_sentences_nobody_tuned_on() -> None:
    recall = measured(SENTENCES["held_out"]).recall
    for kind in (Kind.PHONE, Kind.SIN, Kind.POSTAL_CODE, Kind.LINK, Kind.HEALTH_NUMBER):
        assert recall[kind].part == recall[kind].of
    assert recall[Kind.EMAIL].part >= recall[Kind.EMAIL].of - 1
    assert recall[Kind.PERSON].part >= 0.8 * recall[Kind.PERSON].of
