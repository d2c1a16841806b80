"""What an import will do: the mapping, matched with the files, before any row is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.formats import mapping as maps
from service.formats.answers import Column, DayColumn, Reader
from service.formats.cohorts import LONGEST_SLUG, RowCohort, listed_cohort
from service.formats.columns import Columns, column_problems, missing_everywhere
from service.formats.dates import DatesAmbiguous, decide
from service.formats.mapping import MappingProblem, MappingUnusable
from service.formats.mapping_checks import mapping_problems
from service.formats.readers import Vocabulary, reader
from service.formats.tables import Table
from surveys.programme import Activity, Programme
from surveys.publishing import problems as publishing_problems
from surveys.questionnaire import Questionnaire
from surveys.questions import DateQuestion


@dataclass(frozen=True, kw_only=True, slots=True)
class FilePlan:
    """Where one file holds what an import needs."""

    table: Table
    readers: tuple[Reader, ...]
    cohort: Column | DayColumn | None
    received: DayColumn | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportPlan:
    mapping: maps.Mapping
    questionnaire: Questionnaire
    files: tuple[FilePlan, ...]
    notes: tuple[str, ...]

    @property
    def programme(self) -> Programme:
        return Programme(slug=self.mapping.programme.slug, name=self.mapping.programme.name)

    @property
    def activity(self) -> Activity:
        entry = self.mapping.activity
        return Activity(
            slug=entry.slug,
            programme=self.mapping.programme.slug,
            name=entry.name,
            position=entry.position,
        )

    @property
    def only_cohort(self) -> RowCohort | None:
        """The cohort of every row, where no column makes cohorts."""
        rule = self.mapping.cohorts
        several = rule.column or rule.file_name
        return None if several else listed_cohort(rule.listed[0])

    @property
    def longest_cohort_slug(self) -> int:
        """Most characters of a cohort's slug, for those of its survey to fit."""
        return LONGEST_SLUG - len(self.survey_slug(""))

    def survey_slug(self, cohort: str) -> str:
        return f"{cohort}-{self.questionnaire.code.replace('_', '-')}"


def plan_import(
    name: str, mapping: maps.Mapping, questionnaire: Questionnaire, tables: Sequence[Table]
) -> ImportPlan:
    """Match a mapping with its questionnaire and the files.

    Raises:
        MappingUnusable: they do not fit; all problems are listed.
    """
    problems = [
        MappingProblem(f"questionnaire, {place}", message.en)
        for place, message in publishing_problems(questionnaire)
    ]
    if problems:
        raise MappingUnusable(name, problems)
    problems += mapping_problems(mapping, questionnaire)
    all_columns = [Columns.of(table) for table in tables]
    for columns in all_columns:
        problems += column_problems(mapping, columns)
    if problems:
        raise MappingUnusable(name, problems)
    files: list[FilePlan] = []
    for columns in all_columns:
        try:
            files.append(_file_plan(mapping, questionnaire, columns))
        except DatesAmbiguous as ambiguous:
            problems.append(MappingProblem(columns.table.name, str(ambiguous)))
    if problems:
        raise MappingUnusable(name, problems)
    return ImportPlan(
        mapping=mapping,
        questionnaire=questionnaire,
        files=tuple(files),
        notes=tuple(_notes(mapping, files, all_columns)),
    )


def _file_plan(mapping: maps.Mapping, questionnaire: Questionnaire, columns: Columns) -> FilePlan:
    vocabulary = Vocabulary(mapping, questionnaire)
    rule, received = mapping.cohorts, mapping.received
    received_formats = received.formats if received else ()
    cohort: Column | DayColumn | None = columns.first(rule.column)
    if isinstance(cohort, Column) and rule.period:
        cohort = _day_column(columns.table, cohort, rule.formats or received_formats)
    day = columns.first(received.column) if received else None
    return FilePlan(
        table=columns.table,
        readers=tuple(
            reader(entry, found, vocabulary)
            for entry in mapping.answers
            if (found := _entry_columns(entry, questionnaire, columns))
        ),
        cohort=cohort,
        received=_day_column(columns.table, day, received_formats) if day else None,
    )


def _entry_columns(
    entry: maps.Answer, questionnaire: Questionnaire, columns: Columns
) -> Mapping[str, Column | DayColumn]:
    dates = isinstance(questionnaire.by_code[entry.question], DateQuestion)
    formats = entry.formats if isinstance(entry, maps.OneColumn) else ()
    return {
        code: _day_column(columns.table, column, formats) if dates else column
        for code, headers in maps.answer_columns(entry).items()
        if (column := columns.first(headers))
    }


def _day_column(table: Table, column: Column, formats: tuple[str, ...]) -> DayColumn:
    texts = [
        row.cells[column.position]
        for row in table.rows
        if row.cells[column.position]
        and column.position not in row.moments
        and row.whole_fault is None
    ]
    try:
        return DayColumn(column, decide(texts, formats))
    except DatesAmbiguous as ambiguous:
        raise DatesAmbiguous(f"“{column.header}”: {ambiguous}") from None


def _notes(
    mapping: maps.Mapping, files: Sequence[FilePlan], all_columns: Sequence[Columns]
) -> Iterator[str]:
    for file in files:
        yield from (f"{file.table.name}: {note}" for note in file.table.notes)
        for column in dict.fromkeys([file.cohort, file.received]):
            if isinstance(column, DayColumn) and column.form.guessed:
                yield f"{file.table.name}: “{column.header}” is read as {column.form.name}."
    if missing := missing_everywhere(mapping, all_columns):
        yield f"No file has a column for: {', '.join(missing)}."
