"""How often each answer was given: counted once from the file, then kept current in memory.

A page costs the cells that it shows, not the answers behind them. A survey is counted from the
file when somebody first asks for it. From then on whoever changes answers tells it, in the
order in which the changes reached the disk, and before anybody hears that they did: so who was
told that an answer is stored finds it counted, and no count holds what the file does not.

Telling is cheap, for the writer pays for it at each answer; adding it up is left to who reads.
What is counted is never changed, but replaced: a page keeps the counts that it began with.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from threading import Lock, Thread
from types import TracebackType
from typing import Literal, NamedTuple, Self, TypeAlias

import duckdb
import msgspec

from analysis.inputs import ItemTally, Said
from service.store.sql import query
from surveys.questions import NOT_APPLICABLE
from surveys.slices import DIMENSIONS, NOT_SAID, Dimension
from surveys.submissions import AcceptedSubmission, StoredValue
from surveys.texts import Slug

_Cell: TypeAlias = tuple[str, str | None]
"""An item and a value of it; without the value: who answered the item."""

_WHO = (None, NOT_APPLICABLE)
"""The values that tell who answered an item, and who of them is to be counted."""

SENT = ""
"""The item of every submission, whatever it answers."""

ALL: Literal["all"] = "all"
"""Stands for all dimensions at once."""

Part: TypeAlias = tuple[Dimension | None, str] | tuple[Literal["all"], Said]
"""Those who said one thing in a dimension, be it offered or not; or who said the same in all.

