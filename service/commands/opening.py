"""What every command does first: read the settings and open the file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import rich_click as click

from service.settings import Settings, SettingsUnusable
from service.store.database import Database, DatabaseUnusable


def read_settings() -> Settings:
    """Raises click.ClickException, a sentence, if a setting cannot be used."""
    try:
        return Settings.from_environment(os.environ)
    except SettingsUnusable as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Raises click.ClickException, a sentence, if the file cannot be opened, read or written."""
    try:
        database = Database(Path(settings.database))
    except DatabaseUnusable as error:
        raise click.ClickException(str(error)) from error
    with database:
        try:
            yield database
        except duckdb.Error as error:
            if isinstance(error, duckdb.ProgrammingError):
                raise  # a statement of ours is wrong, not the file
            reason = str(error).splitlines()[0]
            raise click.ClickException(
                f"{settings.database} cannot be read or written: {reason}. "
                "If the disk is well, put a backup in its place."
            ) from error
