"""Who gives which answer and writes which comment."""

from collections import Counter
from uuid import UUID

from service.demonstration.answer_dealing import Dealer
from service.demonstration.comment_dealing import deal_comments
from service.demonstration.participants import Participant, participants
from service.demonstration.plan import CommentBatch, Distribution
from surveys.acceptance import accept
from surveys.submissions import Submission
from surveys.visibility import visible_questions
from tests.factories import NOON, make_questionnaire, make_survey

EVERYBODY = participants("test", [NOON.date()] * 3, [40, 30, 30])


def _dealer(**distributions: Distribution) -> Dealer:
    return Dealer(
        about="test",
        questionnaire=make_questionnaire(),
        everybody=EVERYBODY,
        distributions=distributions,
    )


def test_questions_without_a_distribution_are_answered_acceptably() -> None:
    questionnaire = make_questionnaire()
    for number, dealt in enumerate(_dealer().answers()):
        seen = {question.code for question in visible_questions(questionnaire, dealt)}
        answers = {code: value for code, value in dealt.items() if code in seen}
        submission = Submission(id=UUID(int=number), answers=answers)

        assert accept(questionnaire, make_survey(), submission, at=NOON).answers


def test_answers_come_in_the_counts_that_were_asked_for() -> None:
    # Of 100, 4 skip and 6 say it does not apply; the 90 who are left go 60 to 30.
    shares = {"useful": 60.0, "useless": 30.0}
    dealt = _dealer(
        **{"usefulness.mission": Distribution(shares=shares, skipped=4, not_applicable=6)}
    ).answers()

    rows = [each["usefulness"] for each in dealt if "usefulness" in each]
    assert Counter(row.get("mission") for row in rows if isinstance(row, dict)) == {
        "useful": 60,
        "useless": 30,
        "not_applicable": 6,
        None: 4,
    }


def test_the_best_answers_go_to_those_in_the_best_mood() -> None:
    shares = {"very_satisfied": 50.0, "dissatisfied": 50.0}
    dealt = _dealer(satisfaction=Distribution(shares=shares)).answers()

    moods: dict[object, list[float]] = {"very_satisfied": [], "dissatisfied": []}
    for participant, answers in zip(EVERYBODY, dealt, strict=True):
        moods[answers["satisfaction"]].append(participant.mood)

    assert sum(moods["very_satisfied"]) / 50 > sum(moods["dissatisfied"]) / 50 + 0.5


def test_whoever_ticks_an_exclusive_option_ticks_no_other() -> None:
    shares = {"email": 80.0, "spreadsheet": 50.0, "none": 10.0}
    dealt = _dealer(tools=Distribution(shares=shares)).answers()

    ticked = [each["tools"] for each in dealt if "tools" in each]
    assert ticked.count(["none"]) == 10
    assert sum("none" in codes for codes in ticked if isinstance(codes, list)) == 10
    assert sum("email" in codes for codes in ticked if isinstance(codes, list)) == 80


def test_each_comment_is_written_once_by_someone_who_may_have() -> None:
    batches = [
        CommentBatch(about="anything", fr="Un\nDeux\nTrois", en="Four"),
        CommentBatch(about="late", cohorts=(3, 3), fr="Enfin"),
        CommentBatch(about="angry", mood="low", fr="Bof"),
    ]
    asked = [{"needs_next"}] * 50 + [set[str]()] * 20 + [{"needs_next"}] * 30

    written = deal_comments("test", EVERYBODY, asked, {"needs_next": batches, "unasked": batches})

    by_text = {
        text: (participant, questions)
        for participant, questions, comments in zip(EVERYBODY, asked, written, strict=True)
        for text in comments.values()
    }
    assert sorted(by_text) == ["Bof", "Deux", "Enfin", "Four", "Trois", "Un"]
    assert sum(map(len, written)) == 6
    assert all(questions for _, questions in by_text.values())
    assert by_text["Enfin"][0].cohort == 3
    assert by_text["Four"][0].language == "en"
    assert by_text["Bof"][0].mood < -1


def test_a_comment_in_a_language_nobody_chose_is_written_on_another_form() -> None:
    everybody = [Participant(1, NOON.date(), 0.0, "fr")]

    written = deal_comments(
        "test", everybody, [{"needs_next"}], {"needs_next": [CommentBatch(about="x", en="Time")]}
    )

    assert written == [{"needs_next": "Time"}]
