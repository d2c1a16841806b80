"""`bilan restore`: put a backup where no database is."""

from pathlib import Path

import rich_click as click

from service.backups.archive import read
from service.backups.conversation import socket_beside
from service.backups.manifest import BackupUnusable, Manifest
from service.backups.whole_file import whole_file
from service.commands.opening import open_database, read_passphrase, read_settings
from service.settings import Settings
from service.store.database import DatabaseInUse
from service.store.log_tail import logs_of


@click.command()
@click.argument("backup", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What the backup was sealed with, in place of BILAN_BACKUP_PASSPHRASE.",
)
@click.option("--check", is_flag=True, help="Only see whether it could be restored.")
def restore(*, backup: Path, passphrase_file: Path | None, check: bool) -> None:
    """Put BACKUP where BILAN_DATABASE says; nothing may be there.

    It is read and checked to its last byte before anything is written. A backup of an older
    version of Bilan is brought up to date.
    """
    settings = read_settings()
    passphrase = read_passphrase(settings, passphrase_file)
    try:
        manifest = read(backup, passphrase=passphrase)
        if not check:
            _put(backup, passphrase, settings)
    except BackupUnusable as error:
        raise click.ClickException(f"Nothing was restored. {error}") from error
    except OSError as error:
        where, reason = error.filename or settings.database, error.strerror or "something is there"
        raise click.ClickException(f"Nothing was restored. {where}: {reason}.") from error
    _say(settings, manifest, check=check)


def _put(backup: Path, passphrase: str, settings: Settings) -> None:
    """Raises click.ClickException: the place is not empty, or what would be in it is no use."""
    database = Path(settings.database)
    for path in (database, *logs_of(database), socket_beside(database)):
        if path.exists():
            raise click.ClickException(
                f"{path} is there: a backup is restored into an empty place only. Stop the "
                "service and move what is there away, or name another place in BILAN_DATABASE."
            )
    with whole_file(database) as into:
        read(backup, passphrase=passphrase, into=into)
    try:
        with open_database(settings, changes=f"restore {backup.name}"):
            pass  # brought up to date, and noted
    except click.ClickException as error:
        if isinstance(error.__cause__, DatabaseInUse):
            raise  # a service has begun to use it
        for path in (*logs_of(database), database):
            path.unlink(missing_ok=True)
        raise click.ClickException(f"Nothing was restored. {error.message}") from error


def _say(settings: Settings, manifest: Manifest, *, check: bool) -> None:
    contents = manifest.contents
    held = ", ".join(
        f"{number} {name.replace('_', ' ')}" for name, number in contents.counts.items()
    )
    if check:
        click.echo(f"The backup is whole. It holds {held}.")
    else:
        click.echo(f"{settings.database} holds {held}.")
    click.echo(
        f"It was made on {contents.at:%Y-%m-%d at %H:%M:%S} UTC. Answers that were erased since "
        "then are in it again, and accounts that were closed are open: do both once more."
    )
