"""What the columns of a file tell of the people in it, whatever their names.

Nothing here trusts what a column is called: what it holds decides. A column that holds ids
of answers leads to answers; beside it, a time finer than a day says when somebody answered.
A column that holds the marks of personal links leads to who was invited; whatever else is
kept beside it can order the links, or part them into the few and the many.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from analysis.attacker.chance import Ranked, goes_with
from analysis.attacker.findings import Finding
from analysis.attacker.orders import steps_back

_DAY_MS = 86_400_000
_TIMED = {1, 6, 7}
"""Versions of UUIDs that hold a time."""

_MANY = 12
"""Links in a row whose order says something."""


class Column(NamedTuple):
    """One column of one table, and what it holds."""

    table: str
    name: str
    answers: int = 0
    """Different ids of answers."""
    links: int = 0
    """Different marks of personal links."""
    people: int = 0
    """Different people of a roster."""
    times: int = 0
    """Times finer than a day."""

    @property
    def place(self) -> str:
        """Return what it is called."""
        return f"{self.table}.{self.name}"


class Link(NamedTuple):
    """A personal link as it stands in the file."""

    survey: str
    mark: str
    used: bool


def by_columns(columns: Sequence[Column], accepted: Collection[str]) -> Iterator[Finding]:
    """Yield what columns tell by standing beside each other.

    Args:
        columns: Of all tables.
        accepted: Places that are known to hold ids of answers, or times beside them that are
            not of those who answered; each for a reason that is written down.
    """
    tables: dict[str, list[Column]] = {}
    for column in columns:
        tables.setdefault(column.table, []).append(column)
    for table in tables.values():
        leading = [column for column in table if column.answers]
        for column in leading:
            if column.place not in accepted:
                yield Finding(kind="id_kept_elsewhere", place=column.place, number=column.answers)
            yield from _connected(column, table)
        if leading:
            for column in table:
                if column.times and column.place not in accepted:
                    place = column.place
                    yield Finding(kind="time_beside_answers", place=place, number=column.times)


def _connected(leading: Column, table: Sequence[Column]) -> Iterator[Finding]:
    place = leading.place
    if any(column.links for column in table):
        yield Finding(kind="answers_beside_links", place=place, number=leading.answers)
    if any(column.people for column in table):
        yield Finding(kind="answers_beside_people", place=place, number=leading.answers)


def by_ids(ids: Mapping[str, Iterable[UUID]]) -> Iterator[Finding]:
    """Yield the surveys in which ids of answers hold a time finer than a day."""
    for survey, some in ids.items():
        if timed := sum(_is_timed(each) for each in some):
            place = "submissions.submission_id"
            yield Finding(kind="time_in_id", place=place, survey=survey, number=timed)


def _is_timed(each: UUID) -> bool:
    if each.version == 7:  # noqa: PLR2004 -- RFC 9562: the first 48 bits are milliseconds
        return (each.int >> 80) % _DAY_MS != 0
    return each.version in _TIMED


def by_order(place: str, days: Iterable[Ranked], *, tries: int) -> Iterator[Finding]:
    """Yield a column that stands in the order in which answers came, finer than by days.

    Args:
        place: What it is called.
        days: By survey and day: where answers stand in the file, and the column's values.
        tries: How many columns are looked at.
    """
    some = [day for day in days if len({value for _, value in day}) > 1]
    if goes_with(some, tries=tries):
        yield Finding(kind="order_of_arrival", place=place, number=sum(map(len, some)))


def by_marks(
    place: str, marks: Mapping[str, Mapping[str, int]], *, threshold: int | None
) -> Iterator[Finding]:
    """Yield what parts the used links of a survey.

    Args:
        place: The column.
        marks: By survey: how many used links have each value.
        threshold: Fewest links with one value, where the column is known and moves on in
            batches; None: it may have no second value.
    """
    for survey, values in marks.items():
        smallest = min(values.values(), default=0)
        if len(values) > 1 and (threshold is None or smallest < threshold):
            yield Finding(kind="mark_on_links", place=place, survey=survey, number=smallest)


def by_place(links: Sequence[Link]) -> Iterator[Finding]:
    """Yield the surveys whose used links stand in an order that is not that of their hashes.

    Links are made in the order of their hashes, which are random, and marked where they
    stand. Batches that were made one after another begin anew, used and unused alike. So
    used links that step back about as often as any shuffled ones do, while all links do so
    no more often than that, were put where they are as they were used.
    """
    surveys: dict[str, list[Link]] = {}
    for link in links:
        surveys.setdefault(link.survey, []).append(link)
    for survey, some in surveys.items():
        used = [link.mark for link in some if link.used]
        unused = [link.mark for link in some if not link.used]
        if len(used) >= _MANY and _is_shuffled(used) and not _is_shuffled(unused):
            yield Finding(
                kind="order_of_links", place="invitations", survey=survey, number=len(used)
            )


def _is_shuffled(keys: Sequence[str]) -> bool:
    """Whether two steps in five go back, or more; every other one does by chance."""
    return len(keys) > 1 and steps_back(keys) * 5 >= (len(keys) - 1) * 2
