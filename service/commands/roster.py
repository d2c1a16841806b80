"""`bilan roster`: bring a list of participants into the roster of a cohort."""

from pathlib import Path

import rich_click as click
from rich.console import Console
from rich.table import Table

from dashboards.figures.roster_words import (
    change_sentences,
    meaning,
    outcome,
    problem_sentences,
    roster_words,
)
from dashboards.wording import Words
from service.commands.opening import named, open_database, read_settings
from service.formats.roster_file import read_list
from service.formats.roster_import import import_roster, place_of
from service.formats.tables import LARGEST_FILE
from service.store.catalogue import read_snapshot
from service.store.database import Database
from surveys.roster_list import ListReading
from surveys.texts import Language


@click.command()
@click.argument("cohort")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change; store nothing.")
@click.option("--lang", type=click.Choice(["fr", "en"]), default="en", help="Of what is said.")
def roster(*, cohort: str, file: Path, dry_run: bool, lang: Language) -> None:
    """Bring the participants listed in FILE, CSV or XLSX, into the roster of COHORT.

    The first row holds headers, in French or English: Nom, Prénom, Courriel, Organisme,
    Rôle, Région, Type, Terminé, Séance 1, Séance 2... All of the file is stored, or
    nothing; the same file again changes nothing.
    """
    changes = "" if dry_run else f"bilan roster {cohort}"
    with open_database(read_settings(), changes=changes) as database:
        reading = _import(database, cohort, file, keep=not dry_run)
    words = roster_words(lang)
    if reading.columns:
        Console().print(_table(reading, words))
    if reading.problems:
        said = [*problem_sentences(reading, words), outcome(reading, words)]
        raise click.ClickException("\n".join(said))
    click.echo("\n".join([*change_sentences(reading, words), outcome(reading, words)]))


def _import(database: Database, cohort: str, file: Path, *, keep: bool) -> ListReading:
    """Raises click.ClickException, a sentence, if there is no such cohort or file."""
    with database.cursor() as cursor:
        snapshot = read_snapshot(cursor)
    named(cohort, snapshot.cohorts, "cohort")
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise click.ClickException(f"{file}: it is too large for a list of participants.")
        content = file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}.") from error
    with database.transaction() as cursor:
        place = place_of(cursor, snapshot, cohort)
        read = read_list((file.name, content, place.sessions, place.words))
        return import_roster(cursor, place, read, keep=keep)


def _table(reading: ListReading, words: Words) -> Table:
    """Return what was read, column by column."""
    table = Table(title=f"{reading.name}: {words.count('lines_read', reading.lines)}")
    for heading in ("list_column", "list_meaning", "list_filled"):
        table.add_column(words(heading))
    for column, filled in zip(reading.columns, reading.filled, strict=True):
        table.add_row(column.header, meaning(column, words), words.number(filled))
    return table
