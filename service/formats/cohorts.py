"""Which cohort a row belongs to."""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from typing import Literal, NamedTuple, assert_never

from babel.dates import format_date

from service.formats.mapping import CohortEntry, CohortRule
from service.formats.spelling import spelling
from service.formats.words import Misread, quoted
from surveys.programme import Cohort
from surveys.texts import Text

LONGEST_SLUG = 64


class RowCohort(NamedTuple):
    """A cohort as one row tells it; dates that nobody gave are those of its rows."""

    slug: str
    name: Text
    starts_on: date | None = None
    ends_on: date | None = None
    eligible: int | None = None


def listed_cohort(entry: CohortEntry) -> RowCohort:
    return RowCohort(entry.slug, entry.name, entry.starts_on, entry.ends_on, entry.eligible)


def cohort_of_word(rule: CohortRule, word: str, *, activity: str, longest: int) -> RowCohort:
    """Return the cohort a word stands for; one of its own if the mapping lists none.

    Args:
        rule: What makes a cohort.
        word: What the row holds.
        activity: Slug of the activity, with which that of a new cohort begins.
        longest: Most characters of the slug of a new cohort.

    Raises:
        Misread: the word is empty, or not listed where it must be.
    """
    key = spelling(word)
    if not key:
        raise Misread("it does not say which cohort the row belongs to")
    for entry in rule.listed:
        if key in {spelling(each) for each in entry.words}:
            return listed_cohort(entry)
    if rule.only_listed:
        raise Misread(f"{quoted(word)} is not one of the listed cohorts")
    slug = f"{activity}-{_slug(word)}"[:longest].strip("-")
    name = " ".join(word.split())
    return RowCohort(slug, Text(fr=name, en=name))


def cohort_of_day(
    day: date, period: Literal["year", "quarter", "month", "day"], *, activity: str
) -> RowCohort:
    """Return the cohort of the period in which a day lies."""
    match period:
        case "year":
            first, last = date(day.year, 1, 1), date(day.year, 12, 31)
            suffix, name = f"{day.year}", Text(fr=f"{day.year}", en=f"{day.year}")
        case "quarter":
            number = (day.month + 2) // 3
            first = date(day.year, 3 * number - 2, 1)
            last = _end_of_month(day.year, 3 * number)
            suffix = f"{day.year}-q{number}"
            name = Text(fr=f"T{number} {day.year}", en=f"Q{number} {day.year}")
        case "month":
            first, last = date(day.year, day.month, 1), _end_of_month(day.year, day.month)
            suffix, name = f"{day:%Y-%m}", _in_words(day, "LLLL y")
        case "day":
            first = last = day
            suffix, name = day.isoformat(), _in_words(day, "long")
        case _:
            assert_never(period)
    return RowCohort(f"{activity}-{suffix}", name, first, last)


def dated(cohort: RowCohort, *, activity: str, days: list[date]) -> Cohort | None:
    """Return the cohort with the days of its rows where it has none; None if they have none."""
    known = [day for day in (cohort.starts_on, cohort.ends_on, *days) if day]
    if not known:
        return None
    return Cohort(
        slug=cohort.slug,
        activity=activity,
        name=cohort.name,
        starts_on=cohort.starts_on or min(known),
        ends_on=cohort.ends_on or max(known),
        eligible=cohort.eligible,
    )


def _slug(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _in_words(day: date, form: str) -> Text:
    return Text(
        fr=format_date(day, form, locale="fr_CA"), en=format_date(day, form, locale="en_CA")
    )
