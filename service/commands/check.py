"""`bilan check`: say whether a questionnaire file can be published, and what could be better."""

from pathlib import Path

import rich_click as click

from surveys.linting.examine import Around, examine

_LABELS = {
    "fr": {"error": "à corriger", "warning": "conseil"},
    "en": {"error": "error", "warning": "advice"},
}


@click.command()
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1, required=True
)
@click.option("--lang", type=click.Choice(["fr", "en"]), default="en", help="Of what is said.")
def check(file: tuple[Path, ...], *, lang: str) -> None:
    """Check questionnaire FILEs: every error that keeps one from being published, and advice.

    Advice alone does not make the command fail.
    """
    errors = 0
    for path in file:
        examined = examine(path.read_bytes(), Around())
        for finding in examined.findings:
            message = finding.message.fr if lang == "fr" else finding.message.en
            label = _LABELS[lang][finding.severity]
            place = f"{finding.place}: " if finding.place else ""
            click.echo(f"{path}:{finding.line}: {label}: {place}{message}", err=True)
        errors += sum(each.severity == "error" for each in examined.findings)
    if errors:
        raise SystemExit(1)
    click.echo(f"{len(file)} questionnaire(s) can be published.")
