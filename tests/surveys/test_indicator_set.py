"""A file of indicators: what ships is whole, and every fault is told with its place."""

import msgspec
import pytest

from service.store.indicators import shipped_indicators
from service.store.shipped import shipped_questionnaires
from surveys.indicator_set import IndicatorsUnreadable, indicator_problems, read_indicators
from surveys.indicators import Indicator, RosterIndicator
from tests.factories import make_questionnaire

_GOOD = """
[[indicators]]
kind = "share"
code = "satisfied"
name = { fr = "Satisfaction", en = "Satisfaction" }
feeds = [{ item = "satisfaction" }]
"""


def _problems(text: str) -> list[tuple[str, str]]:
    found = indicator_problems(
        read_indicators(text.encode()), [make_questionnaire()], ["formation"]
    )
    return [(problem.place, problem.message.en) for problem in found]


def test_the_shipped_questionnaires_feed_every_shipped_indicator() -> None:
    asked = list(shipped_questionnaires().values())

    assert indicator_problems(shipped_indicators(), asked, []) == []


def test_a_shipped_indicator_says_what_it_counts_and_what_is_rated_how_far_it_proves() -> None:
    for indicator in shipped_indicators():
        assert indicator.numerator.fr
        assert indicator.numerator.en
        assert indicator.tier or isinstance(indicator, RosterIndicator)


def test_a_good_file_has_no_problems() -> None:
    assert _problems(_GOOD) == []


@pytest.mark.parametrize(
    ("before", "after", "place", "said"),
    [
        ('item = "satisfaction"', 'item = "nowhere"', "nowhere", "No questionnaire"),
        ('item = "satisfaction"', 'item = "usefulness.nowhere"', "usefulness.nowhere", "No quest"),
        ('item = "satisfaction"', 'item = "needs_next"', "needs_next", "offers no answers"),
        ('item = "satisfaction"', 'item = "role"', "role", "Nothing says which answers count"),
        (
            'item = "satisfaction"',
            'item = "role", values = ["astronaut"]',
            "role",
            "does not offer the answer “astronaut”",
        ),
        (
            'item = "satisfaction"',
            'item = "tools", values = ["email", "spreadsheet"]',
            "tools",
            "count more than once",
        ),
        (
            'item = "satisfaction"',
            'item = "usefulness.mission", values = ["not_applicable"]',
            "usefulness.mission",
            "not an answer that counts",
        ),
        ('kind = "share"', 'kind = "net_promoter"', "satisfaction", "from 0 to 10"),
        ('en = "Satisfaction"', 'en = ""', "name", "English text is missing"),
        ("feeds = [{", 'activities = ["elsewhere"]\nfeeds = [{', "satisfied", "no activity"),
        ('feeds = [{ item = "satisfaction" }]', "feeds = []", "satisfied", "No question feeds"),
    ],
)
def test_every_fault_is_told_with_its_place(before: str, after: str, place: str, said: str) -> None:
    assert before in _GOOD
    ((where, message),) = _problems(_GOOD.replace(before, after))

    assert place in where
    assert said in message


def test_two_indicators_cannot_share_a_code() -> None:
    ((where, message),) = _problems(_GOOD + _GOOD)

    assert "satisfied" in where
    assert "already taken" in message


@pytest.mark.parametrize(
    "text", ["[[indicators]", _GOOD.replace("share", "guess"), _GOOD + "mood = 1", "\xff"]
)
def test_what_is_no_set_of_indicators_is_refused_in_words(text: str) -> None:
    with pytest.raises(IndicatorsUnreadable, match=r"\w+"):
        read_indicators(text.encode("latin-1"))


def test_an_indicator_comes_back_from_json_as_it_was() -> None:
    for indicator in shipped_indicators():
        there = msgspec.json.encode(indicator)
        assert msgspec.json.decode(there, type=Indicator) == indicator


@pytest.mark.parametrize(
    "second",
    [
        '{ item = "usefulness" }',
        '{ item = "usefulness", questionnaire = "short" }',
        '{ item = "usefulness.mission" }',
    ],
)
def test_the_same_answers_are_never_counted_twice(second: str) -> None:
    feeds = f'feeds = [{{ item = "usefulness" }}, {second}]'
    ((where, message),) = _problems(_GOOD.replace('feeds = [{ item = "satisfaction" }]', feeds))

    assert "usefulness" in where
    assert "counts these answers already" in message
