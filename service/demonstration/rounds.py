"""One round of questions: a questionnaire put to every cohort of an activity, and the answers."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from service.demonstration.answer_dealing import Dealer
from service.demonstration.apportion import apportion, chance
from service.demonstration.comment_dealing import deal_comments
from service.demonstration.participants import Participant, participants
from service.demonstration.plan import Distribution, read_comments, read_distributions
from surveys.acceptance import accept
from surveys.questionnaire import Questionnaire
from surveys.submissions import AcceptedSubmission, AnswerValue, Submission, day_ordered_id
from surveys.survey import Survey
from surveys.visibility import visible_questions

_DAYS_TO_ANSWER = {0: 42, 1: 20, 2: 8, 3: 5, 5: 3, 7: 12, 8: 6, 10: 4}
"""Percent of submissions by days since the survey opened; a reminder goes out after a week."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    name: str
    questionnaire: Questionnaire
    distributions: tuple[str, ...]
    """Sections of answers.toml; a later one wins."""
    surveys: tuple[Survey, ...]
    """One a cohort, in order."""
    counts: tuple[int, ...]
    """Submissions to each survey."""

    def submissions(self) -> Iterator[AcceptedSubmission]:
        """Yield every submission, as accepted on a day its survey was open."""
        days = [survey.opens_at.date() for survey in self.surveys]
        everybody = participants(self.name, days, self.counts)
        draw = chance(self.name, "submissions")
        delays = apportion(_DAYS_TO_ANSWER, len(everybody))
        draw.shuffle(delays)
        quotable = self._quotable(everybody)
        for who, (participant, answers, delay) in enumerate(
            zip(everybody, self._answers(everybody, quotable), delays, strict=True)
        ):
            survey = self.surveys[participant.cohort - 1]
            at = survey.opens_at + timedelta(days=delay)
            submission = Submission(
                id=day_ordered_id(at.date(), draw.randbytes(10)),
                language=participant.language,
                answers=answers,
                quotable=who in quotable,
            )
            yield accept(self.questionnaire, survey, submission, at=at)

    def _answers(
        self, everybody: list[Participant], quotable: Collection[int]
    ) -> list[dict[str, AnswerValue]]:
        """Return everybody's answers to the questions they see, comments among them."""
        dealt = self._dealer(everybody).answers()
        asked = [
            {question.code for question in visible_questions(self.questionnaire, answers)}
            for answers in dealt
        ]
        for who, seen in enumerate(asked):
            if who not in quotable:  # who does not agree to be quoted writes no testimonial
                seen.discard("testimonial")
        written = deal_comments(self.name, everybody, asked, read_comments(self.name))
        return [
            {code: value for code, value in answers.items() if code in seen} | dict(comments)
            for answers, seen, comments in zip(dealt, asked, written, strict=True)
        ]

    def _quotable(self, everybody: list[Participant]) -> set[int]:
        """Return who agrees to be quoted, by place in `everybody`."""
        dealt = self._dealer(everybody).item("quotable", {"yes": 1})
        return {who for who, answer in dealt.items() if answer == "yes"}

    def _dealer(self, everybody: list[Participant]) -> Dealer:
        sections = read_distributions()
        named: dict[str, Distribution] = dict(
            chain.from_iterable(sections[name].items() for name in self.distributions)
        )
        return Dealer(
            about=self.name,
            questionnaire=self.questionnaire,
            everybody=everybody,
            distributions=named,
        )
