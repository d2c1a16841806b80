"""What is told of surveys: tables and texts that move on in steps, kept before anybody sees them.

`service.store.counts` knows how each survey stands at this moment. Nobody is shown that: who reads
twice could subtract. They are shown what was told last, and `analysis.disclosure.steps` says when
that moves on. It moves when somebody reads, and is on disk before they do: after a restart, however
sudden, everybody finds what was told before. What the disk does not take is not told.
"""

import logging
import secrets
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias, TypeVar

import duckdb
import msgspec

from analysis.disclosure import steps
from analysis.disclosure.steps import KEPT, Sheet
from analysis.inputs import ItemTally, Said
from service.logs import spoken
from service.store.counts import (
    ALL,
    EVERYBODY,
    NOTHING,
    SENT,
    Counted,
    CountedSurvey,
    Counts,
    Part,
    cells_of,
)
from service.store.sql import query
from service.store.successor import Again
from surveys.slices import DIMENSIONS, Dimension
from surveys.survey import Survey
from surveys.texts import Slug

logger = logging.getLogger(__name__)

_MOST_MADE = 500

Made = TypeVar("Made")

_Of: TypeAlias = tuple[Dimension | Literal["all"] | None, str]
"""A dimension, all at once, or None for everybody; and an item in it."""

_Tables: TypeAlias = Mapping[_Of, tuple[Sheet, ...]]
"""What was told of a survey, the latest first."""


class _Row(msgspec.Struct):
    survey: str
    dimension: str | None
    item: str
    step: int
    parts: Mapping[str, ItemTally]


class _TextsDue(NamedTuple):
    survey: Slug
    question: str
    number: int
    drawn: int
    """Decides which."""


class _Survey(NamedTuple):
    """What is told of a survey."""

    present: CountedSurvey | None
    """Its answers when that was decided; None: it has to be decided again."""
    over: bool
    steps: Mapping[_Of, int]
    """How many tables were ever told."""
    tables: _Tables
    shown: CountedSurvey


class Transaction(Protocol):
    """As `Database.transaction`."""

    def __call__(self, *, again: Again) -> AbstractContextManager[duckdb.DuckDBPyConnection]: ...


class Source(NamedTuple):
    """Where a page reads: the file at one moment, and what is told of its answers."""

    cursor: duckdb.DuckDBPyConnection
    telling: "Telling"


class Telling:
    """The one door from what is counted to what is shown."""

    def __init__(
        self,
        counts: Counts,
        cursor: Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]],
        transaction: Transaction,
    ) -> None:
        self._counts = counts
        self._cursor = cursor
        self._transaction = transaction
        self._lock = Lock()
        self._known: dict[Slug, _Survey] = {}
        self._made: dict[Hashable, tuple[object, Any]] = {}

    def of(self, surveys: Sequence[Survey], *, at: datetime) -> dict[Slug, CountedSurvey]:
        """Return what is told of these surveys at this moment, in tables that move in steps.

        How many sent the form is told as it is, or as many as are told to have answered
        something; of surveys that are sealed, nothing else.
        """
        over = _over(surveys, at)
        with self._lock:
            present = self._counts.of([survey.slug for survey in surveys])
            self._read(over.keys() - self._known.keys())
            self._keep(
                {
                    survey: _moved(self._known[survey], present[survey], over=is_over)
                    for survey, is_over in over.items()
                    if self._is_stale(survey, present[survey], over=is_over)
                }
            )
            return {
                survey: self._shown(survey, counted) if survey in over else _sent({}, counted)
                for survey, counted in present.items()
            }

    def tell_texts(self, surveys: Sequence[Survey], *, at: datetime) -> None:
        """Let those texts of these surveys be read that may be; call it before they are."""
        over = _over(surveys, at)
        with self._lock:
            with self._cursor() as cursor:
                rows = cursor.execute(query("texts_waiting"), {"surveys": [*over]}).fetchall()
            due = [
                _TextsDue(survey, question, number, secrets.randbits(63))
                for survey, question, told, waiting in rows
                if (number := steps.texts_due(told, waiting, over=over[survey]))
            ]
            if due:
                self._write(partial(_insert_texts, due=due))

    def once(self, name: Hashable, made_of: object, make: Callable[[], Made]) -> Made:
        """Return what is made of what is told; it is made anew only where that is something else.

        Args:
            name: What it is; of the last hundreds it is known what they were made of.
            made_of: All that it depends on, compared by value.
            make: Makes it.
        """
        before = self._made.pop(name, None)
        made: Made = before[1] if before and before[0] == made_of else make()
        self._made[name] = (made_of, made)
        while len(self._made) > _MOST_MADE:
            self._made.pop(next(iter(self._made)), None)
        return made

    def forget(self, survey: Slug) -> None:
        """Decide anew what is told of a survey: it was anonymised, or is there no more."""
        with self._lock:
            self._counts.forget(survey)
            self._known.pop(survey, None)

    def _shown(self, survey: Slug, present: CountedSurvey) -> CountedSurvey:
        known = self._known[survey]
        return known.shown if known.present is present else _sent(known.shown, present)

    def _is_stale(self, survey: Slug, present: CountedSurvey, *, over: bool) -> bool:
        known = self._known[survey]
        return known.present is not present or known.over != over

    def _read(self, surveys: Iterable[Slug]) -> None:
        """Read what was told of surveys, be it before this process was there."""
        if not (missing := sorted(surveys)):
            return
        with self._cursor() as cursor:
            found = stored_tables(cursor, missing)
        for survey, (numbers, tables) in found.items():
            self._known[survey] = _Survey(None, False, numbers, tables, _shown(tables))

    def _keep(self, moved: Mapping[Slug, _Survey]) -> None:
        """Keep tables on disk, then in memory."""
        rows = [
            row
            for survey, after in moved.items()
            for row in _rows(survey, self._known[survey], after)
        ]
        if rows and not self._write(partial(_insert_tables, rows=rows)):
            return
        self._known.update(moved)

    def _write(self, write: Again) -> bool:
        """Return whether the disk took it."""
        try:
            with self._transaction(again=write) as cursor:
                write(cursor)
        except duckdb.Error as error:  # a full disk, for one: what was told before is told
            logger.error("what is to be told next could not be kept: %s", spoken(error))  # noqa: TRY400
            return False
        return True


