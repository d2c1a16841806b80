"""`bilan invite`: make personal links, each of which sends once."""

from pathlib import Path

import rich_click as click

from service.commands.opening import open_database, read_settings
from service.formats.mail_merge import Contacts, links_alone, read_contacts, with_links
from service.formats.tables import LARGEST_FILE, TableUnreadable
from service.settings import Settings
from service.store.catalogue import read_snapshot
from service.store.database import Database
from service.store.invitations import new_invitations

_MOST = 100_000
_SHORT = 40
"""Most characters of a link that a text message, a letter or a screen takes without harm."""


@click.command()
@click.argument("survey")
@click.option("--count", type=click.IntRange(1, _MOST), help="How many links to make.")
@click.option(
    "--contacts",
    "contacts_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV file of people: one link a row. It is read and not kept.",
)
@click.option(
    "--csv",
    "csv_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; printed if not given.",
)
@click.option("--column", default="lien", show_default=True, help="The header above the links.")
def invite(
    *,
    survey: str,
    count: int | None,
    contacts_path: Path | None,
    csv_path: Path | None,
    column: str,
) -> None:
    """Make personal links for SURVEY, as many as --count says or one for each of --contacts.

    Each link sends once. The file written is the only place where the links are: Bilan
    keeps neither them nor anybody's name.
    """
    if (count is None) == (contacts_path is None):
        raise click.UsageError("Give --count or --contacts, one of the two.")
    settings = read_settings()
    contacts = _read(contacts_path) if contacts_path else None
    with open_database(settings, changes=f"bilan invite {survey}") as database:
        _check_survey(database, survey)
        wanted = len(contacts.table.rows) if contacts else count or 0
        with database.transaction() as cursor:  # no link is kept that nobody has been given
            links = [settings.link(token) for token in new_invitations(cursor, survey, wanted)]
            _write(csv_path, _text(contacts, column, links))
    _warn(settings, len(links[0]))


def _read(path: Path) -> Contacts:
    """Raises click.ClickException, a sentence, if the file is not one of people."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TableUnreadable.too_large(str(path))
        return read_contacts(str(path), path.read_bytes())
    except (OSError, TableUnreadable) as error:
        raise click.ClickException(str(error)) from error


def _check_survey(database: Database, survey: str) -> None:
    """Raises click.ClickException, a sentence, if it is not answered through personal links."""
    with database.cursor() as cursor:
        setups = read_snapshot(cursor).setups
    invited = [s for s in setups if setups[s].survey.promise == "one_per_invitation"]
    known = f" Those answered through personal links: {', '.join(invited)}." if invited else ""
    if survey not in setups:
        raise click.ClickException(f"There is no survey {survey!r}.{known}")
    if survey not in invited:
        raise click.ClickException(
            f"The survey {survey!r} is not answered through personal links: it was opened with "
            f"promise = {setups[survey].survey.promise!r}, which does not change.{known}"
        )


def _text(contacts: Contacts | None, column: str, links: list[str]) -> str:
    """Raises click.ClickException, a sentence, if the column is taken."""
    if contacts is None:
        return links_alone(column, links)
    try:
        return with_links(contacts, column, links)
    except TableUnreadable as error:
        raise click.ClickException(str(error)) from error


def _write(path: Path | None, text: str) -> None:
    """Raises click.ClickException, a sentence, if there is such a file or it cannot be written."""
    if path is None:
        click.echo(text, nl=False)
        return
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            path.chmod(0o600)  # who reads it can answer in the place of those invited
            file.write(text)
    except FileExistsError as error:
        raise click.ClickException(
            f"{path} is there already, and its links may have been sent: name another file."
        ) from error
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}.") from error


def _warn(settings: Settings, length: int) -> None:
    if not settings.public_url:
        click.echo(
            f"Warning: the links begin with {settings.address}, which only this computer can "
            "open; set BILAN_PUBLIC_URL and make them again.",
            err=True,
        )
    elif length > _SHORT:
        click.echo(
            f"Warning: the links have {length} characters; {_SHORT} or fewer fit a text message "
            f"or a letter. A shorter BILAN_PUBLIC_URL ({settings.address}) would do.",
            err=True,
        )
