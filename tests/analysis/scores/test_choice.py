"""Choices, counted option by option."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import ReleasedItem, release
from analysis.intervals import Interval
from analysis.scores.choice import score_choice
from surveys.questions import MultipleChoiceQuestion, Option, SingleChoiceQuestion
from surveys.texts import Text
from tests.analysis.tallies import released, tally_of

OPTIONS = tuple(
    Option(code=code, text=Text(code, code)) for code in ("email", "phone", "not_applicable")
)
ONE = SingleChoiceQuestion(code="channel", text=Text("Comment ?", "How?"), options=OPTIONS)
SEVERAL = MultipleChoiceQuestion(code="channel", text=Text("Comment ?", "How?"), options=OPTIONS)


def test_a_single_choice_keeps_the_order_of_the_questionnaire_and_its_zeros() -> None:
    score = score_choice(ONE, released({"phone": 6}), 10)

    assert [(option.code, option.share.count) for option in score.options] == [
        ("email", 0),
        ("phone", 6),
    ]
    assert (score.item, score.answers, score.multiple) == ("channel", 6, False)
    assert score.options[1].share.bounds == Interval(0.6, 1.0)


def test_sans_objet_is_out_of_a_single_choice_and_out_of_its_eligible() -> None:
    score = score_choice(ONE, released({"email": 4, "phone": 2, "not_applicable": 3}), 10)

    assert (score.answers, score.not_applicable) == (6, 3)
    assert [option.code for option in score.options] == ["email", "phone"]
    assert {option.share.answers for option in score.options} == {6}
    assert {option.share.eligible for option in score.options} == {7}


def test_a_multiple_choice_is_counted_among_people_not_ticks() -> None:
    # Five people, seven ticks: 4/5 and 2/5; the one who ticked "not applicable" is a person too.
    item = ReleasedItem(answered=5, counts={"email": 4, "phone": 2, "not_applicable": 1})
    score = score_choice(SEVERAL, item, None)

    assert score.multiple
    assert (score.answers, score.not_applicable) == (5, 0)
    assert [option.share.value for option in score.options] == pytest.approx([0.8, 0.4, 0.2])


def test_without_answers_there_are_no_options() -> None:
    assert score_choice(ONE, released({"not_applicable": 7}), 10).options == ()


def test_the_share_of_yes_stands_for_a_yes_no_question() -> None:
    answers = tuple(Option(code=code, text=Text(code, code)) for code in ("no", "unsure", "yes"))
    started = SingleChoiceQuestion(code="started", text=Text("Oui ?", "Yes?"), options=answers)
    yes = score_choice(started, released({"yes": 6, "no": 1, "unsure": 1}), 10).yes

    # 6 of 8: who is unsure has answered, and has not said yes.
    assert yes is not None
    assert (yes.count, yes.answers) == (6, 8)
    assert score_choice(ONE, released({"email": 6}), 10).yes is None


@given(st.lists(st.sets(st.sampled_from(["email", "phone"]), min_size=1), min_size=5))
def test_the_shares_are_what_counting_each_participant_gives(ticked: list[set[str]]) -> None:
    item = release(tally_of([{"channel": sorted(ticks)} for ticks in ticked])).items["channel"]
    score = score_choice(SEVERAL, item, None)

    assert score.answers == len(ticked)
    for option in score.options:
        assert option.share.count == sum(option.code in ticks for ticks in ticked)
