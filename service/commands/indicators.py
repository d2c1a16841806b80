"""`bilan indicators`: list or declare what a programme accounts for."""

from pathlib import Path

import rich_click as click

from service.commands.opening import open_database, read_settings
from service.store.catalogue import Snapshot, read_snapshot
from service.store.database import Database
from service.store.indicators import declare
from service.store.indicators import indicators as declared_indicators
from surveys.indicator_set import IndicatorsUnreadable, indicator_problems, read_indicators
from surveys.indicators import Indicator


@click.command()
@click.argument("programme")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@click.option("--usual", is_flag=True, help="Go back to the indicators that Bilan ships.")
def indicators(programme: str, file: Path | None, *, usual: bool) -> None:
    """List the indicators of PROGRAMME, or declare those of FILE in their place.

    A faulty FILE changes nothing, and every fault is listed with its place.
    """
    if file and usual:
        raise click.UsageError("Give FILE or --usual, not both.")
    with open_database(read_settings()) as database:
        if file:
            made = _read(file, programme, database)
            with database.transaction() as cursor:
                declare(cursor, programme, made)
        elif usual:
            _check_programme(programme, database)
            with database.transaction() as cursor:
                declare(cursor, programme, ())
        else:
            _check_programme(programme, database)
        with database.cursor() as cursor:
            shown = declared_indicators(cursor, programme)
    for indicator in shown:
        click.echo(f"{indicator.code}: {indicator.name.fr} · {indicator.name.en}")


def _check_programme(programme: str, database: Database) -> Snapshot:
    """Raises click.ClickException, a sentence, if there is no such programme."""
    with database.cursor() as cursor:
        snapshot = read_snapshot(cursor)
    if programme not in snapshot.programmes:
        known = ", ".join(sorted(snapshot.programmes)) or "none yet"
        raise click.ClickException(f"There is no programme {programme!r}. There are: {known}.")
    return snapshot


def _read(file: Path, programme: str, database: Database) -> tuple[Indicator, ...]:
    """Raises click.ClickException, a sentence a fault, if the file cannot be used."""
    snapshot = _check_programme(programme, database)
    try:
        made = read_indicators(file.read_bytes())
    except IndicatorsUnreadable as error:
        raise click.ClickException(f"{file}: {error}") from error
    activities = [activity.slug for activity in snapshot.activities_of(programme)]
    asked = [s.questionnaire for a in activities for s in snapshot.setups_of_activity(a)]
    if found := indicator_problems(made, asked, activities):
        lines = [f"{file}: {problem.place}: {problem.message.en}" for problem in found]
        raise click.ClickException("\n".join(lines))
    return made
