"""`bilan audit anonymity`: attack the anonymity of those who answered, and say what came of it."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import rich_click as click

from service.backups.asking import NobodyThere, asked
from service.backups.manifest import BackupUnusable
from service.commands.opening import open_database, read_passphrase, read_settings
from service.settings import Settings
from service.store.copies import CopyFailed
from service.store.database import Database, DatabaseUnusable

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--database", type=_FILE, help="A file or a backup, in place of BILAN_DATABASE.")
@click.option("--log", "logs", type=_FILE, multiple=True, help="A log, such as a proxy's.")
@click.option(
    "--export", "exports", type=_FILE, multiple=True, help="A file handed out; the oldest first."
)
@click.option(
    "--backup",
    "backups",
    type=_FILE,
    multiple=True,
    help="An earlier copy; the oldest first. If sealed, with BILAN_BACKUP_PASSPHRASE.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs: docs/anonymity.md says how.")
def anonymity(
    *,
    database: Path | None,
    logs: tuple[Path, ...],
    exports: tuple[Path, ...],
    backups: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Try to find out who said what, with everything that can be reached.

    On the database, running or not, and on logs, exports and backups: telling people apart
    (individualisation), connecting what is kept of them (correlation), and concluding what a
    few said from what is shown of many (inference). No answer, name or text is printed.

    Exits with 1 where something was found. docs/anonymity.md says how to read it.
    """
    # SciPy takes a second to import: no other command waits for it
    from service.anonymity.audit import Handed, attack_everything  # noqa: PLC0415
    from service.anonymity.copies import held_by, opened  # noqa: PLC0415
    from service.anonymity.files import FileUnreadable  # noqa: PLC0415
    from service.anonymity.printing import printed  # noqa: PLC0415

    settings = read_settings()
    passphrase = read_passphrase(settings, None)
    try:
        with ExitStack() as stack:
            beside = Path(settings.database).absolute()
            held = []
            for path in backups:
                with opened(path, beside=beside, passphrase=passphrase) as copy:
                    held.append(held_by(path.name, copy))
            file = stack.enter_context(
                opened(database, beside=database.absolute(), passphrase=passphrase)
                if database
                else _as_it_is(settings)
            )
            name = str(database or settings.database)
            audit = attack_everything(file, name, Handed(logs, exports, held), at=datetime.now(UTC))
    except (BackupUnusable, DatabaseUnusable, CopyFailed, FileUnreadable, OSError) as error:
        raise click.ClickException(f"Nothing was found out. {error}") from error
    click.echo(msgspec.json.encode(audit).decode() if as_json else printed(audit))
    if audit.found:
        sys.exit(1)


@contextmanager
def _as_it_is(settings: Settings) -> Iterator[Database]:
    """Open the database: what the running service copies for us, else the file itself."""
    path = Path(settings.database)
    if not path.exists():
        raise click.ClickException(f"There is no database {path}: see BILAN_DATABASE.")
    try:
        with asked(path) as service, Database(Path(service.copy.path)) as copy:
            yield copy
    except NobodyThere:
        with open_database(settings) as database:
            yield database
