"""`bilan indicators`: list or declare what a programme accounts for."""

from pathlib import Path

import rich_click as click

from service.commands.opening import named, open_database, read_settings
from service.store.catalogue import Snapshot, read_snapshot
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
    changes = f"bilan indicators {programme}" if file or usual else ""
    with open_database(read_settings(), changes=changes) as database:
        with database.cursor() as cursor:
            snapshot = read_snapshot(cursor)
        named(programme, snapshot.programmes, "programme")
        if file or usual:
            made = _read(file, programme, snapshot) if file else ()
            with database.transaction() as cursor:
                declare(cursor, programme, made)
        with database.cursor() as cursor:
            shown = declared_indicators(cursor, programme)
    for indicator in shown:
        click.echo(f"{indicator.code}: {indicator.name.fr} · {indicator.name.en}")


def _read(file: Path, programme: str, snapshot: Snapshot) -> tuple[Indicator, ...]:
    """Raises click.ClickException, a sentence a fault, if the file cannot be used."""
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