Of the latter, only who answered is counted, and who answered that it does not concern them."""

EVERYBODY: Part = (None, "")


@dataclass(frozen=True)
class Counted:
    """The answers of one part of a survey."""

    cells: Mapping[_Cell, int]
    """None of them zero."""

    @property
    def submissions(self) -> int:
        return self.cells.get((SENT, None), 0)

    @cached_property
    def items(self) -> Mapping[str, ItemTally]:
        counts: dict[str, dict[str, int]] = {}
        for (item, value), number in self.cells.items():
            if value is not None:
                counts.setdefault(item, {})[value] = number
        return {
            item: ItemTally(answered, counts.get(item, {}))
            for (item, value), answered in self.cells.items()
            if value is None and item != SENT
        }


NOTHING = Counted({})


def cells_of(items: Mapping[str, ItemTally]) -> dict[_Cell, int]:
    """Return the cells of which a part with these items is made."""
    return {
        cell: count
        for item, answers in items.items()
        for cell, count in [
            ((item, None), answers.answered),
            *(((item, value), given) for value, given in answers.counts.items()),
        ]
    }


def together(parts: Sequence[Counted]) -> Counted:
    """Return several parts of a survey, which nobody is in twice, as one."""
    if len(parts) == 1:
        return parts[0]
    cells: Counter[_Cell] = Counter()
    for part in parts:
        cells.update(part.cells)
    return Counted(cells)


CountedSurvey: TypeAlias = Mapping[Part, Counted]
"""A survey by its parts; those that nobody is in are absent."""


class Change(NamedTuple):
    """What became of one submission."""

    before: AcceptedSubmission | None
    """None: it is new."""
    after: AcceptedSubmission | None
    """None: it was erased."""


_Given: TypeAlias = tuple[str, str | tuple[str, ...]]
"""An item, and the value or the values that one submission gives for it; a comment has none."""

_Told: TypeAlias = defaultdict[Said, Counter[_Given]]
"""How many more, or fewer, submissions give something, by what they say."""


class Counts:
    """The answers of the open file, counted; whoever changes them tells it (`changing`).

    As a context manager, it counts them ahead.
    """

    def __init__(
        self, cursor: Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]]
    ) -> None:
        """Count by cursors of the file, each opened by `cursor`."""
        self._cursor = cursor
        self._known: dict[Slug, CountedSurvey] = {}
        self._followed: set[Slug] = set()
        """Surveys that are known, or being counted."""
        self._told: dict[Slug, _Told] = {}
        """What is to be added to surveys that are followed; those that are current are absent."""
        self._changing = Lock()
        """Held from before a change is committed until it is told."""
        self._telling = Lock()
        self._counting = Lock()
        self._ahead: Thread | None = None

    def of(self, surveys: Collection[Slug]) -> dict[Slug, CountedSurvey]:
        """Return the answers of these surveys, sealed ones too: what is shown is not decided here.

        It waits while surveys are counted for the first time.
        """
        if any(survey not in self._known or survey in self._told for survey in surveys):
            with self._counting:  # who waited finds it done
                if missing := [survey for survey in surveys if survey not in self._known]:
                    self._count(missing)
                for survey in surveys:
                    if survey in self._told:
                        self._add_up(survey)
        return {survey: self._known[survey] for survey in surveys}

    def submissions(self, surveys: Collection[Slug]) -> dict[Slug, int]:
        """Return how many submissions each of these surveys has."""
        return {
            survey: parts.get(EVERYBODY, NOTHING).submissions
            for survey, parts in self.of(surveys).items()
        }

    def forget(self, survey: Slug) -> None:
        """Count a survey anew from the file when it is asked for: its answers were anonymised."""
        with self._counting, self._telling:
            self._known.pop(survey, None)
            self._told.pop(survey, None)
            self._followed.discard(survey)

    @contextmanager
    def changing(self) -> Iterator[list[Change]]:
        """Hold this around a transaction that changes answers; the body appends what it did.

        Nothing is told if the body raises.
        """
        changes: list[Change] = []
        with self._changing:
            yield changes
            self._tell(changes)

    def __enter__(self) -> Self:
        """Begin to count every survey that has answers, so that nobody waits for it later."""
        with self._cursor() as cursor:
            surveys = [survey for (survey,) in cursor.execute(query("surveys_answered")).fetchall()]
        if surveys:
            self._ahead = Thread(target=self.of, args=(surveys,), name="counts")
            self._ahead.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._ahead:
            self._ahead.join()

    def _tell(self, changes: Iterable[Change]) -> None:
        with self._telling:
            for before, after in changes:
                if before and before.survey in self._followed:
                    self._told_of(before).subtract(_given(before))
                if after and after.survey in self._followed:
                    self._told_of(after).update(_given(after))

    def _told_of(self, submission: AcceptedSubmission) -> Counter[_Given]:
        """Return what was told of those who say what this submission says."""
        if submission.survey not in self._told:
            self._told[submission.survey] = defaultdict(Counter)
        return self._told[submission.survey][_said(submission)]

    def _count(self, surveys: Sequence[Slug]) -> None:
        """Count surveys in the file. The caller holds `_counting`."""
        with self._cursor() as cursor:
            with self._changing:
                cursor.begin()
                cursor.execute(query("answers_now"))  # the file as it is, before what is told next
                self._followed.update(surveys)
            try:
                self._known.update(counted(cursor, surveys))
            except BaseException:
                self._forget(surveys)
                raise
            cursor.rollback()

    def _forget(self, surveys: Sequence[Slug]) -> None:
        """Follow surveys no more, and drop what was told of them: the file holds it."""
        with self._telling:
            self._followed.difference_update(surveys)
            for survey in surveys:
                self._told.pop(survey, None)

    def _add_up(self, survey: Slug) -> None:
        """Add what was told of a survey. The caller holds `_counting`; others wait meanwhile."""
        with self._telling:
            told, self._told[survey] = self._told[survey], defaultdict(Counter)
        self._known[survey] = _added(self._known[survey], told)
        with self._telling:
            if not self._told[survey]:
                del self._told[survey]


def counted(
    cursor: duckdb.DuckDBPyConnection, surveys: Sequence[Slug]
) -> dict[Slug, CountedSurvey]:
    """Count the answers of surveys in the file."""
    cells: dict[Slug, dict[Part, dict[_Cell, int]]] = {survey: {} for survey in surveys}
    rows = cursor.execute(query("answer_counts"), {"surveys": list(surveys)}).fetchall()
    for survey, dimension, written, item, value, number in rows:
        said = msgspec.json.decode(written, type=Said) if dimension == ALL else written
        cells[survey].setdefault((dimension, said), {})[item, value] = number
    return {
        survey: {part: Counted(its) for part, its in parts.items()}
        for survey, parts in cells.items()
    }


def _added(survey: CountedSurvey, told: _Told) -> CountedSurvey:
    """Return a survey with what was told of it."""
    cells: dict[Part, Counter[_Cell]] = {}
    for said, given in told.items():
        more: Counter[_Cell] = Counter()
        for (item, texts), number in given.items():
            more[item, None] += number
            for text in (texts,) if isinstance(texts, str) else texts:
                more[item, text] += number
        for part in (EVERYBODY, *zip(DIMENSIONS, said, strict=True)):
            if part not in cells:
                cells[part] = Counter(survey.get(part, NOTHING).cells)
            cells[part].update(more)
        if (ALL, said) not in cells:
            cells[ALL, said] = Counter(survey.get((ALL, said), NOTHING).cells)
        cells[ALL, said].update({cell: n for cell, n in more.items() if cell[1] in _WHO})
    changed = {
        part: Counted({cell: number for cell, number in its.items() if number})
        for part, its in cells.items()
    }
    return {part: each for part, each in {**survey, **changed}.items() if each.cells}


def _said(submission: AcceptedSubmission) -> Said:
    role, region = submission.answers.get("role"), submission.answers.get("region")
    return (
        role if isinstance(role, str) else NOT_SAID,
        region if isinstance(region, str) else NOT_SAID,
        submission.language,
    )


def _given(submission: AcceptedSubmission) -> list[_Given]:
    return [
        (SENT, ()),
        *[
            (item, value if type(value) is str else _texts(value))
            for item, value in submission.answers.items()
        ],
        *[(question, ()) for question in submission.comments],
    ]


def _texts(value: StoredValue) -> tuple[str, ...]:
    """Return what was given as the file writes it."""
    if isinstance(value, list):
        return tuple(value)
    return (msgspec.json.encode(value).decode(),)
