"""`bilan backup`: keep all there is, while the service runs."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import rich_click as click

from service.backups.archive import pack
from service.backups.asking import NobodyThere, asked
from service.backups.manifest import Manifest
from service.backups.staging import staged
from service.backups.whole_file import whole_file
from service.commands.opening import open_database, read_passphrase, read_settings
from service.settings import Settings
from service.store.audit import BACKED_UP, COMMAND_LINE, AuditLog
from service.store.copies import Contents, Copier, CopyFailed

_NAMED_BY_US = re.compile(r"bilan-\d{8}T\d{6}Z\.backup")
_TIME = "%Y%m%dT%H%M%SZ"


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Seal the backup with what is in this file, in place of BILAN_BACKUP_PASSPHRASE.",
)
@click.option(
    "--keep-days",
    type=click.IntRange(1),
    help="Then delete backups in the folder TARGET that are older; named by this command alone.",
)
def backup(*, target: Path, passphrase_file: Path | None, keep_days: int | None) -> None:
    """Write everything into one file: TARGET, or a file named by the time in the folder TARGET.

    It works while the service runs, and when it does not. Every answer that was acknowledged before
    is in it; nobody waits meanwhile. Nothing is overwritten, and nothing half written is left.
    """
    settings = read_settings()
    passphrase = read_passphrase(settings, passphrase_file)
    database = Path(settings.database)
    if not database.exists():
        raise click.ClickException(f"There is no database {database}: see BILAN_DATABASE.")
    if keep_days and not target.is_dir():
        raise click.UsageError("--keep-days needs a folder as TARGET.")
    at = datetime.now(UTC)
    path = target / f"bilan-{at.strftime(_TIME)}.backup" if target.is_dir() else target
    with _stopped_as_by_hand():
        manifest = _made(settings, path, passphrase)
    _say(path, manifest, is_sealed=bool(passphrase))
    if keep_days:
        _delete_before(target, at - timedelta(days=keep_days))


def _made(settings: Settings, path: Path, passphrase: str) -> Manifest:
    """Raises click.ClickException, a sentence, if there is no backup then."""
    database = Path(settings.database)
    if path.exists():
        raise click.ClickException(f"{path} is there already, and stays as it is.")
    try:
        try:
            with asked(database) as service:
                copy = service.copy
                manifest = _packed(Path(copy.path), copy.contents, path, passphrase)
                noted = service.note(manifest.sha256)
        except NobodyThere:
            with (
                open_database(settings) as opened,
                staged(Copier(opened), opened.path, at=datetime.now(UTC)) as staging,
            ):
                manifest = _packed(staging.path, staging.contents, path, passphrase)
                log, at = AuditLog(opened), datetime.now(UTC)
                log.add(COMMAND_LINE, BACKED_UP, manifest.sha256, at=at)
            noted = True
    except CopyFailed as error:
        raise click.ClickException(f"No backup was made. {error}") from error
    except OSError as error:
        where = error.filename or path
        reason = error.strerror or "it is there already"
        raise click.ClickException(f"No backup was made. {where}: {reason}.") from error
    if not noted:
        click.echo("The backup is whole, but the service could not note it.", err=True)
    return manifest


def _packed(copy: Path, contents: Contents, path: Path, passphrase: str) -> Manifest:
    with copy.open("rb") as file, whole_file(path) as into:
        return pack(file, contents, into, passphrase=passphrase)


@contextmanager
def _stopped_as_by_hand() -> Iterator[None]:
    """Clean up on the way out also where a supervisor stops the command."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _say(path: Path, manifest: Manifest, *, is_sealed: bool) -> None:
    counts = manifest.contents.counts
    click.echo(
        f"{path}: {counts['submissions']} submissions, all that were acknowledged by "
        f"{manifest.contents.at:%Y-%m-%d %H:%M:%S} UTC."
    )
    click.echo(f"SHA-256 of the database in it: {manifest.sha256}")
    if not is_sealed:
        click.echo("It is not sealed: who can read it reads every answer.")
    click.echo(
        "What is erased from now on is still in it: delete it as long after as you promised "
        "(--keep-days does)."
    )


def _delete_before(folder: Path, day: datetime) -> None:
    """Raises click.ClickException, a sentence, if a backup cannot be deleted."""
    *before, _ = sorted(each for each in folder.iterdir() if _NAMED_BY_US.fullmatch(each.name))
    old = [path for path in before if _made_at(path) < day]
    if old and old == before:
        click.echo(
            "Nothing was deleted: every other backup is too old, as when a clock goes wrong. "
            "Look at the clock; the next backup deletes them."
        )
        return
    for path in old:
        try:
            path.unlink()
        except OSError as error:
            raise click.ClickException(
                f"{path} is too old, but cannot be deleted: {error.strerror}."
            ) from error
        click.echo(f"Deleted {path}.")


def _made_at(path: Path) -> datetime:
    return datetime.strptime(path.name, f"bilan-{_TIME}.backup").replace(tzinfo=UTC)
