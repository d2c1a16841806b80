"""`bilan changes`: the content changes of a programme, their verdicts, and their stamps."""

from datetime import UTC, datetime

import rich_click as click

from analysis.loop.register import Entry
from analysis.loop.verdicts import Effect, Judgement
from service.commands.opening import named, open_database, read_settings
from service.store.catalogue import read_snapshot
from service.store.content_changes import Place, judged, register_of


@click.command()
@click.argument("programme")
def changes(*, programme: str) -> None:
    """List all content changes of PROGRAMME, and check that nobody altered a hypothesis.

    Withdrawn and undetermined ones stand in the list too. The last stamp is printed: whoever
    keeps it elsewhere can tell later that nothing before it was altered.
    """
    with open_database(read_settings()) as database, database.source() as source:
        snapshot = read_snapshot(source.cursor)
        named(programme, snapshot.programmes, "programme")
        register = register_of(source.cursor, programme)
        found = judged(Place(source, snapshot, programme), register, at=datetime.now(UTC))
    if not register.entries:
        click.echo("No change was registered yet.")
    for entry, judgement in zip(register.entries, found, strict=True):
        click.echo(f"{entry.registered.number}. {entry.registered.change.what}")
        click.echo(f"   {_said(entry, judgement)}")
        click.echo(f"   registered {entry.registered.at:%Y-%m-%d}, stamp {entry.stamp}")
    if not register.intact:
        raise click.ClickException(
            f"Event {register.broken_at} of the register is not as it was stamped."
        )
    if register.last:
        click.echo(f"Every stamp fits. Last stamp: {register.last}")


def _said(entry: Entry, judgement: Judgement) -> str:
    if entry.withdrawn and judgement.state == "withdrawn":
        return f"withdrawn {entry.withdrawn.at:%Y-%m-%d}: {entry.withdrawn.reason}"
    parts: list[str] = [judgement.state if judgement.verdict is None else judgement.verdict]
    if judgement.awaited:
        parts.append(f"waiting for {', '.join(judgement.awaited)}")
    if judgement.reason:
        parts.append(judgement.reason.replace("_", " "))
    if judgement.effect:
        parts.append(_effect(judgement.effect))
    return "; ".join(parts)


def _effect(effect: Effect) -> str:
    low, high = (f"{100 * limit:+.0f}" for limit in effect.interval)
    return (
        f"{effect.before.count} of {effect.before.answers} before, "
        f"{effect.after.count} of {effect.after.answers} after: "
        f"{100 * effect.difference:+.0f} points, from {low} to {high}"
    )
