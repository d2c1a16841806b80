"""The indicators that a roster feeds."""

from collections.abc import Mapping
from typing import assert_never

from analysis.scores.account import Account
from analysis.scores.indicator import Count, Distribution, Group, Rate, Value
from analysis.scores.share import Share, share
from surveys.indicators import Measure
from surveys.slices import choices_of
from surveys.texts import Text


def roster_value(measure: Measure, account: Account) -> Value | None:
    """Return one measure of the roster; None where there is nothing to measure."""
    scores = account.roster_scores
    match measure:
        case "organisations":
            return Count(value=scores.organisations) if scores.organisations else None
        case "people":
            return Count(value=scores.people) if scores.people else None
        case "hours":
            return Count(value=scores.hours) if scores.attendance else None
        case "attendance":
            return _rate(scores.attendance)
        case "completion":
            return _rate(scores.completion)
        case "roles":
            return _groups({each.code: each.people for each in scores.roles}, "role", account)
        case "regions":
            places = {each.code: each.organisations for each in scores.regions}
            return _groups(places, "region", account)
        case "kinds":
            kinds = {each.code: each.organisations for each in scores.kinds}
            return _groups(kinds, "kind", account)
        case _:
            assert_never(measure)


def _rate(made: Share | None) -> Rate | None:
    return None if made is None else Rate(share=made)


def _groups(counts: Mapping[str, int], question: str, account: Account) -> Distribution | None:
    """Put known codes in the order of their question, then others by name, last the unsaid.

    None where nobody said anything.
    """
    newest_first = [family.questionnaire for family in reversed(account.families)]
    labels = {option.code: option.text for option in choices_of(newest_first, question)}
    said = {code for code, count in counts.items() if count}
    order = [*(code for code in labels if code in said), *sorted(said - labels.keys() - {""})]
    if not order:
        return None
    if "" in said:
        order.append("")
    together = sum(counts.values())
    return Distribution(
        groups=tuple(
            Group(code=code, label=labels.get(code, Text(code, code)), share=part)
            for code in order
            if (part := share(counts[code], together, None))
        ),
        answers=together,
    )