def _over(surveys: Sequence[Survey], at: datetime) -> dict[Slug, bool]:
    """Return whether each survey is over, of those that are not sealed."""
    return {each.slug: each.state(at) == "over" for each in surveys if not each.is_sealed(at)}


def stored_tables(
    cursor: duckdb.DuckDBPyConnection, surveys: Sequence[Slug]
) -> dict[Slug, tuple[dict[_Of, int], _Tables]]:
    """Return how many tables were told of each item of these surveys, and the last of them."""
    numbers: dict[Slug, dict[_Of, int]] = {survey: {} for survey in surveys}
    tables: dict[Slug, defaultdict[_Of, list[Sheet]]] = {
        survey: defaultdict(list) for survey in surveys
    }
    rows = cursor.execute(query("told_tables"), {"surveys": surveys}).fetchall()
    for survey, dimension, item, step, parts in rows:  # the latest first
        numbers[survey].setdefault((dimension, item), step)
        sheet = msgspec.json.decode(parts, type=dict[str, ItemTally])
        tables[survey][dimension, item].append(sheet)
    return {
        survey: (numbers[survey], {of: tuple(found) for of, found in tables[survey].items()})
        for survey in surveys
    }


def told_at_the_end(
    cursor: duckdb.DuckDBPyConnection, survey: Slug, present: CountedSurvey
) -> CountedSurvey:
    """Return what is told of a survey that is over, of which all that is told is to go."""
    ((numbers, tables),) = stored_tables(cursor, [survey]).values()
    known = _Survey(None, True, numbers, tables, {})
    for name in ("delete_told_tables", "delete_told_texts_of_survey"):
        cursor.execute(query(name), {"survey": survey})
    return _moved(known, present, over=True).shown


def _moved(known: _Survey, present: CountedSurvey, *, over: bool) -> _Survey:
    """Return what is told of a survey as it stands."""
    now = _sheets(present)
    tables, numbers = dict(known.tables), dict(known.steps)
    for item in sorted({item for _, item in [*now, *tables]}, key=_sent_last):
        for of, new in _next(item, tables, now, over=over).items():
            tables[of] = (new, *tables.get(of, ()))[:KEPT]
            numbers[of] = numbers.get(of, 0) + 1
    return _Survey(present, over, numbers, tables, _sent(_shown(tables), present))


