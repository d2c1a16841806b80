"""Tallies counted the slow way, straight from the answers of each participant."""

from collections.abc import Mapping, Sequence

from analysis.disclosure.gate import ReleasedItem
from analysis.inputs import ItemTally, SurveyTally
from surveys.submissions import StoredValue


def tally_of(
    rows: Sequence[Mapping[str, StoredValue]],
    *,
    survey: str = "printemps-2026",
    cohort: str = "cohorte-1",
    eligible: int | None = None,
) -> SurveyTally:
    """Count `rows`, one a submission, each with its answers by item."""
    items = {}
    for item in {item for row in rows for item in row}:
        given = [row[item] for row in rows if item in row]
        chosen = [
            str(value)
            for answer in given
            for value in (answer if isinstance(answer, list) else [answer])
        ]
        items[item] = ItemTally(
            answered=len(given), counts={value: chosen.count(value) for value in set(chosen)}
        )
    return SurveyTally(
        survey=survey, cohort=cohort, submissions=len(rows), eligible=eligible, items=items
    )


def survey_tally(
    submissions: int,
    items: Mapping[str, Mapping[str, int]],
    *,
    survey: str = "printemps-2026",
    cohort: str = "cohorte-1",
    eligible: int | None = None,
) -> SurveyTally:
    """Return a tally of items with one value an answer, given as counts."""
    return SurveyTally(
        survey=survey,
        cohort=cohort,
        submissions=submissions,
        eligible=eligible,
        items={
            item: ItemTally(answered=sum(counts.values()), counts=counts)
            for item, counts in items.items()
        },
    )


def released(counts: Mapping[str, int]) -> ReleasedItem:
    """Return an item with one value an answer, as the gate would release it."""
    return ReleasedItem(answered=sum(counts.values()), counts=counts)
