"""`bilan open`: open surveys for cohorts."""

from datetime import UTC, datetime
from pathlib import Path

import rich_click as click

from dashboards.pages.frame import form_address
from service.commands.opening import open_database, read_settings
from service.formats.opening import OpeningUnreadable, as_bundle, read_opening
from service.store.catalogue import Snapshot, read_snapshot
from service.store.load import LoadRefused, load
from service.store.shipped import shipped_questionnaires
from surveys.bundle import Bundle
from surveys.publishing import PublishingRefused
from surveys.questionnaire import Questionnaire, QuestionnaireUnreadable, read_questionnaire


@click.command(name="open")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def open_surveys(file: Path) -> None:
    """Set up the programme, cohorts and surveys that FILE describes, and publish what they ask.

    Running it again adds what is new in FILE, and corrects names, dates of cohorts and numbers
    of eligible people. A survey that is there never changes.
    """
    settings = read_settings()
    try:
        bundle = as_bundle(read_opening(file.read_bytes()), lambda name: _find(name, file.parent))
    except OpeningUnreadable as error:
        raise click.ClickException(f"{file}: {error}") from error
    with open_database(settings, changes="bilan open") as database:
        with database.cursor() as cursor:
            _check_unchanged(bundle, read_snapshot(cursor))
        try:
            loaded = load(database, bundle, at=datetime.now(UTC), correct=True)
        except (LoadRefused, PublishingRefused) as error:
            raise click.ClickException(f"{file}: {error}") from error
    if loaded.corrected:
        click.echo(f"Corrected, as in the file: {', '.join(loaded.corrected)}.")
    for survey in bundle.surveys:
        if survey.promise == "one_per_invitation":
            click.echo(f"{survey.slug}: answered through links that `bilan invite` makes")
        else:
            click.echo(f"{settings.address}{form_address(survey.slug)}")


def _find(name: str, folder: Path) -> Questionnaire:
    """Raises click.ClickException, a sentence, if there is no such questionnaire."""
    if not name.endswith(".toml"):
        shipped = shipped_questionnaires()
        if name in shipped:
            return shipped[name]
        raise click.ClickException(
            f"There is no questionnaire {name!r}. Shipped: {', '.join(sorted(shipped))}; "
            "or name a file that ends in .toml."
        )
    try:
        return read_questionnaire((folder / name).read_bytes())
    except (OSError, QuestionnaireUnreadable) as error:
        raise click.ClickException(f"{name}: {error}") from error


def _check_unchanged(bundle: Bundle, there: Snapshot) -> None:
    """Refuse to pretend that what is there could be changed."""
    programme = there.programmes.get(bundle.programme.slug, bundle.programme)
    if programme.zone != bundle.programme.zone:
        raise click.ClickException(
            f"The programme {programme.slug!r} keeps its time zone, {programme.zone!r}: "
            "dates were announced in it."
        )
    for survey in bundle.surveys:
        setup = there.setups.get(survey.slug)
        if setup and setup.survey.promise != survey.promise:
            raise click.ClickException(
                f"The survey {survey.slug!r} was opened with promise = {setup.survey.promise!r}, "
                "and people answer on the strength of it: it does not change. Open another "
                "survey, under another name."
            )
        if setup and setup.survey != survey:
            raise click.ClickException(
                f"The survey {survey.slug!r} is there already and does not change: "
                "open another one, under another name."
            )
