"""`bilan demo`: load the made-up programme."""

from datetime import UTC, datetime

import rich_click as click

from service.commands.opening import open_database, read_settings
from service.demonstration.openings import openings
from service.demonstration.programme import demonstration
from service.jobs import find_themes
from service.store.database import Database
from service.store.load import Loaded, load
from service.store.openings import add, form_openings
from service.store.shipped import shipped_questionnaires


@click.command()
def demo() -> None:
    """Load the demonstration programme: made-up answers, and it says so everywhere.

    Loading it again changes nothing.
    """
    with open_database(read_settings()) as database:
        loaded = load_demonstration(database, at=datetime.now(UTC))
    click.echo(
        f"The demonstration holds {loaded.new_submissions + loaded.known_submissions} submissions, "
        f"{loaded.new_submissions} of them new. Its themes are found when the service runs."
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
