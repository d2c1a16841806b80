"""Command line: `python -m service`, or `bilan`."""

import rich_click as click

from service.commands.account import account
from service.commands.attendance import attendance
from service.commands.audit import audit
from service.commands.backup import backup
from service.commands.changes import changes
from service.commands.check import check
from service.commands.demo import demo
from service.commands.erase import erase
from service.commands.facts import facts
from service.commands.import_answers import import_answers
from service.commands.indicators import indicators
from service.commands.invite import invite
from service.commands.mail import mail
from service.commands.open_surveys import open_surveys
from service.commands.report import report
from service.commands.reproduce import reproduce
from service.commands.restore import restore
from service.commands.roster import roster
from service.commands.serve import serve
from service.commands.themes import themes


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bilan", message="Bilan %(version)s")
def main() -> None:
    """Collect surveys after trainings, compute scores, find emerging needs.

    Everything is kept in one DuckDB file: bilan.duckdb here, or the path in
    BILAN_DATABASE. See docs/settings.md for the other settings.
    """


main.add_command(account)
main.add_command(attendance)
main.add_command(audit)
main.add_command(backup)
main.add_command(changes)
main.add_command(check)
main.add_command(serve)
main.add_command(demo)
main.add_command(erase)
main.add_command(facts)
main.add_command(import_answers)
main.add_command(indicators)
main.add_command(invite)
main.add_command(mail)
main.add_command(open_surveys)
main.add_command(report)
main.add_command(restore)
main.add_command(roster)
main.add_command(reproduce)
main.add_command(themes)

if __name__ == "__main__":
    main()
