"""From one row of a file to one submission, or to the reasons why it can't be read."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePath
from typing import NamedTuple, TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

from service.formats.answers import CellFault, DayColumn, Findings
from service.formats.cohorts import RowCohort, cohort_of_day, cohort_of_word
from service.formats.import_plan import FilePlan, ImportPlan
from service.formats.spelling import spelling
from service.formats.tables import Row
from service.formats.words import Misread
from surveys.submissions import AnswerValue, Submission


class UnreadableRow(NamedTuple):
    file: str
    line: int
    faults: tuple[CellFault, ...]


class BlankRow(NamedTuple):
    """A row that answers no question: somebody opened the form and left."""

    file: str
    line: int


class ReadRow(NamedTuple):
    file: str
    line: int
    cohort: RowCohort
    day: date | None
    """When it was received; None if the file does not say."""

    submission: Submission
    settled: Counter[str]
    """How often the mapping decided between several possible answers, by its rule."""

    headers: dict[str, str]
    """By question: the columns it was read from, to name them in a fault."""


RowOutcome: TypeAlias = ReadRow | BlankRow | UnreadableRow


class RowReader:
    """Reads the rows of one file, in order.

    The id of a submission is made from what the row holds, and from how many
    rows before it in the same file hold the same. So a file that is imported
    again, in the same format or another, or as part of a longer export, changes
    nothing; and two people who answered alike stay two.
    """

    def __init__(self, plan: ImportPlan, file: FilePlan, *, at: datetime) -> None:
        """`at` is the time of the import: no row can be of a later day."""
        self._plan = plan
        self._file = file
        # Where people answer, it may be tomorrow already.
        self._latest = at.astimezone(UTC).date() + timedelta(days=1)
        self._file_word = PurePath(file.table.name).stem
        self._seen: Counter[str] = Counter()
        self._headers = {
            reader.question: "”, “".join(column.header for column in reader.columns.values())
            for reader in file.readers
        }
        mapping = plan.mapping
        self._namespace = uuid5(
            NAMESPACE_URL, f"bilan:{mapping.programme.slug}/{mapping.activity.slug}/import"
        )

    def read(self, row: Row) -> RowOutcome:
        name = self._file.table.name
        if row.whole_fault:
            return UnreadableRow(name, row.line, (CellFault(None, row.whole_fault),))
        found = Findings()
        answers = self._answers(row, found)
        if not (answers or found.faults):
            return BlankRow(name, row.line)
        cohort, day = self._cohort(row, found), self._day(row, found)
        if found.faults or cohort is None:
            return UnreadableRow(name, row.line, tuple(dict.fromkeys(found.faults)))
        return ReadRow(
            file=name,
            line=row.line,
            cohort=cohort,
            day=day,
            submission=Submission(
                id=self._id(row, cohort), language=self._plan.mapping.language, answers=answers
            ),
            settled=found.settled,
            headers=self._headers,
        )

    def _answers(self, row: Row, found: Findings) -> dict[str, AnswerValue]:
        answers: dict[str, AnswerValue] = {}
        for reader in self._file.readers:
            value = reader.read(row, found)
            known = answers.get(reader.question)
            if isinstance(value, dict) and isinstance(known, dict):
                answers[reader.question] = known | value
            elif value is not None:
                answers[reader.question] = value
        return answers

    def _cohort(self, row: Row, found: Findings) -> RowCohort | None:
        if (only := self._plan.only_cohort) is not None:
            return only
        rule, column = self._plan.mapping.cohorts, self._file.cohort
        activity = self._plan.mapping.activity.slug
        try:
            if isinstance(column, DayColumn) and rule.period:
                day = self._checked(column.day(row))
                return cohort_of_day(day, rule.period, activity=activity)
            word = column.text(row) if column else self._file_word
            longest = self._plan.longest_cohort_slug
            return cohort_of_word(rule, word, activity=activity, longest=longest)
        except Misread as misread:
            header = column.header if column else None
            found.faults.append(CellFault(header, str(misread)))
            return None

    def _day(self, row: Row, found: Findings) -> date | None:
        column = self._file.received
        if column is None:
            return None
        try:
            return self._checked(column.day(row))
        except Misread as misread:
            found.faults.append(CellFault(column.header, str(misread)))
            return None

    def _checked(self, day: date | None) -> date:
        if day is None:
            raise Misread("there is no date")
        if day > self._latest:
            raise Misread(f"{day} is in the future")
        return day

    def _id(self, row: Row, cohort: RowCohort) -> UUID:
        """Return the id of a row without faults; personal columns have no part in it.

        The survey has: the same words about another cohort, or in answer to another
        questionnaire, are another person's.
        """
        columns = {
            f"{reader.question}.{code}": column
            for reader in self._file.readers
            for code, column in reader.columns.items()
        }
        parts = {
            part: column.fingerprint(row)
            for part, column in (
                *columns.items(),
                ("(cohort)", self._file.cohort),
                ("(received)", self._file.received),
            )
            if column is not None
        }
        if self._plan.mapping.cohorts.file_name:
            parts["(file)"] = spelling(self._file_word)
        held = (f"{part}={held}" for part, held in sorted(parts.items()) if held)
        content = "\n".join([f"(survey)={self._plan.survey_slug(cohort.slug)}", *held])
        self._seen[content] += 1
        return uuid5(self._namespace, f"{content}\n{self._seen[content]}")
