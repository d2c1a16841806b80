"""`bilan audit`: who did what, whether the log is as it was written, and who could be found out."""

import rich_click as click

from service.commands.audit_anonymity import anonymity
from service.commands.opening import open_database, read_settings
from service.store.audit import AuditLine, breaks, lines


@click.group()
def audit() -> None:
    """Read the audit log, check that nobody altered it, and attack the anonymity of answers."""


audit.add_command(anonymity)


@audit.command("list")
@click.option("--last", type=click.IntRange(1), help="Only so many lines, the last ones.")
def list_lines(*, last: int | None) -> None:
    """Print who did what, on what, when: the first first, in UTC.

    Users are told by their id; `bilan account list --ids` says whose it is.
    """
    for line in _log()[-(last or 0) :]:
        at = line.at.strftime("%Y-%m-%d %H:%M:%S")
        click.echo("\t".join([str(line.number), at, line.actor, line.action, line.subject]))


@audit.command()
@click.option("--known", default="", help="The hash that was printed earlier, kept elsewhere.")
def verify(*, known: str) -> None:
    """Check that no line was altered, removed or put elsewhere since it was written.

    The hash of the last line is printed: keep it where nobody who can write the file can
    change it, and give it as --known the next time. Without it, a log that was cut at its
    end or written anew as a whole cannot be told from a true one.
    """
    log = _log()
    found = list(breaks(log, known=known))
    for each in found:
        click.echo(f"Line {each.number}: {each.reason}.")
    if found:
        raise click.ClickException("The audit log is not as it was written.")
    click.echo(f"{len(log)} lines, each as it was written.")
    if log:
        click.echo(f"Last hash: {log[-1].hash}")


def _log() -> list[AuditLine]:
    with open_database(read_settings()) as database, database.cursor() as cursor:
        return lines(cursor)
