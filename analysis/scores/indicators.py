"""Every declared indicator of a programme, an activity or a cohort.

Each is summed from what the families of the scope release, so nothing it says can
give away what the gate withholds: it says nothing that could not be added up by hand
from what is shown already.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias, assert_never

from analysis.disclosure.gate import ReleasedItem, added
from analysis.scores.account import Account, Family, confined
from analysis.scores.choice import YES
from analysis.scores.indicator import (
    Distribution,
    EnteredFact,
    Group,
    IndicatorValue,
    Rate,
    Recommendation,
    Unsaid,
    Value,
)
from analysis.scores.net_promoter import net_promoter_score
from analysis.scores.roster_indicators import roster_value
from analysis.scores.share import released_share, share
from analysis.scores.survey_scores import eligible_for, response
from analysis.scores.trend import pooled
from surveys.facts import Fact
from surveys.indicators import (
    DistributionIndicator,
    FactIndicator,
    Feed,
    Indicator,
    NetPromoterIndicator,
    ResponseIndicator,
    RosterIndicator,
    ShareIndicator,
    ThemesIndicator,
)
from surveys.questionnaire import Questionnaire, items
from surveys.questions import (
    NOT_APPLICABLE,
    HiddenQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    Option,
    Point,
    Question,
    Row,
    ScaleQuestion,
    SingleChoiceQuestion,
)
from surveys.texts import Text

_FromAnswers: TypeAlias = ShareIndicator | DistributionIndicator | NetPromoterIndicator


class _Answers(NamedTuple):
    """The answers to one item, in one family."""

    questionnaire: Questionnaire
    question: Question
    released: ReleasedItem | None
    """None: withheld, or nobody answered."""
    eligible: int | None


def indicator_values(
    indicators: Sequence[Indicator], account: Account
) -> tuple[IndicatorValue, ...]:
    """Return each indicator that something in `account` feeds, in the order declared.

    A matrix gives a value a row. An indicator that nothing here could feed is left out;
    one whose answers are too few, or none, is `Unsaid`.
    """
    return tuple(
        IndicatorValue(
            indicator=indicator.code,
            scope=account.scope,
            row=row.code if row else None,
            row_name=row.text if row else Text(),
            value=value,
        )
        for indicator in indicators
        if _is_reported(indicator, account)
        for row, value in _values(indicator, account)
    )


def _is_reported(indicator: Indicator, account: Account) -> bool:
    here = {activity.slug for activity in account.activities}
    return not indicator.activities or bool(here & set(indicator.activities))


def _values(indicator: Indicator, whole: Account) -> Iterator[tuple[Row | None, Value]]:
    account = confined(whole, indicator.activities) if indicator.activities else whole
    families = account.families
    match indicator:
        case ShareIndicator() | DistributionIndicator() | NetPromoterIndicator():
            for row in _rows(indicator.feeds, families):
                yield row, _answered(indicator, row, families)
        case ResponseIndicator(questionnaire=code):
            if answered := _response(
                [each for each in families if each.questionnaire.code == code]
            ):
                yield None, answered
        case RosterIndicator(measure=measure):
            if value := roster_value(measure, account):
                yield None, value
        case FactIndicator(fact=code):
            yield from ((None, _entered(fact)) for fact in _facts(code, account))
        case ThemesIndicator():  # themes have counts of their own: analysis.disclosure.themes
            return
        case _:
            assert_never(indicator)


def _facts(code: str, account: Account) -> Iterator[Fact]:
    for fact in account.facts:
        if fact.code == code and (fact.activity or fact.programme) == account.scope:
            yield fact


def _entered(fact: Fact) -> EnteredFact:
    return EnteredFact(value=fact.value, unit=fact.unit, source=fact.source, on=fact.on)


def _answered(indicator: _FromAnswers, row: Row | None, families: Sequence[Family]) -> Value:
    found = list(_answers(indicator.feeds, row, families))
    match indicator:
        case ShareIndicator():
            return _rate(found)
        case DistributionIndicator():
            return _distribution([answers for _, answers in found])
        case NetPromoterIndicator():
            return _recommendation([answers for _, answers in found])
        case _:
            assert_never(indicator)


def _rows(feeds: Sequence[Feed], families: Sequence[Family]) -> list[Row | None]:
    """Return the rows that feeds of a whole matrix name, in its order; [None] for other items.

    Empty where no questionnaire asks any of them.
    """
    rows: dict[str, Row | None] = {}
    for feed in feeds:
        for question in (each for family in families for each in _asked(feed, family)):
            if isinstance(question, MatrixQuestion) and "." not in feed.item:
                rows |= {row.code: row for row in question.rows if row.code not in rows}
            else:
                rows[""] = None
    return list(rows.values())


def _asked(feed: Feed, family: Family) -> Iterator[Question]:
    """Yield the question that feeds a figure as each version asks it; the newest one first.

    A version that no longer asks it takes nothing away from what was answered before.
    """
    if not _feeds(feed, family):
        return
    for questionnaire in sorted(family.asked.values(), key=lambda each: -each.version):
        question = questionnaire.by_code.get(feed.item.partition(".")[0])
        if question and (feed.item == question.code or feed.item in items(question)):
            yield question


def _feeds(feed: Feed, family: Family) -> bool:
    return feed.questionnaire in {None, family.questionnaire.code}


def _answers(
    feeds: Sequence[Feed], row: Row | None, families: Sequence[Family]
) -> Iterator[tuple[Feed, _Answers]]:
    """Yield what feeds one figure, family by family."""
    for feed in feeds:
        item = f"{feed.item}.{row.code}" if row else feed.item
        for family in families:
            if _feeds(feed, family) and (found := pooled(family.asked, item, family.released)):
                question = found.questionnaire.by_code[feed.item.partition(".")[0]]
                yield (
                    feed,
                    _Answers(
                        found.questionnaire,
                        question,
                        found.released.items.get(item),
                        eligible_for(found.questionnaire, question, found.released),
                    ),
                )


class _Sum(NamedTuple):
    """Answers to items that are counted together."""

    released: ReleasedItem
    eligible: int | None
    """How many could answer; None where nobody knows it of one of the items."""


def _sum(found: Sequence[_Answers]) -> _Sum:
    """Add up what is released; those who could answer what is withheld stay among the eligible."""
    known = [each.eligible for each in found if each.eligible is not None]
    return _Sum(
        added([each.released for each in found if each.released]),
        sum(known) if len(known) == len(found) else None,
    )


def _rate(found: Sequence[tuple[Feed, _Answers]]) -> Value:
    together = _sum([answers for _, answers in found])
    absent = sum(_not_applicable(answers) for _, answers in found)
    least, most = (
        sum(
            bound(answers.released, _counted(feed, answers))
            for feed, answers in found
            if answers.released
        )
        for bound in (ReleasedItem.least, ReleasedItem.most)
    )
    eligible = None if together.eligible is None else together.eligible - absent
    made = share(least, together.released.answered - absent, eligible, untold=most - least)
    return Unsaid() if made is None else Rate(share=made)


def _counted(feed: Feed, answers: _Answers) -> tuple[str, ...]:
    """Return the codes that count."""
    if feed.values:
        return feed.values
    match answers.question:
        case ScaleQuestion(scale=scale) | MatrixQuestion(scale=scale):
            return answers.questionnaire.scale_by_code[scale].favourable
        case _:
            return (YES,)


def _not_applicable(answers: _Answers) -> int:
    """Return how many said "sans objet"; ticked beside others, it is an option like any other."""
    if answers.released is None or isinstance(answers.question, MultipleChoiceQuestion):
        return 0
    return answers.released.counts.get(NOT_APPLICABLE, 0)


def _distribution(found: Sequence[_Answers]) -> Value:
    together = _sum(found)
    absent = sum(_not_applicable(answers) for answers in found)
    answered = together.released.answered - absent
    if not answered:
        return Unsaid()
    eligible = None if together.eligible is None else together.eligible - absent
    offered = {each.code: each.text for answers in found for each in _offered(answers)}
    return Distribution(
        groups=tuple(
            Group(code=code, label=label, share=part)
            for code, label in offered.items()
            if (part := released_share(together.released, {code}, answered, eligible))
        ),
        answers=answered,
        not_applicable=absent,
    )


def _offered(answers: _Answers) -> Iterator[Point | Option]:
    """Yield what one chooses from, but "sans objet"."""
    match answers.question:
        case ScaleQuestion(scale=scale) | MatrixQuestion(scale=scale):
            yield from answers.questionnaire.scale_by_code[scale].points
        case MultipleChoiceQuestion(options=options):
            yield from options
        case SingleChoiceQuestion(options=options) | HiddenQuestion(options=options):
            yield from (option for option in options if option.code != NOT_APPLICABLE)
        case _:
            return


def _recommendation(found: Sequence[_Answers]) -> Value:
    if not found:  # two versions that ask it in different ways
        return Unsaid()
    together = _sum(found)
    item = found[0].question.code
    made = net_promoter_score(item, together.released, together.eligible)
    return Unsaid() if made is None else Recommendation(score=made)


def _response(families: Sequence[Family]) -> Rate | None:
    """Return submissions among those asked; None where nobody knows how many were."""
    surveys = [survey for family in families for survey in family.released.each]
    known = [made for survey in surveys if (made := response(survey))]
    if not surveys or len(known) < len(surveys):
        return None
    made = share(sum(each.count for each in known), sum(each.answers for each in known), None)
    return None if made is None else Rate(share=made)
