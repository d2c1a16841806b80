"""Which column of a file each part of a mapping means."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.formats import mapping as maps
from service.formats.answers import Column
from service.formats.mapping import MappingProblem
from service.formats.spelling import heading
from service.formats.tables import Table


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one file."""

    table: Table
    by_heading: dict[str, Column]

    @classmethod
    def of(cls, table: Table) -> "Columns":
        return cls(
            table,
            {
                heading(header): Column(position, header)
                for position, header in enumerate(table.columns)
            },
        )

    def named(self, headers: maps.Headers) -> list[Column]:
        """Return the columns under any of these headers."""
        spellings = dict.fromkeys(heading(each) for each in maps.headers(headers))
        return [self.by_heading[each] for each in spellings if each in self.by_heading]

    def first(self, headers: maps.Headers) -> Column | None:
        return next(iter(self.named(headers)), None)


def column_problems(mapping: maps.Mapping, columns: Columns) -> Iterator[MappingProblem]:
    """Yield where the columns of one file and those of the mapping do not meet."""
    name = columns.table.name
    used: set[str] = set()
    for place, headers, needed in _uses(mapping):
        found = columns.named(headers)
        used |= {heading(each) for each in maps.headers(headers)}
        if len(found) > 1:
            names = "” and “".join(column.header for column in found)
            yield MappingProblem(name, f"“{names}” are both {place}; keep one.")
        if needed and not found:
            wanted = "” or “".join(maps.headers(headers))
            yield MappingProblem(name, f"it has no column “{wanted}”, which is {place}.")
    used |= {heading(each) for each in (*mapping.columns.personal, *mapping.columns.ignored)}
    for key, column in columns.by_heading.items():
        if key not in used:
            yield MappingProblem(
                name,
                f"the column “{column.header}” is neither mapped to a question, "
                "nor listed as personal or ignored.",
            )
    yield from _answered_twice(mapping, columns)


def missing_everywhere(mapping: maps.Mapping, files: Iterable[Columns]) -> list[str]:
    """Return the questions, and rows or options, for which no file has a column."""
    files = list(files)
    return [
        f"{entry.question}.{code}" if code != entry.question else code
        for entry in mapping.answers
        for code, headers in maps.answer_columns(entry).items()
        if not any(columns.named(headers) for columns in files)
    ]


def _uses(mapping: maps.Mapping) -> Iterator[tuple[str, maps.Headers, bool]]:
    """Yield what each column is for, its headers, and whether every file needs it."""
    if mapping.cohorts.column:
        yield "the column of cohorts", mapping.cohorts.column, True
    needed = not mapping.files.columns_may_be_missing
    if mapping.received:
        yield "the column of dates", mapping.received.column, needed
    for entry in mapping.answers:
        for code, headers in maps.answer_columns(entry).items():
            part = "" if code == entry.question else f", “{code}”"
            yield f"the column of the question “{entry.question}”{part}", headers, needed


def _answered_twice(mapping: maps.Mapping, columns: Columns) -> Iterator[MappingProblem]:
    """Two entries may answer one question in different files, not in one."""
    answered: set[tuple[str, str | None]] = set()
    for entry in mapping.answers:
        parts = _answered(entry, columns)
        questions = {question for question, row in answered if row is None}
        clash = parts & answered or {part for part in parts if part[0] in questions}
        if clash or ((entry.question, None) in parts and _begun(entry.question, answered)):
            yield MappingProblem(
                columns.table.name,
                f"two entries of the mapping answer the question “{entry.question}” in this file.",
            )
        answered |= parts


def _answered(entry: maps.Answer, columns: Columns) -> set[tuple[str, str | None]]:
    """Return what an entry answers in one file: a question, or rows of its matrix."""
    present = {code for code, each in maps.answer_columns(entry).items() if columns.named(each)}
    match entry:
        case maps.ColumnPerRow():
            return {(entry.question, code) for code in present}
        case maps.OneColumn(row=row):
            return {(entry.question, row)} if present else set()
        case _:
            return {(entry.question, None)} if present else set()


def _begun(question: str, answered: set[tuple[str, str | None]]) -> bool:
    return any(question == other for other, _ in answered)
