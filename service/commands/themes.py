"""`bilan themes`: find the themes of an activity's comments.

What it prints passes the gate as on the pages: who keeps the file can read it anyway, but
what a terminal shows is copied into messages.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Literal, TypeAlias

import msgspec
import rich_click as click
from rich.console import Console
from rich.progress import Progress

from analysis.disclosure.gate import INSIDE
from analysis.themes.results import Detail
from service.commands.opening import named, open_database, read_settings
from service.jobs import find_themes
from service.jobs.embedder_choice import WORDS, EmbedderUnusable
from service.jobs.find_themes import ThemeFinder
from service.jobs.theme_search import Subject
from service.jobs.worker import ComputeError
from service.store import theme_decisions
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.theme_decisions import NothingProposed
from service.web.shown_themes import found_themes
from service.web.theme_data import ThemesPrinted, themes_printed
from surveys.texts import LANGUAGES, Language

Answer: TypeAlias = Literal["accept", "discard"]

_BY = "command line"
"""Who decides, as it is remembered."""


@click.command()
@click.argument("activity")
@click.option("--refit", "anew", flag_value="usual", help="Group all ideas anew, as a proposal.")
@click.option("--fewer", "anew", flag_value="fewer", help="The same, into fewer themes.")
@click.option("--more", "anew", flag_value="more", help="The same, into more themes.")
@click.option("--accept", "answer", flag_value="accept", help="Let stand what is proposed.")
@click.option("--discard", "answer", flag_value="discard", help="Forget what is proposed.")
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="fr", help="The language of the labels."
)
@click.option("--json", "as_json", is_flag=True, help="Print all that may be shown as JSON.")
def themes(
    activity: str,
    *,
    anew: Detail | None,
    answer: Answer | None,
    lang: Language,
    as_json: bool,
) -> None:
    """Find the themes of ACTIVITY's comments.

    Comments that arrived find their place among the themes that stand; whatever else would
    change is proposed, and waits until it is accepted or discarded, or until the next search.
    """
    if anew and answer:
        raise click.UsageError(f"--{answer} answers a proposal; it does not search.")
    settings = read_settings()
    changes = f"bilan themes {activity} {answer or ''}".rstrip()
    with open_database(settings, changes=changes) as database:
        catalogue = Catalogue(database)
        catalogue.reload()
        named(activity, catalogue.now.activities, "activity")
        if answer:
            _answer(database, activity, answer)
        else:
            finder = ThemeFinder(database, catalogue, settings.embedder, settings.compute)
            subject = Subject(activity, refit=anew is not None, detail=anew or "usual")
            _find(finder, subject)
            find_themes.ask_for_no_more(database, subject, at=datetime.now(UTC))
        shown = _shown(database, catalogue, activity)
    click.echo(msgspec.json.encode(shown).decode() if as_json else _in_words(shown, lang))


def _answer(database: Database, activity: str, answer: Answer) -> None:
    try:
        if answer == "accept":
            theme_decisions.accept(database, activity, by=_BY, at=datetime.now(UTC))
        else:
            theme_decisions.discard(database, activity, by=_BY, at=datetime.now(UTC))
    except NothingProposed as error:
        raise click.ClickException(str(error)) from error


def _find(finder: ThemeFinder, subject: Subject) -> None:
    try:
        with _progress_bar("Themes") as progress:
            finder.run(str(subject), progress)
    except (ComputeError, EmbedderUnusable) as error:
        raise click.ClickException(f"The themes could not be found: {error}") from error


def _shown(database: Database, catalogue: Catalogue, activity: str) -> ThemesPrinted:
    """Return what may be shown of the latest run, which there is."""
    with database.transaction() as cursor:
        found = found_themes(cursor, catalogue.now, activity)
    if found is None:
        raise AssertionError("the themes were stored just now")
    return themes_printed(found, catalogue.now.cohorts_of(activity))


def _in_words(shown: ThemesPrinted, lang: Language) -> str:
    if shown.comments is None:
        lines = ["Too few comments to say how many were read."]
    else:
        read = f"{shown.comments} comments; {_few(shown.praise)} only praise"
        lines = [f"{read}, {_few(shown.set_aside)} say nothing to group."]
    if shown.suggestion_only:
        lines.append("Too few for statistics: these groups are only suggestions for reading.")
    if shown.embedder == WORDS:
        lines.append("Found by words in common, without a model: themes do not cross languages.")
    lines += [
        f"{theme.respondents:5}  {theme.called[lang] if theme.called else '(unnamed)'}"
        for theme in shown.themes
    ]
    lines += [rise.sentence[lang] for rise in shown.rises]
    if shown.proposal is not None:
        lines.append("Changes are proposed: --accept lets them stand, --discard forgets them.")
    if shown.withheld:
        lines.append(f"{shown.withheld} not shown: fewer than {INSIDE} people mention them.")
    return "\n".join(lines)


def _few(count: int | None) -> int | str:
    return f"fewer than {INSIDE}" if count is None else count


@contextmanager
def _progress_bar(what: str) -> Iterator[Callable[[float], None]]:
    """Show a bar on a terminal, nothing in a pipe."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda done: bar.update(task, completed=done)
