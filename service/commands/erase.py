"""`bilan erase`: erase the answers of somebody who asks for it, with the service stopped."""

from datetime import UTC, datetime

import duckdb
import rich_click as click

from service.commands.opening import named, open_database, read_settings
from service.store import receipts
from service.store.audit import COMMAND_LINE, AuditLog, add
from service.store.catalogue import read_snapshot
from service.store.database import Database, DatabaseUnusable
from service.store.erasing import SHORTEST_WORDS, Found, Sought, find, how_many
from service.store.renewal import renew

_PATIENCE_SECONDS = 10.0


@click.command()
@click.argument("survey")
@click.option(
    "--by", type=click.Choice(["receipt", "words"]), required=True, help="What they gave."
)
@click.option(
    "--question", default="", help="Erase only what they wrote to this question (--by words)."
)
@click.option("--yes", is_flag=True, help="Do not ask once more.")
def erase(*, survey: str, by: str, question: str, yes: bool) -> None:
    """Erase what one person answered in SURVEY, and every byte of it from the file.

    It asks for the code of their receipt, or for a sentence that they wrote: neither belongs on a
    command line, which is kept. Nothing of what they answered is shown.
    """
    if question and by == "receipt":
        raise click.UsageError("A receipt tells no question: give --question with --by words.")
    with open_database(read_settings()) as database:
        with database.reading() as cursor:
            setup = named(survey, read_snapshot(cursor).setups, "survey")
        if by == "words" and setup.survey.is_sealed(datetime.now(UTC)):
            raise click.ClickException(
                "Until this survey of personal links is over, no words are sought in it."
            )
        typed = click.prompt("Code of the receipt" if by == "receipt" else "Their sentence")
        sought = Sought(survey, *((typed, "") if by == "receipt" else ("", typed)))
        found = _one(_looked_for(database, sought), question)
        if not yes:
            click.confirm("The answers of one person fit. Erase them for good?", abort=True)
        _erase(database, found, question, f"{survey} by {by}")
        if not _written_anew(database):
            raise click.ClickException(
                "It is erased, but bytes of it are still in the file, which could not be written "
                "anew: it needs as much room once more. The service does so once there is."
            )
    click.echo("It is erased, and no byte of it is in the file. Backups made before still hold it.")


def _looked_for(database: Database, sought: Sought) -> tuple[Found, ...]:
    """Return what fits, and note that it was looked for.

    Raises:
        click.ClickException: a sentence, if too little was given to look for.
    """
    if not sought.is_enough:
        raise click.ClickException(f"Give {SHORTEST_WORDS} characters at least.")
    with database.reading() as cursor:
        found = find(cursor, sought)
    said = f"{sought.survey} by {sought.by}, {how_many(found)} found"
    AuditLog(database).add(COMMAND_LINE, "looked for answers", said, at=datetime.now(UTC))
    return found


def _one(found: tuple[Found, ...], question: str) -> Found:
    """Raises click.ClickException, a sentence, unless the answers of one person fit."""
    if not found:
        raise click.ClickException("Nothing fits in this survey.")
    if len(found) > 1:
        raise click.ClickException("Several people wrote this: ask for another sentence.")
    if question and question not in found[0].questions:
        raise click.ClickException(f"These words do not stand under the question {question!r}.")
    return found[0]


def _erase(database: Database, found: Found, question: str, subject: str) -> None:
    with database.transaction() as cursor:
        if question:
            receipts.erase_text(cursor, found.submission_id, question)
        else:
            receipts.erase(cursor, found.submission_id)
        said = (COMMAND_LINE, f"erased {question or 'everything'}", subject)
        add(cursor, said, at=datetime.now(UTC))


def _written_anew(database: Database) -> bool:
    """Whether it was possible; what was erased is erased in any case."""
    try:
        return renew(database, patience=_PATIENCE_SECONDS)
    except (duckdb.Error, OSError, DatabaseUnusable):
        return False
