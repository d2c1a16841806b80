"""What commands do first: read the settings, open the file, find what was named in it."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import duckdb
import rich_click as click

from service.settings import Settings, SettingsUnusable
from service.store.audit import COMMAND_LINE, AuditLog
from service.store.database import Database, DatabaseUnusable

SHORTEST_PASSPHRASE = 12

_Named = TypeVar("_Named")


def read_settings() -> Settings:
    """Raises click.ClickException, a sentence, if a setting cannot be used."""
    try:
        return Settings.from_environment(os.environ)
    except SettingsUnusable as error:
        raise click.ClickException(str(error)) from error


def read_passphrase(settings: Settings, file: Path | None) -> str:
    """Return what backups are sealed with; empty: nothing.

    Raises:
        click.ClickException: a sentence, if it cannot be used.
    """
    try:
        passphrase = file.read_text("utf-8").strip() if file else settings.backup_passphrase
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file} cannot be read as text.") from error
    if len(passphrase) < SHORTEST_PASSPHRASE and (file or passphrase):
        raise click.ClickException(
            f"The passphrase has fewer than {SHORTEST_PASSPHRASE} characters: it could be guessed."
        )
    return passphrase


@contextmanager
def open_database(settings: Settings, *, changes: str = "") -> Iterator[Database]:
    """Open the file; `changes` is what the command did, for the audit log, if it does not fail.

    Raises:
        click.ClickException: a sentence, if the file cannot be opened, read or written.
    """
    try:
        database = Database(Path(settings.database))
    except DatabaseUnusable as error:
        raise click.ClickException(str(error)) from error
    with database:
        try:
            yield database
            if changes:
                AuditLog(database).add(COMMAND_LINE, "ran", changes, at=datetime.now(UTC))
        except duckdb.Error as error:
            if isinstance(error, duckdb.ProgrammingError):
                raise  # a statement of ours is wrong, not the file
            reason = str(error).splitlines()[0]
            raise click.ClickException(
                f"{settings.database} cannot be read or written: {reason}. "
                "If the disk is well, put a backup in its place."
            ) from error


def named(slug: str, there: Mapping[str, _Named], kind: str) -> _Named:
    """Return what is called `slug` among `there`, all of one `kind`.

    Raises:
        click.ClickException: nothing is; a sentence that says what there is.
    """
    if slug not in there:
        known = ", ".join(sorted(there)) or "none yet"
        raise click.ClickException(f"There is no {kind} {slug!r}. There are: {known}.")
    return there[slug]
