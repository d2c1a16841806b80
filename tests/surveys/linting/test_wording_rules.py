"""What the rules of wording find: on questions written for them, and on questions that people ask.

`questions.tsv` was written beside the rules. `real_questions.tsv` holds 122 questions and
statements of five course evaluations of a Canadian public school (DIS-SIN/Evalhalla, MIT-style
licence), labelled by hand: `docs/linting.md` tells how the rules first did on them.
"""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from surveys.linting.hard_words import MOST_WORDS, absolute, two_negations
from surveys.linting.joined import joined_by
from surveys.linting.leading import led_by
from surveys.linting.remarks import words
from surveys.texts import Language

HERE = Path(__file__).parent
RULES = ("joined", "leading", "absolute", "double_negation")


class Labelled(NamedTuple):
    language: Language
    rules: frozenset[str]
    text: str


class Measure(NamedTuple):
    right: int
    false: int
    missed: int


@cache
def labelled(name: str) -> tuple[Labelled, ...]:
    found = []
    for line in (HERE / name).read_text("utf-8").splitlines():
        language, rules, text = line.split("\t")
        assert language in get_args(Language)
        found.append(Labelled(language, frozenset(rules.split(",")) - {"-"}, text))  # type: ignore[arg-type]
    return tuple(found)


def found_in(text: str, language: Language) -> set[str]:
    found = {
        "joined": joined_by(text, language),
        "leading": led_by(text, language),
        "absolute": absolute(text, language),
        "double_negation": two_negations(text, language),
        "long": len(words(text, language)) > MOST_WORDS[language],
    }
    return {rule for rule, what in found.items() if what}


def measured(name: str) -> dict[str, Measure]:
    counts: Counter[tuple[str, str]] = Counter()
    for each in labelled(name):
        found = found_in(each.text, each.language)
        counts.update((rule, "right") for rule in each.rules & found)
        counts.update((rule, "false") for rule in found - each.rules)
        counts.update((rule, "missed") for rule in each.rules - found)
    return {
        rule: Measure(counts[rule, "right"], counts[rule, "false"], counts[rule, "missed"])
        for rule in RULES
    }


def test_the_questions_written_for_the_rules_are_many_and_in_both_languages() -> None:
    counts = Counter((each.language, bool(each.rules)) for each in labelled("questions.tsv"))

    assert counts.total() == 124
    assert min(counts.values()) >= 20


def test_on_questions_written_for_them_the_rules_do_what_the_documentation_says() -> None:
    assert measured("questions.tsv") == {
        "joined": Measure(right=29, false=0, missed=1),
        "leading": Measure(right=22, false=0, missed=0),
        "absolute": Measure(right=10, false=0, missed=0),
        "double_negation": Measure(right=8, false=0, missed=0),
    }


def test_on_questions_that_people_ask_the_rules_do_what_the_documentation_says() -> None:
    assert len(labelled("real_questions.tsv")) == 122
    assert measured("real_questions.tsv") == {
        "joined": Measure(right=7, false=2, missed=0),
        "leading": Measure(right=0, false=0, missed=0),
        "absolute": Measure(right=0, false=0, missed=0),
        "double_negation": Measure(right=0, false=0, missed=0),
    }


def test_the_documentation_says_the_numbers_that_are_measured() -> None:
    page = (HERE.parents[2] / "docs" / "linting.md").read_text("utf-8")
    for name in ("questions.tsv", "real_questions.tsv"):
        for rule, (right, false, missed) in measured(name).items():
            assert f"| `{rule}` | {right} | {false} | {missed} |" in page


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "question " * 31), ("en", "question " * 26)],
)
def test_a_question_of_more_words_than_the_most_is_long(language: Language, text: str) -> None:
    assert "long" in found_in(text, language)
    assert "long" not in found_in(text.partition(" ")[2], language)
