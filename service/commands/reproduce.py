"""`bilan reproduce`: set the values of the published report beside ours."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import rich_click as click
from rich.console import Console
from rich.table import Table

from service.commands.demo import load_demonstration
from service.demonstration.plan import read_plan
from service.demonstration.published import Compared, compare, read_published
from service.store.account import read_account
from service.store.catalogue import read_snapshot
from service.store.database import Database
from service.store.facts import benchmarks
from service.store.indicators import indicators

_OF = {"value": "", "count": "nombre · count", "benchmark": "repère · benchmark"}


@click.command()
def reproduce() -> None:
    """Compute the bilan of the demonstration and set it beside the values of the report.

    The demonstration is loaded into a file of its own, which is then thrown away. Exits with 1
    if a published value does not come out.
    """
    with TemporaryDirectory() as folder, Database(Path(folder) / "bilan.duckdb") as database:
        rows = _rows(database, at=datetime.now(UTC))
    table = Table("indicator", "published", "ours", "", title="Bilan: published · ours")
    for row in rows:
        table.add_row(
            " · ".join(
                part for part in (row.scope.fr, row.indicator.fr, row.row.fr, _OF[row.of]) if part
            ),
            row.published,
            row.ours or "–",
            "=" if row.reproduced else "≠",
        )
    Console(width=None if Console().is_terminal else 240).print(table)
    reproduced = sum(row.reproduced for row in rows)
    click.echo(f"{reproduced} of {len(rows)} published values come out of the demonstration.")
    if reproduced < len(rows):
        raise SystemExit(1)


def _rows(database: Database, *, at: datetime) -> list[Compared]:
    load_demonstration(database, at=at)
    programme = read_plan().programme.slug
    with database.cursor() as cursor:
        account = read_account(cursor, read_snapshot(cursor), programme, at=at)
        return compare(
            read_published(), account, indicators(cursor, programme), benchmarks(cursor, programme)
        )
