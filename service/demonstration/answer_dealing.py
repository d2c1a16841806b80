"""Who gave which answer: exact totals over all cohorts, dealt so that answers hang together.

Each value of a question has a fixed number of answers. They are dealt from the best
to the worst in the order of participants' mood, with some noise: whoever is unhappy
with one thing tends to be with another, cohorts differ as cohorts do, and the totals
are still exact.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from service.demonstration.apportion import apportion, chance
from service.demonstration.participants import Participant
from service.demonstration.plan import Distribution
from surveys.questionnaire import Questionnaire
from surveys.questions import (
    NOT_APPLICABLE,
    RECOMMENDATION_VALUES,
    DateQuestion,
    HiddenQuestion,
    Information,
    LongTextQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    PersonalCodeQuestion,
    Question,
    RecommendationQuestion,
    Scale,
    ScaleQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
)
from surveys.submissions import AnswerValue

_NOISE = 0.8  # standard deviations of mood


@dataclass(frozen=True, kw_only=True, slots=True)
class Dealer:
    """Deals one round of questions.

    What `distributions` does not name is dealt in a way usual for its kind.
    """

    about: str
    questionnaire: Questionnaire
    everybody: Sequence[Participant]
    distributions: Mapping[str, Distribution]

    def answers(self) -> list[dict[str, AnswerValue]]:
        """Return every participant's answers, those to hidden questions included."""
        answers: list[dict[str, AnswerValue]] = [{} for _ in self.everybody]
        for question in self.questionnaire.questions:
            for who, value in self._question(question).items():
                answers[who][question.code] = value
        return answers

    def _question(self, question: Question) -> Mapping[int, AnswerValue]:
        match question:
            case SingleChoiceQuestion(options=options):
                return self.item(question.code, _falling((each.code for each in options), 0.6))
            case MultipleChoiceQuestion():
                return self._ticks(question)
            case ScaleQuestion(scale=scale):
                return self._points(question.code, self.questionnaire.scale_by_code[scale])
            case MatrixQuestion():
                return self._rows(question)
            case RecommendationQuestion():
                best_first = [str(value) for value in reversed(RECOMMENDATION_VALUES)]
                return _numbers(self.item(question.code, _falling(best_first, 0.6), by_mood=True))
            case NumberQuestion(lowest=lowest, highest=highest):
                values = range(int(lowest), int(min(highest, lowest + 10)) + 1)
                return _numbers(self.item(question.code, _falling(map(str, values), 0.7)))
            case DateQuestion():
                return self._dates(question)
            case ShortTextQuestion() | LongTextQuestion() | PersonalCodeQuestion():
                return {}
            case HiddenQuestion() | Information():
                return {}
            case _:
                assert_never(question)

    def item(
        self, item: str, usual: Mapping[str, float], *, by_mood: bool = False
    ) -> dict[int, str]:
        """Deal the values of one item; `usual` says how, and which value is best, if by mood."""
        given = self.distributions.get(item, Distribution(shares=dict(usual)))
        draw = chance(self.about, item)
        who = draw.sample(range(len(self.everybody)), len(self.everybody))
        skipped = round(len(who) * given.skipped / 100)
        apart = skipped + round(len(who) * given.not_applicable / 100)
        rest = who[apart:]
        if by_mood or given.by_mood:
            rest.sort(key=lambda each: draw.gauss(-self.everybody[each].mood, _NOISE))
        order = usual if by_mood else given.shares
        values = apportion({code: given.shares.get(code, 0) for code in order}, len(rest))
        return dict.fromkeys(who[skipped:apart], NOT_APPLICABLE) | dict(
            zip(rest, values, strict=True)
        )

    def _points(self, item: str, scale: Scale) -> dict[int, str]:
        return self.item(item, _falling(_best_first(scale), 0.4), by_mood=True)

    def _rows(self, question: MatrixQuestion) -> dict[int, AnswerValue]:
        scale = self.questionnaire.scale_by_code[question.scale]
        given: dict[int, dict[str, str]] = {}
        for row in question.rows:
            for who, code in self._points(f"{question.code}.{row.code}", scale).items():
                given.setdefault(who, {})[row.code] = code
        return dict(given)

    def _dates(self, question: DateQuestion) -> dict[int, AnswerValue]:
        """Deal first days of a month, so many months before the participant was asked."""
        months = self.item(question.code, _falling(map(str, range(12)), 0.8))
        return {
            who: max(
                _months_before(self.everybody[who].asked_on, int(count)), question.earliest
            ).isoformat()
            for who, count in months.items()
        }

    def _ticks(self, question: MultipleChoiceQuestion) -> dict[int, AnswerValue]:
        """Deal ticks: those who tick an exclusive option first, the other options among the rest.

        A participant dealt no tick at all skips the question.
        """
        usual = Distribution(shares=_falling((each.code for each in question.options), 0.7, 60))
        given = self.distributions.get(question.code, usual)
        draw = chance(self.about, question.code)
        who = draw.sample(range(len(self.everybody)), len(self.everybody))
        ticks: dict[int, list[str]] = {}
        for option in sorted(question.options, key=lambda option: not option.exclusive):
            count = round(len(self.everybody) * given.shares.get(option.code, 0) / 100)
            for each in draw.sample(who, min(count, len(who))):
                ticks.setdefault(each, []).append(option.code)
            if option.exclusive:
                who = [each for each in who if each not in ticks]
        return dict(ticks)


def _falling(codes: Iterable[str], ratio: float, first: float = 100) -> dict[str, float]:
    """Return shares of which each is `ratio` times the one before."""
    return {code: first * ratio**n for n, code in enumerate(codes)}


def _numbers(values: Mapping[int, str]) -> dict[int, AnswerValue]:
    return {who: float(value) if "." in value else int(value) for who, value in values.items()}


def _months_before(day: date, count: int) -> date:
    """Return the first day of the month that is `count` months before that of `day`."""
    years, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(years, month + 1, 1)


def _best_first(scale: Scale) -> list[str]:
    """Return the points from the best outwards: favourable, then neutral, then the others."""
    codes = [point.code for point in scale.points]
    best = codes.index(scale.best) if scale.best else 0
    sides = ("favourable", "neutral", "unfavourable")
    points = sorted(
        enumerate(scale.points),
        key=lambda each: (sides.index(each[1].side), abs(each[0] - best)),
    )
    return [point.code for _, point in points]
