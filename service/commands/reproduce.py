"""`bilan reproduce`: set the values of the published report beside ours."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import rich_click as click
from rich.console import Console
from rich.table import Table

from dashboards.wording import Words
from service.commands.demo import load_demonstration
from service.demonstration.plan import read_plan
from service.demonstration.published import Compared, compare, read_published
from service.store.account import read_account
from service.store.catalogue import read_snapshot
from service.store.database import Database
from service.store.facts import benchmarks
from service.store.indicators import indicators
from surveys.texts import Language, Text

_OF = {
    "value": Text(),
    "count": Text("nombre", "count"),
    "benchmark": Text("repère", "benchmark"),
}


@click.command()
@click.option("--lang", type=click.Choice(["fr", "en"]), default="en", help="Of the table.")
def reproduce(*, lang: Language) -> None:
    """Compute the bilan of the demonstration and set it beside the values of the report.

    The demonstration is loaded into a file of its own, which is then thrown away. Exits with 1
    if a published value does not come out.
    """
    with TemporaryDirectory() as folder, Database(Path(folder) / "bilan.duckdb") as database:
        rows = _rows(database, lang, at=datetime.now(UTC))
    table = Table("indicator", "published", "ours", "", show_lines=True)
    for row in rows:
        parts = (row.scope[lang], row.indicator[lang], row.row[lang], _OF[row.of][lang])
        table.add_row(
            " · ".join(part for part in parts if part),
            row.published,
            row.ours or "–",
            "=" if row.reproduced else "≠",
        )
    Console(width=None if Console().is_terminal else 240).print(table)
    reproduced = sum(row.reproduced for row in rows)
    click.echo(f"{reproduced} of {len(rows)} published values come out of the demonstration.")
    if reproduced < len(rows):
        raise SystemExit(1)


def _rows(database: Database, language: Language, *, at: datetime) -> list[Compared]:
    load_demonstration(database, at=at)
    programme = read_plan().programme.slug
    with database.source() as source:
        account = read_account(source, read_snapshot(source.cursor), programme, at=at)
        declared = indicators(source.cursor, programme)
        beside = benchmarks(source.cursor, programme)
    return compare(read_published(), account, declared, beside, Words("workspace", language))
