"""`bilan check`: say whether a questionnaire file can be published."""

from pathlib import Path

import rich_click as click

from surveys.publishing import problems
from surveys.questionnaire import QuestionnaireUnreadable, read_questionnaire


@click.command()
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1, required=True
)
@click.option("--lang", type=click.Choice(["fr", "en"]), default="en", help="Of the problems.")
def check(file: tuple[Path, ...], *, lang: str) -> None:
    """Check questionnaire FILEs and list every problem that keeps one from being published."""
    found = 0
    for path in file:
        try:
            questionnaire = read_questionnaire(path.read_bytes())
        except QuestionnaireUnreadable as error:
            click.echo(f"{path}: {error}", err=True)
            found += 1
            continue
        for problem in problems(questionnaire):
            message = problem.message.fr if lang == "fr" else problem.message.en
            click.echo(f"{path}: {problem.place}: {message}", err=True)
            found += 1
    if found:
        raise SystemExit(1)
    click.echo(f"{len(file)} questionnaire(s) can be published.")
