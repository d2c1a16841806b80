"""`bilan demo`: load the made-up programme."""

from datetime import UTC, datetime

import rich_click as click

from service.commands.opening import open_database, read_settings
from service.demonstration.openings import openings
from service.demonstration.programme import demonstration
from service.jobs import find_themes
from service.store.catalogue import read_snapshot
from service.store.database import Database
from service.store.load import Loaded, LoadRefused, load
from service.store.openings import add, form_openings
from service.store.shipped import shipped_questionnaires

_ELSEWHERE = (
    "To see the present demonstration, give it a file of its own: "
    "BILAN_DATABASE=demo.duckdb bilan demo, then BILAN_DATABASE=demo.duckdb bilan serve."
)


@click.command()
def demo() -> None:
    """Load the demonstration programme: made-up answers, and it says so everywhere.

    Loading it again changes nothing; nor does loading it over that of another version.
    """
    with open_database(read_settings()) as database:
        try:
            loaded = load_demonstration(database, at=datetime.now(UTC))
        except LoadRefused as error:
            _leave_alone(database, error)
            return
    click.echo(
        f"The demonstration holds {loaded.new_submissions + loaded.known_submissions} submissions, "
        f"{loaded.new_submissions} of them new. Its themes are found when the service runs."
    )


def _leave_alone(database: Database, error: LoadRefused) -> None:
    """Say what to do where the file holds another demonstration, perhaps with decisions in it.

    Raises:
        click.ClickException: it holds something else under the names of the demonstration.
    """
    with database.cursor() as cursor:
        programmes = read_snapshot(cursor).programmes.values()
    if not any(programme.demonstration for programme in programmes):
        raise click.ClickException(f"{error} {_ELSEWHERE}") from error
    click.echo(
        "The file holds the demonstration of another version of Bilan; it stays as it is, "
        f"and can be used. {_ELSEWHERE}"
    )


def load_demonstration(database: Database, *, at: datetime) -> Loaded:
    """Load it and queue the themes jobs of its activities."""
    bundle = demonstration(shipped_questionnaires(), today=at.date())
    loaded = load(database, bundle, at=at)
    with database.transaction() as cursor:
        there = form_openings(cursor)
        made = openings(bundle).items()
        add(cursor, {survey: each for survey, each in made if survey not in there})
    if loaded.new_submissions:
        find_themes.ask_for(database, bundle.activities, at=at)
    return loaded
