"""`bilan report`: make the bilan of a programme, or check one that was made."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import rich_click as click

from dashboards.report.snapshot import SnapshotUnreadable
from dashboards.report.verify import html_differences, pdf_differences, printed_figures
from service.commands.opening import named, open_database, read_settings
from service.formats.pdf_text import pdf_text
from service.jobs.embedder_choice import EmbedderUnusable
from service.jobs.find_themes import ThemeFinder
from service.jobs.make_report import Made, drawn_by, from_file, read_reports, set_pdf
from service.jobs.worker import ComputeError
from service.store import reads
from service.store.catalogue import Catalogue
from service.store.theme_layers import version
from surveys.texts import LANGUAGES, Language

_SNAPSHOT, _HTML, _PDF = ".json", ".html", ".pdf"


@click.command()
@click.argument("what", nargs=-1)
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="fr", help="The language of the report."
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("bilans"),
    show_default=True,
    help="Where reports are written, and looked for.",
)
@click.option("--verify", is_flag=True, help="Check reports in place of making one.")
@click.option(
    "--themes/--no-themes",
    default=True,
    help="First find the themes of comments that nobody has looked into.",
)
def report(what: Sequence[str], *, lang: Language, out: Path, verify: bool, themes: bool) -> None:
    """Make the bilan of PROGRAMME: an HTML page, a PDF, and the sealed numbers of both.

    With --verify, compute every figure again from the sealed numbers and compare it with what
    is printed. WHAT are then files or folders; none stands for --out. Exits with 1 if a report
    prints anything else than its numbers give.
    """
    if verify:
        _verify([Path(each) for each in what] or [out])
    elif len(what) != 1:
        raise click.UsageError("Name one programme, or --verify.")
    else:
        _make(what[0], lang, out, themes=themes)


def _make(programme: str, language: Language, out: Path, *, themes: bool) -> None:
    settings = read_settings()
    with open_database(settings) as database:
        catalogue = Catalogue(database)
        catalogue.reload()
        named(programme, catalogue.now.programmes, "programme")
        surveys = [setup.survey for setup in catalogue.now.setups_of_programme(programme)]
        database.telling.tell_texts(surveys, at=datetime.now(UTC))
        if themes:
            _find_themes(
                ThemeFinder(database, catalogue, settings.embedder, settings.compute), programme
            )
        with database.source() as source:
            (made,) = read_reports(
                source, catalogue.now, programme, [language], at=datetime.now(UTC)
            )
    try:
        pdf = set_pdf(made)
        out.mkdir(parents=True, exist_ok=True)
        for suffix, content in (
            (_SNAPSHOT, made.encoded),
            (_HTML, made.html.encode()),
            (_PDF, pdf),
        ):
            path = out / f"{made.name}{suffix}"
            path.write_bytes(content)
            click.echo(path)
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}.") from error
    except ComputeError as error:
        raise click.ClickException(f"The PDF could not be set: {error}") from error
    click.echo(f"Seal: {made.seal}")


def _find_themes(finder: ThemeFinder, programme: str) -> None:
    """Find the themes of activities whose comments nobody has looked into yet."""
    now = finder.catalogue.now
    for activity in now.activities_of(programme):
        with finder.database.cursor() as cursor:
            setups = now.setups_of_activity(activity.slug)
            looked = version(cursor, activity.slug) is not None
            wrote = bool(reads.comments(cursor, setups, at=datetime.now(UTC)))
        if looked or not wrote:
            continue
        click.echo(f"Finding the themes of {activity.slug} ...", err=True)
        try:
            finder.run(activity.slug, lambda _: None)
        except (ComputeError, EmbedderUnusable) as error:
            raise click.ClickException(
                f"The themes of {activity.slug} could not be found: {error} "
                "Make the bilan with --no-themes, or run `bilan themes` to see more."
            ) from error


def _verify(paths: Sequence[Path]) -> None:
    found = sorted({snapshot for path in paths for snapshot in _snapshots(path)})
    if not found:
        raise click.ClickException(f"There is no report to check in {', '.join(map(str, paths))}.")
    faults = 0
    for snapshot in found:
        differences, figures = _check(snapshot)
        faults += bool(differences)
        for difference in differences:
            click.echo(f"{snapshot.stem}: {difference}", err=True)
        if not differences:
            click.echo(f"{snapshot.stem}: {figures} figures verified{_alone(snapshot)}.")
    if faults:
        raise click.ClickException(
            f"{faults} of {len(found)} reports print something else than their snapshot gives."
        )


def _alone(snapshot: Path) -> str:
    """Return which of the two that are drawn from a snapshot was not there to be checked."""
    if not snapshot.with_suffix(_PDF).exists():
        return " in the HTML page alone: there is no PDF beside it"
    if not snapshot.with_suffix(_HTML).exists():
        return " in the PDF alone: there is no HTML page beside it"
    return ""


def _snapshots(path: Path) -> Iterator[Path]:
    """Yield the snapshots in a folder, or the one that a file of a report stands beside."""
    if path.is_dir():
        reports = {each.with_suffix(_SNAPSHOT) for each in path.glob("bilan-*.*")}
        yield from (each for each in reports if _is_report(each))
    elif path.exists():
        yield path.with_suffix(_SNAPSHOT)


def _is_report(snapshot: Path) -> bool:
    return any(snapshot.with_suffix(suffix).exists() for suffix in (_SNAPSHOT, _HTML, _PDF))


def _check(snapshot: Path) -> tuple[list[str], int]:
    """Return what is wrong with one report, and how many figures it prints."""
    try:
        made = from_file(snapshot.read_bytes())
    except FileNotFoundError:
        return ["The snapshot is missing: nothing can be checked without it."], 0
    except OSError as error:
        return [f"The snapshot cannot be read: {error.strerror}."], 0
    except SnapshotUnreadable as error:
        return [f"{error}."[:1].upper() + f"{error}."[1:]], 0
    found = []
    html, pdf = snapshot.with_suffix(_HTML), snapshot.with_suffix(_PDF)
    if not html.exists() and not pdf.exists():
        return ["There is neither an HTML page nor a PDF beside the snapshot."], 0
    if html.exists():
        printed, other = html.read_text("utf-8", "replace"), _drawn_by_another(made)
        found += html_differences(printed, made.html, figures_only=other)
    if pdf.exists():
        found += _pdf_differences(pdf.read_bytes(), made)
    return found, len({run.figure for run in printed_figures(made.report)})


def _pdf_differences(printed: bytes, made: Made) -> list[str]:
    """Compare bytes; what another version has set, by its text."""
    computed = set_pdf(made)
    if printed == computed:
        return []
    theirs, ours = pdf_text(printed), pdf_text(computed)
    if theirs is None or ours is None:
        return ["PDF: it is damaged and cannot be read."]
    differences = pdf_differences(theirs, ours, made.report)
    if not differences and not _drawn_by_another(made):
        return ["PDF: it is not what the snapshot gives, though its text is the same."]
    return differences


def _drawn_by_another(made: Made) -> bool:
    """Whether another version drew it, which may set the same numbers differently."""
    return made.snapshot.drawn_by != drawn_by()
