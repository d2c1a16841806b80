"""The indicators that a roster feeds."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import assert_never

from analysis.scores.account import Account
from analysis.scores.indicator import Count, Distribution, Group, Rate, Value
from analysis.scores.share import share
from surveys.indicators import Measure
from surveys.questions import SingleChoiceQuestion
from surveys.texts import Text


def roster_value(measure: Measure, account: Account) -> Value | None:
    """Return one measure of the roster; None where there is nothing to measure.

    To complete something that has one session is to attend it, so completion is a rate of
    cohorts with two sessions or more.
    """
    rows = account.roster
    match measure:
        case "organisations":
            organisations = {row.organisation for row in rows} - {""}
            return Count(value=len(organisations)) if organisations else None
        case "people":
            return Count(value=len({row.person for row in rows})) if rows else None
        case "hours":
            minutes = sum(row.minutes_attended for row in rows)
            return Count(value=minutes / 60) if rows else None
        case "attendance":
            return _rate(row.sessions_attended > 0 for row in rows)
        case "completion":
            sessions = Counter(session.cohort for session in account.sessions)
            return _rate(row.completed for row in rows if sessions[row.cohort] > 1)
        case "roles":
            return _groups((row.role for row in rows), _labels("role", account))
        case "regions":
            places = {(row.organisation, row.region) for row in rows if row.organisation}
            return _groups((region for _, region in places), _labels("region", account))
        case "kinds":
            kinds = {(row.organisation, row.kind) for row in rows if row.organisation}
            return _groups((kind for _, kind in kinds), {})
        case _:
            assert_never(measure)


def _rate(yes: Iterable[bool]) -> Rate | None:
    each = list(yes)
    made = share(sum(each), len(each), None)
    return None if made is None else Rate(share=made)


def _labels(question: str, account: Account) -> dict[str, Text]:
    """Return the options of `question`, by code, in the order of the questionnaires."""
    return {
        option.code: option.text
        for family in account.families
        if isinstance(asked := family.questionnaire.by_code.get(question), SingleChoiceQuestion)
        for option in asked.options
    }


def _groups(said: Iterable[str], labels: Mapping[str, Text]) -> Distribution | None:
    """Count the words said: known codes in their order, then others by name, last the unsaid.

    None where nobody said anything.
    """
    counts = Counter(said)
    others = sorted(counts.keys() - labels.keys() - {""})
    order = [*(code for code in labels if counts[code]), *others, *([""] if counts[""] else [])]
    if order in ([], [""]):
        return None
    return Distribution(
        groups=tuple(
            Group(code=code, label=labels.get(code, Text(code, code)), share=part)
            for code in order
            if (part := share(counts[code], counts.total(), None))
        ),
        answers=counts.total(),
    )
