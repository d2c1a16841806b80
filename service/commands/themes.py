"""`bilan themes`: find the themes of an activity's comments."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec
import rich_click as click
from rich.console import Console
from rich.progress import Progress

from analysis.themes.results import ThemesFound
from service.commands.opening import open_database, read_settings
from service.jobs import find_themes
from service.jobs.worker import ComputeError
from service.store.catalogue import Catalogue, NotFound
from surveys.texts import LANGUAGES, Language


@click.command()
@click.argument("activity")
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="fr", help="The language of the labels."
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def themes(activity: str, *, lang: Language, as_json: bool) -> None:
    """Find the themes of ACTIVITY's comments and store them in the place of the last ones."""
    with open_database(read_settings()) as database:
        catalogue = Catalogue(database)
        catalogue.reload()
        try:
            with _progress_bar("Themes") as progress:
                found = find_themes.run(activity, progress, database=database, catalogue=catalogue)
        except NotFound as error:
            known = ", ".join(sorted(catalogue.now.activities)) or "none yet"
            raise click.ClickException(
                f"There is no activity {activity!r}. Activities: {known}."
            ) from error
        except ComputeError as error:
            raise click.ClickException(f"The themes could not be found: {error}") from error
    click.echo(msgspec.json.encode(found).decode() if as_json else _in_words(found, lang))


def _in_words(found: ThemesFound, lang: Language) -> str:
    head = (
        f"{found.comments} comments by {found.respondents} participants; "
        f"{found.set_aside} say nothing to group."
    )
    if found.suggestion_only:
        head += " Too few for statistics: these groups are only suggestions for reading."
    lines = [f"{theme.respondents:5}  {theme.label[lang]}" for theme in found.themes]
    return "\n".join([head, *lines])


@contextmanager
def _progress_bar(what: str) -> Iterator[Callable[[float], None]]:
    """Show a bar on a terminal, nothing in a pipe."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda done: bar.update(task, completed=done)
