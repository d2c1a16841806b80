"""`bilan themes`: search, group anew, accept, discard; what is wrong is said in a sentence."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result

from service.__main__ import main
from service.jobs.find_themes import KIND
from service.store import jobs
from service.store.database import Database
from service.store.theme_layers import proposed, standing
from tests.factories import make_searched
from tests.service.searches import keep_search
from tests.service.test_theme_layers import AT, layer, stored

Bilan = Callable[..., Result]
WORDS = {"BILAN_EMBEDDER": "words"}


@pytest.fixture
def bilan(tmp_path: Path) -> Bilan:
    """Runs a command on a file in which a search has proposed something."""
    path = tmp_path / "bilan.duckdb"
    with Database(path) as database:
        search = make_searched(layer(), proposed=layer(next_number=5))
        keep_search(stored(database), "formation", search, at=AT)

    def run(*arguments: str, **environment: str) -> Result:
        return CliRunner(env={"BILAN_DATABASE": str(path), **environment}).invoke(main, arguments)

    return run


def layers(tmp_path: Path) -> tuple[list[int], list[int] | None]:
    """Return the numbers of the themes that stand, and of those that are proposed."""
    with Database(tmp_path / "bilan.duckdb") as database, database.cursor() as cursor:
        stands, wanted = standing(cursor, "formation"), proposed(cursor, "formation")
    assert stands is not None
    return [t.number for t in stands.themes], [t.number for t in wanted.themes] if wanted else None


def test_a_proposal_is_accepted(bilan: Bilan, tmp_path: Path) -> None:
    ran = bilan("themes", "formation", "--accept", "--json")

    assert ran.exit_code == 0, ran.output
    assert ran.stdout.startswith("{")
    assert layers(tmp_path)[1] is None


def test_a_proposal_is_discarded(bilan: Bilan, tmp_path: Path) -> None:
    ran = bilan("themes", "formation", "--discard", "--lang", "en")

    assert ran.exit_code == 0, ran.output
    assert layers(tmp_path) == ([2, 4, 3], None)


@pytest.mark.parametrize("answer", ["--accept", "--discard"])
def test_there_must_be_a_proposal_to_answer(bilan: Bilan, answer: str) -> None:
    bilan("themes", "formation", "--discard")

    ran = bilan("themes", "formation", answer)

    assert ran.exit_code == 1
    assert "Nothing is proposed for the themes of 'formation'." in ran.stderr


@pytest.mark.parametrize("anew", ["--refit", "--fewer", "--more"])
def test_a_search_and_an_answer_are_two_commands(bilan: Bilan, tmp_path: Path, anew: str) -> None:
    before = layers(tmp_path)

    ran = bilan("themes", "formation", anew, "--accept")

    assert ran.exit_code == 2
    assert "--accept answers a proposal" in ran.stderr
    assert layers(tmp_path) == before


def test_a_search_among_too_few_ideas_says_so(bilan: Bilan) -> None:
    ran = bilan("themes", "formation", "--more", **WORDS)

    assert ran.exit_code == 0, ran.output
    assert "6 comments" in ran.stdout
    assert "Found by words in common, without a model" in ran.stdout


def test_a_search_that_waits_for_the_service_is_done_by_the_command(
    bilan: Bilan, tmp_path: Path
) -> None:
    """Else the service would search again, and put another proposal in the place of this one."""
    with Database(tmp_path / "bilan.duckdb") as database, database.transaction() as cursor:
        for subject in ("formation", "formation refit", "formation refit more", "autre"):
            jobs.add(cursor, job_id=uuid4(), kind=KIND, subject=subject, at=AT)

    assert bilan("themes", "formation", "--refit", **WORDS).exit_code == 0

    with Database(tmp_path / "bilan.duckdb") as database, database.cursor() as cursor:
        waiting = {job.subject for job in jobs.unfinished(cursor)}
    assert waiting == {"formation refit more", "autre"}


@pytest.mark.parametrize("command", [("themes", "formation"), ("serve",)])
def test_an_embedder_that_is_not_there_is_refused_in_a_sentence(
    bilan: Bilan, command: tuple[str, ...]
) -> None:
    ran = bilan(*command, BILAN_EMBEDDER="nowhere")

    assert ran.exit_code == 1
    said = " ".join(re.sub("[│╭╮╰╯─]", " ", ran.stderr).split())
    assert "BILAN_EMBEDDER is 'nowhere': there is no such directory." in said
    assert "Traceback" not in ran.output
