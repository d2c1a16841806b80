"""`bilan facts`: enter facts, benchmarks and notes of a programme from a file, or list them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import rich_click as click

from service.commands.opening import named, open_database, read_settings
from service.store import facts as store
from service.store.catalogue import Snapshot, day_of, read_snapshot
from service.store.database import Database
from surveys.entry_file import EntriesUnreadable, read_entries
from surveys.facts import Benchmark, Entry, Fact, Note
from surveys.texts import Language


@click.command()
@click.argument("programme")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@click.option("--lang", type=click.Choice(["fr", "en"]), default="en", help="Of what is listed.")
def facts(*, programme: str, file: Path | None, lang: Language) -> None:
    """Enter the facts, benchmarks and notes of FILE for PROGRAMME; without FILE, list them.

    What is there under the same code, indicator or title is replaced; the rest stays.
    """
    changes = f"bilan facts {programme}" if file else ""
    with open_database(read_settings(), changes=changes) as database:
        with database.cursor() as cursor:
            snapshot = read_snapshot(cursor)
            there = store.entries(cursor, programme)
        named(programme, snapshot.programmes, "programme")
        if file is None:
            _list(there, lang)
        else:
            given = _read(file, programme, snapshot, lang)
            _enter(database, given, there)


def _read(file: Path, programme: str, snapshot: Snapshot, language: Language) -> tuple[Entry, ...]:
    """Raises click.ClickException, a sentence a reason, if something cannot be kept."""
    try:
        return read_entries(
            file.read_bytes(),
            programme,
            activities=[each.slug for each in snapshot.activities_of(programme)],
            today=day_of(snapshot.programmes[programme], datetime.now(UTC)),
            language=language,
        )
    except EntriesUnreadable as error:
        lines = "\n".join(f"{file}: {line}" for line in str(error).splitlines())
        raise click.ClickException(f"{lines}\nNothing was entered.") from error


def _enter(database: Database, given: Sequence[Entry], there: Sequence[Entry]) -> None:
    with database.transaction() as cursor:
        store.put(cursor, given)
    known = {(type(each), each.key): each for each in there}
    new = sum((type(each), each.key) not in known for each in given)
    same = sum(known.get((type(each), each.key)) == each for each in given)
    click.echo(f"{new} new, {len(given) - new - same} replaced, {same} as they were.")


def _list(there: Sequence[Entry], language: Language) -> None:
    if not there:
        click.echo("Nothing was entered yet.")
    for entry in there:
        where = entry.activity or "whole programme"
        match entry:
            case Fact():
                number = f"{entry.value:,.10g} {entry.unit[language]}".rstrip()
                said = f"fact {entry.code} ({where}): {entry.name[language]}: {number}, {entry.on}"
                click.echo(f"{said}. {entry.source[language]}")
            case Benchmark():
                year = entry.year or "year not given"
                rate = f"{entry.value:.10%}".rstrip("0%").rstrip(".")
                said = f"benchmark {entry.indicator} ({where}): {rate} %, {year}"
                click.echo(f"{said}, grade {entry.grade}. {entry.source[language]}")
            case Note():
                title = entry.title[language] or entry.text[language][:60]
                click.echo(f"note {entry.kind} ({where}): {title}")