def _next(item: str, tables: _Tables, now: Mapping[_Of, Sheet], *, over: bool) -> dict[_Of, Sheet]:
    """Return the tables of an item that are told anew."""
    everybody: _Of = (None, item)
    told, present = tables.get(everybody, ()), now.get(everybody, {})
    if not over:
        answers = present.get(steps.EVERYBODY)
        table = steps.next_while_open(told, answers, chance=secrets.randbelow) if answers else None
        return {everybody: {steps.EVERYBODY: table}} if table else {}
    new = steps.next_when_over(told, present) if told or present else None
    moved = {} if new is None else {everybody: new}
    return moved | _next_parts(item, {**tables, **{of: (its,) for of, its in moved.items()}}, now)


def _next_parts(item: str, tables: _Tables, now: Mapping[_Of, Sheet]) -> dict[_Of, Sheet]:
    """Return the tables of an item by dimension that are told anew: of all of them, or of none.

    Else of two dimensions that were told at different times, or of what everybody told and what the
    parts did, one could be subtracted from the other. How many sent the form in each role stands
    for the question of that name: both count the same people.
    """
    for each in [item] if item else DIMENSIONS:
        everybody: _Of = (None, each)
        if tables.get(everybody, ({},))[0] != now.get(everybody, {}):
            return {}
    moved: dict[_Of, Sheet] = {}
    for dimension in DIMENSIONS:
        of: _Of = (dimension, item)
        told, present = tables.get(of, ()), now.get(of, {})
        if (told or present) and told[:1] != (present,):
            new = steps.next_when_over(told, present)
            if new is None:
                return {}
            moved[of] = new
    if moved:  # who is in all of them at once decides what may be shown of each
        moved[ALL, item] = now.get((ALL, item), {})
    return moved


def _sent_last(item: str) -> tuple[bool, str]:
    """How many sent the form, by dimension, hangs on what everybody told of that question."""
    return item == SENT, item


def _sheets(survey: CountedSurvey) -> dict[_Of, dict[str, ItemTally]]:
    """Return a survey by item, but for how many sent the form in all."""
    sheets: defaultdict[_Of, dict[str, ItemTally]] = defaultdict(dict)
    for (dimension, said), part in survey.items():
        name = said if isinstance(said, str) else msgspec.json.encode(said).decode()
        for item, answers in part.items.items():
            sheets[dimension, item][name] = answers
        if dimension is not None:
            sheets[dimension, SENT][name] = ItemTally(part.submissions, {})
    return dict(sheets)


def _shown(tables: _Tables) -> CountedSurvey:
    """Return a survey by part, as its latest tables tell it."""
    parts: defaultdict[Part, dict[str, ItemTally]] = defaultdict(dict)
    for (dimension, item), (latest, *_) in tables.items():
        for name, answers in latest.items():
            if dimension == ALL:
                parts[ALL, msgspec.json.decode(name, type=Said)][item] = answers
            else:
                parts[dimension, name][item] = answers
    return {part: Counted(cells_of(items)) for part, items in parts.items()}


def _sent(told: CountedSurvey, present: CountedSurvey) -> CountedSurvey:
    """Return what is told, with how many sent the form: that tells nobody's answers.

    Where some were erased, an item may be told of more people than there still are: then of these.
    """
    there = present.get(EVERYBODY, NOTHING).submissions
    parts = {EVERYBODY: Counted({}), **told}
    return {
        part: Counted(
            {**its.cells, (SENT, None): max(_people(its), there if part == EVERYBODY else 0)}
        )
        for part, its in parts.items()
    }


def _people(part: Counted) -> int:
    """Return how many are told to have answered something, at least."""
    return max((count for (_, value), count in part.cells.items() if value is None), default=0)


def _rows(survey: Slug, before: _Survey, after: _Survey) -> Iterator[_Row]:
    """Yield the tables that are new."""
    for (dimension, item), step in after.steps.items():
        if step != before.steps.get((dimension, item)):
            latest = after.tables[dimension, item][0]
            yield _Row(survey, dimension, item, step, latest)


def _insert_tables(cursor: duckdb.DuckDBPyConnection, rows: Sequence[_Row]) -> None:
    encoded = msgspec.json.encode(rows).decode()
    cursor.execute(query("insert_told_tables"), {"rows": encoded})
    for survey in sorted({row.survey for row in rows if row.step > KEPT}):
        cursor.execute(query("delete_old_told_tables"), {"survey": survey, "kept": KEPT})


def _insert_texts(cursor: duckdb.DuckDBPyConnection, due: Sequence[_TextsDue]) -> None:
    for each in due:
        cursor.execute(query("insert_told_texts"), each._asdict())
