"""Command line: `python -m service`, or `bilan`."""

from importlib import import_module

import rich_click as click

_COMMANDS = {
    "account": "account",
    "attendance": "attendance",
    "audit": "audit",
    "backup": "backup",
    "changes": "changes",
    "check": "check",
    "demo": "demo",
    "erase": "erase",
    "facts": "facts",
    "import": "import_answers",
    "indicators": "indicators",
    "invite": "invite",
    "mail": "mail",
    "open": "open_surveys",
    "report": "report",
    "reproduce": "reproduce",
    "restore": "restore",
    "roster": "roster",
    "serve": "serve",
    "themes": "themes",
}
"""Each with its module in `service.commands` and its function there, which have one name."""


class _Commands(click.RichGroup):
    """Imports a command once it is asked for: most stand on little of what the others need."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- of click
        return [*_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        name = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"service.commands.{name}"), name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bilan", message="Bilan %(version)s")
def main() -> None:
    """Collect surveys after trainings, compute scores, find emerging needs.

    Everything is kept in one DuckDB file: bilan.duckdb here, or the path in
    BILAN_DATABASE. See docs/settings.md for the other settings.
    """


if __name__ == "__main__":
    main()
