"""`bilan themes`: find the themes of an activity's comments.

What it prints passes the gate as on the pages: who keeps the file can read it anyway, but
what a terminal shows is copied into messages.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import msgspec
import rich_click as click
from rich.console import Console
from rich.progress import Progress

from analysis.disclosure.comments_read import ShownReading, release_reading
from analysis.disclosure.gate import INSIDE, Withheld
from analysis.disclosure.themes import ShownQuote, ShownTheme, release_themes
from service.commands.opening import open_database, read_settings
from service.jobs.embedder_choice import EmbedderUnusable
from service.jobs.find_themes import ThemeFinder
from service.jobs.worker import ComputeError
from service.store.catalogue import Catalogue, NotFound
from service.store.database import Database
from service.store.themes import theme_run
from surveys.texts import LANGUAGES, Language, Slug, Text


class ThemePrinted(msgspec.Struct, frozen=True, kw_only=True):
    """A theme that may be shown; None stands for what may not."""

    label: Text | None
    words: tuple[str, ...]
    respondents: int
    respondents_by_cohort: Mapping[Slug, int | None]
    quotes: tuple[ShownQuote, ...]
    stability: float | None


class ThemesPrinted(msgspec.Struct, frozen=True, kw_only=True):
    """What may be shown of a search; None stands for what may not."""

    comments: int | None
    set_aside: int | None
    unsure: int | None
    suggestion_only: bool
    themes: tuple[ThemePrinted, ...]
    withheld: int
    """Themes that fewer than the threshold mention."""


@click.command()
@click.argument("activity")
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="fr", help="The language of the labels."
)
@click.option("--json", "as_json", is_flag=True, help="Print all that may be shown as JSON.")
def themes(activity: str, *, lang: Language, as_json: bool) -> None:
    """Find the themes of ACTIVITY's comments and store them in the place of the last ones."""
    settings = read_settings()
    with open_database(settings) as database:
        catalogue = Catalogue(database)
        catalogue.reload()
        finder = ThemeFinder(database, catalogue, settings.embedder)
        try:
            with _progress_bar("Themes") as progress:
                finder.run(activity, progress)
        except NotFound as error:
            known = ", ".join(sorted(catalogue.now.activities)) or "none yet"
            raise click.ClickException(
                f"There is no activity {activity!r}. Activities: {known}."
            ) from error
        except (ComputeError, EmbedderUnusable) as error:
            raise click.ClickException(f"The themes could not be found: {error}") from error
        shown = _shown(database, catalogue, activity)
    click.echo(msgspec.json.encode(shown).decode() if as_json else _in_words(shown, lang))


def _shown(database: Database, catalogue: Catalogue, activity: str) -> ThemesPrinted:
    """Return what may be shown of the latest run, which there is."""
    with database.cursor() as cursor:
        run = theme_run(cursor, activity)
    if run is None:
        raise AssertionError("the themes were stored just now")
    cohorts = [cohort.slug for cohort in catalogue.now.cohorts_of(activity)]
    released = release_themes(run.themes, run.readings, cohorts)
    comments, set_aside, unsure = _numbers(release_reading(run.readings))
    return ThemesPrinted(
        comments=comments,
        set_aside=set_aside,
        unsure=unsure,
        suggestion_only=run.suggestion_only,
        themes=tuple(map(_printed, released.themes)),
        withheld=released.withheld,
    )


def _printed(theme: ShownTheme) -> ThemePrinted:
    return ThemePrinted(
        label=theme.label,
        words=theme.words,
        respondents=theme.respondents,
        respondents_by_cohort={
            cohort: _number(count) for cohort, count in theme.respondents_by_cohort.items()
        },
        quotes=theme.quotes,
        stability=theme.stability,
    )


def _numbers(reading: ShownReading | Withheld) -> tuple[int | None, int | None, int | None]:
    if isinstance(reading, Withheld):
        return None, None, None
    return reading.comments, _number(reading.set_aside), _number(reading.unsure)


def _number(count: int | Withheld) -> int | None:
    return None if isinstance(count, Withheld) else count


def _in_words(shown: ThemesPrinted, lang: Language) -> str:
    if shown.comments is None:
        lines = ["Too few comments to say how many were read."]
    else:
        aside = f"fewer than {INSIDE}" if shown.set_aside is None else shown.set_aside
        lines = [f"{shown.comments} comments; {aside} say nothing to group."]
    if shown.suggestion_only:
        lines.append("Too few for statistics: these groups are only suggestions for reading.")
    lines += [
        f"{theme.respondents:5}  {theme.label[lang] if theme.label else '(unnamed)'}"
        for theme in shown.themes
    ]
    if shown.withheld:
        lines.append(f"{shown.withheld} not shown: fewer than {INSIDE} people mention them.")
    return "\n".join(lines)


@contextmanager
def _progress_bar(what: str) -> Iterator[Callable[[float], None]]:
    """Show a bar on a terminal, nothing in a pipe."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda done: bar.update(task, completed=done)
