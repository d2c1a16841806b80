"""`bilan import`: bring in the answers another tool exported."""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, NoReturn

import rich_click as click
from rich.console import Console
from rich.progress import Progress

from service.commands.opening import open_database, read_settings
from service.formats.collected import Collected, collect
from service.formats.files import read_table
from service.formats.import_plan import ImportPlan, plan_import
from service.formats.import_report import (
    mapping_lines,
    note_lines,
    preview_lines,
    unreadable_lines,
)
from service.formats.import_rows import RowOutcome, RowReader
from service.formats.mapping import Mapping, MappingProblem, MappingUnusable, read_mapping
from service.formats.tables import LARGEST_FILE, Layout, Table, TableUnreadable
from service.jobs import find_themes
from service.store import submissions
from service.store.database import Database
from service.store.load import LoadRefused, load
from service.store.reads import submission_counts
from surveys.bundle import Bundle
from surveys.questionnaire import Questionnaire, QuestionnaireUnreadable, read_questionnaire

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Setup(NamedTuple):
    mapping: Mapping
    questionnaire: Questionnaire

    def layout(self, sheet: str | None) -> Layout:
        rule = self.mapping.files
        return Layout(
            header_row=rule.header_row, first_answer_row=rule.first_answer_row, sheet=sheet
        )


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--mapping", "mapping_path", required=True, type=_FILE, help="The mapping file.")
@click.option("--sheet", help="Sheet of a workbook; the first one if not given.")
@click.option(
    "--skip-unreadable", is_flag=True, help="Import the other rows if some can't be read."
)
@click.option("--dry-run", is_flag=True, help="Show what would be imported; store nothing.")
def import_answers(
    *,
    files: tuple[Path, ...],
    mapping_path: Path,
    sheet: str | None,
    skip_unreadable: bool,
    dry_run: bool,
) -> None:
    """Bring in the answers of CSV or XLSX FILES, as a mapping file reads them.

    The files of one call are one import: all of it is stored, or nothing.
    Importing the same answers again changes nothing.
    """
    at = datetime.now(UTC)
    try:
        setup = _read_setup(mapping_path)
        plan = plan_import(
            str(mapping_path),
            setup.mapping,
            setup.questionnaire,
            _tables(files, setup.layout(sheet)),
        )
        collected = collect(str(mapping_path), plan, _outcomes(plan, at=at), at=at)
    except MappingUnusable as unusable:
        _refuse(mapping_lines(unusable))
    _tell(note_lines(collected, plan.notes))
    _report_unreadable(collected, skip=skip_unreadable)
    if not collected.bundle.submissions:
        _refuse(["There is no answer to import; nothing was stored."])
    if dry_run:
        click.echo("\n".join(preview_lines(plan.questionnaire, collected.bundle)))
        click.echo("This was a dry run: nothing was stored.")
    else:
        with open_database(read_settings(), changes="bilan import") as database:
            click.echo(_store(database, collected, at=at))


def _read_setup(path: Path) -> _Setup:
    """Read a mapping and the questionnaire it names."""
    mapping = read_mapping(str(path), path.read_bytes())
    try:
        questionnaire = read_questionnaire((path.parent / mapping.questionnaire).read_bytes())
    except (OSError, QuestionnaireUnreadable) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        problem = MappingProblem("questionnaire", f"{mapping.questionnaire}: {reason}.")
        raise MappingUnusable(str(path), [problem]) from error
    return _Setup(mapping, questionnaire)


def _tables(files: Iterable[Path], layout: Layout) -> list[Table]:
    """Read the files; refuse the import if one or more of them can't be read."""
    tables: list[Table] = []
    unreadable: list[str] = []
    for path in dict.fromkeys(files):
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise TableUnreadable.too_large(str(path))
            tables.append(read_table(str(path), path.read_bytes(), layout))
        except TableUnreadable as error:
            unreadable.append(str(error))
        except OSError as error:
            unreadable.append(f"{path}: {error.strerror}.")
    if unreadable:
        _refuse(unreadable)
    return tables


def _outcomes(plan: ImportPlan, *, at: datetime) -> Iterator[RowOutcome]:
    """Read the rows of every file, with a progress bar on a terminal."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        total = sum(len(file.table.rows) for file in plan.files)
        task = progress.add_task("Reading answers", total=total)
        for file in plan.files:
            reader = RowReader(plan, file, at=at)
            for row in file.table.rows:
                yield reader.read(row)
                progress.advance(task)


def _report_unreadable(collected: Collected, *, skip: bool) -> None:
    rows = collected.unreadable
    if not rows:
        return
    _tell([f"{len(rows)} row(s) can’t be read:", *unreadable_lines(rows)])
    if not skip:
        advice = "Mend the mapping or the file, or leave these rows out with --skip-unreadable."
        _refuse([f"Nothing was stored. {advice}"])


def _store(database: Database, collected: Collected, *, at: datetime) -> str:
    """Store the import, ask for new themes, and return what to say."""
    bundle = collected.bundle
    notes = list(_notes_on_stored(database, bundle))
    try:
        loaded = load(database, bundle, at=at)
    except LoadRefused as refused:
        _refuse([f"Nothing was stored. {refused}"])
    if loaded.new_submissions:
        find_themes.ask_for(database, bundle.activities, at=at)
    _tell(notes)
    return (
        f"Imported {loaded.new_submissions} new submissions into “{bundle.programme.name.en}”, "
        f"{len(bundle.cohorts)} cohort(s); {loaded.known_submissions} were there already."
        + (" Their themes are found when the service runs." if loaded.new_submissions else "")
    )


def _notes_on_stored(database: Database, bundle: Bundle) -> Iterator[str]:
    """Say where the import and what is stored already do not agree."""
    with database.cursor() as cursor:
        there = submissions.known(cursor, [each.submission_id for each in bundle.submissions])
        counts = submission_counts(cursor)
    changed = sum(there.get(each.submission_id, each) != each for each in bundle.submissions)
    if changed:
        yield (
            f"{changed} submission(s) were stored before and are read otherwise now; "
            "what is stored never changes."
        )
    others = sum(counts.get(survey.slug, 0) for survey in bundle.surveys) - len(there)
    if others and len(there) < len(bundle.submissions):
        yield (
            f"{others} submission(s) that are not in these files were stored in the same cohorts "
            "before. If the mapping has changed since, people may now count twice."
        )


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, err=True)


def _refuse(lines: Iterable[str]) -> NoReturn:
    _tell(lines)
    sys.exit(1)
