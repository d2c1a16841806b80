"""`bilan audit anonymity` finds twelve leaks that are planted, and none where there is none.

Each is small, and of a kind that has happened to somebody: a column that was useful once, a
log line, a file that was handed out twice. Where a channel is not in the product, such as a
webhook, the file that it would leave is read.
"""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from analysis.attacker.findings import ATTACK_OF, ATTACKS
from service.__main__ import main
from service.anonymity.sentences import said
from service.commands.demo import load_demonstration
from service.store import submissions as store
from service.store.database import Database
from service.store.invitations import Claim, new_invitations, spend
from service.store.load import load
from surveys.invitations import token_hash
from surveys.submissions import AcceptedSubmission, day_ordered_id
from tests.factories import NOON, make_accepted, make_bundle, make_survey

SURVEY = make_survey(promise="one_per_invitation")
"""Over since April."""
ANSWERS, LINKS = 60, 119
POINTS = ("very_satisfied", "satisfied", "dissatisfied", "very_dissatisfied")
ROLES = ("coordination", "volunteer", "other")
WRITTEN = "Rien à redire"
"""Words of somebody, which no audit may print."""


def people() -> Iterator[AcceptedSubmission]:
    """Yield sixty submissions in the order in which they came, on three days."""
    random = Random(11)  # noqa: S311 -- no secret
    for number in range(ANSWERS):
        day = NOON.date() + timedelta(days=number // 20)
        yield make_accepted(
            submission_id=day_ordered_id(day, random.randbytes(10)),
            received_on=day,
            language=("fr", "en")[number % 2],
            answers={
                "satisfaction": random.choice(POINTS),
                "recommend_score": random.randint(0, 10),
                "role": ROLES[number % 3],
            },
            comments={"needs_next": f"{WRITTEN}, sauf pour la salle numéro {number}."},
        )


class Evidence:
    """A database as the service leaves it, and what the test alone knows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sent = list(people())
        with Database(path) as database:
            load(database, make_bundle(surveys=(SURVEY,), submissions=()), at=NOON)
            with database.transaction() as cursor:
                tokens = new_invitations(cursor, SURVEY.slug, LINKS)
            self.tokens = tokens[:ANSWERS]
            for each, token in zip(self.sent, self.tokens, strict=True):
                with database.transaction() as cursor:
                    store.insert(cursor, [each])
                    claim = Claim(SURVEY.slug, token_hash(token))
                    assert spend(cursor, {each.submission_id: claim}) == {}

    def moments(self) -> list[datetime]:
        """When each was sent, to the second."""
        return [
            datetime(2026, 3, each.received_on.day, 9, number % 60, 17, tzinfo=UTC)
            for number, each in enumerate(self.sent)
        ]


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return Evidence(tmp_path_factory.mktemp("audit") / "bilan.duckdb")


def audited(path: Path, *options: str | Path) -> Result:
    return CliRunner().invoke(
        main,
        ["audit", "anonymity", *map(str, options)],
        env={"BILAN_DATABASE": str(path)},
        catch_exceptions=False,
    )


def kinds(result: Result) -> set[str]:
    """What was found, by a program that reads it."""
    return {each["kind"] for each in json.loads(result.stdout)["found"]}


@pytest.mark.long
def test_the_demonstration_gives_nobody_away(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    with Database(path) as database:
        load_demonstration(database, at=datetime(2026, 11, 24, 20, tzinfo=UTC))

    assert kinds(audited(path, "--json")) == set()


def test_a_database_as_the_service_leaves_it_gives_nobody_away(
    evidence: Evidence, tmp_path: Path
) -> None:
    log, export = tmp_path / "service.log", tmp_path / "export.csv"
    log.write_text("2026-03-02T09:00:17Z INFO listening on 127.0.0.1:8000\n", "utf-8")
    export.write_text("Question,Réponses (n),Part\nSatisfait ?,60,0.55\n", "utf-8")
    backup = tmp_path / "before.duckdb"
    with Database(backup) as database:
        load(database, make_bundle(surveys=(SURVEY,), submissions=()), at=NOON)

    result = audited(evidence.path, "--log", log, "--export", export, "--backup", backup, "--json")

    assert (kinds(result), result.exit_code) == (set(), 0)
    report = json.loads(result.stdout)
    assert {each["attack"] for each in report["tried"]} == set(ATTACKS)
    assert [each["survey"] for each in report["surveys"]] == [SURVEY.slug]


# --- twelve leaks --------------------------------------------------------------------------------

Plant = Callable[[Evidence, Path, Path], list[str | Path]]
"""Puts a leak into a copy of the database, or into a file of a folder; returns the options."""


def a_timestamp(evidence: Evidence, copy: Path, folder: Path) -> list[str | Path]:
    with Database(copy) as database, database.cursor() as cursor:
        cursor.execute("alter table submissions add column sent_at timestamp")
        for each, moment in zip(evidence.sent, evidence.moments(), strict=True):
            cursor.execute(
                "update submissions set sent_at = $1 where submission_id = $2",
                [moment.replace(tzinfo=None), each.submission_id],
            )
    return []


def row_order(evidence: Evidence, copy: Path, folder: Path) -> list[str | Path]:
    with Database(copy) as database, database.cursor() as cursor:
        for token in evidence.tokens:
            cursor.execute("delete from invitations where token_hash = $1", [token_hash(token)])
            cursor.execute(
                "insert into invitations values ($1, $2, true, false)",
                [token_hash(token), SURVEY.slug],
            )
    return []


def a_completion_flag(evidence: Evidence, copy: Path, folder: Path) -> list[str | Path]:
    with Database(copy) as database, database.cursor() as cursor:
        cursor.execute("alter table invitations add column completed boolean default false")
        for token in evidence.tokens[7:]:
            cursor.execute(
                "update invitations set completed = true where token_hash = $1",
                [token_hash(token)],
            )
    return []


def a_webhook(evidence: Evidence, copy: Path, folder: Path) -> list[str | Path]:
    log = folder / "deliveries.jsonl"
    lines = [
        json.dumps({"event": "answered", "survey": SURVEY.slug, "delivered": moment.isoformat()})
        for moment in evidence.moments()
    ]
    log.write_text("\n".join(lines), "utf-8")
    return ["--log", log]


def export_order(evidence: Evidence, copy: Path, folder: Path) -> list[str | Path]:
    table = folder / "comments.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Commentaire"])
        writer.writerows([each.comments["needs_next"]] for each in evidence.sent)
    return ["--export", table]


def a_draft_id(evidence: Evidence, copy: Path, folder: Path) -> list[str | Path]:
    with Database(copy) as database, database.cursor() as cursor:
        cursor.execute("create table form_drafts (draft varchar, pages integer)")
        for each in evidence.sent[:9]:
            cursor.execute("insert into form_drafts values ($1, 2)", [str(each.submission_id)])
    return []


def a_log_line(evidence: Evidence, copy: Path, folder: Path) -> list[str | Path]:
    log = folder / "access.log"
    log.write_text(
        f'10.0.0.7 - - [02/Mar/2026:09:12:17 +0000] "POST /s/{SURVEY.slug} HTTP/1.1" 303 '
        f"id={evidence.sent[3].submission_id}\n",
        "utf-8",
    )
    return ["--log", log]


def a_report_difference(evidence: Evidence, copy: Path, folder: Path) -> list[str | Path]:
    options: list[str | Path] = []
    for day, answers in ((2, 41), (3, 42)):
        report = folder / f"bilan-{day}.json"
        value = {"count": 30, "answers": answers}
        figures = [{"indicator": "satisfied", "scope": "essai", "value": value}]
        report.write_text(json.dumps({"made_on": f"2026-03-0{day}", "figures": figures}), "utf-8")
        options += ["--export", report]
    return options


def live_count_steps(evidence: Evidence, copy: Path, folder: Path) -> list[str | Path]:
    stream = folder / "screen.jsonl"
    counts = [5, 10, 11, 12]
    lines = [json.dumps({"survey": SURVEY.slug, "at_least": count}) for count in counts]
    stream.write_text("\n".join(lines), "utf-8")
    return ["--export", stream]


def a_theme_of_one(evidence: Evidence, copy: Path, folder: Path) -> list[str | Path]:
    table = folder / "themes.csv"
    table.write_text("theme,respondents\nAccueil,12\nSalle,1\n", "utf-8")
    return ["--export", table]


def a_quote_with_demographics(evidence: Evidence, copy: Path, folder: Path) -> list[str | Path]:
    table = folder / "quotes.csv"
    quoted = evidence.sent[4]
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Citation", "Rôle", "Langue"])
        writer.writerow([quoted.comments["needs_next"], "Bénévole", "français"])
    assert (quoted.answers["role"], quoted.language) == ("volunteer", "fr")
    return ["--export", table]


def a_backup(evidence: Evidence, copy: Path, folder: Path) -> list[str | Path]:
    earlier = folder / "monday.duckdb"
    shutil.copy(copy, earlier)
    with Database(copy) as database, database.transaction() as cursor:
        late = day_ordered_id(NOON.date(), b"0123456789")
        store.insert(cursor, [make_accepted(submission_id=late, comments={})])
        unused = cursor.execute(
            "select token_hash from invitations where not spent and survey <> '' limit 1"
        ).fetchone()
        assert unused is not None
        assert spend(cursor, {late: Claim(SURVEY.slug, unused[0])}) == {}
    return ["--backup", earlier]


LEAKS = {
    a_timestamp: "time_beside_answers",
    row_order: "order_of_links",
    a_completion_flag: "mark_on_links",
    a_webhook: "record_per_answer",
    export_order: "order_of_arrival",
    a_draft_id: "id_kept_elsewhere",
    a_log_line: "id_in_file",
    a_report_difference: "few_between_counts",
    live_count_steps: "few_between_counts",
    a_theme_of_one: "few_counted",
    a_quote_with_demographics: "quote_with_demographics",
    a_backup: "mark_between_copies",
}


@pytest.mark.parametrize(
    ("plant", "kind"), LEAKS.items(), ids=lambda each: getattr(each, "__name__", each)
)
def test_a_leak_that_is_planted_is_found(
    evidence: Evidence, tmp_path: Path, plant: Plant, kind: str
) -> None:
    copy = tmp_path / "bilan.duckdb"
    shutil.copy(evidence.path, copy)

    options = plant(evidence, copy, tmp_path)
    result = audited(copy, *options, "--json")

    assert kind in kinds(result)
    assert result.exit_code == 1


def test_there_are_twelve() -> None:
    assert len(LEAKS) == 12


# --- what is said --------------------------------------------------------------------------------


def test_what_is_printed_names_a_place_and_what_to_do_and_nobody(
    evidence: Evidence, tmp_path: Path
) -> None:
    options = [*export_order(evidence, evidence.path, tmp_path)]
    options += a_log_line(evidence, evidence.path, tmp_path)

    result = audited(evidence.path, *options)

    assert "access.log, line 1: ids of 1 answers leave the database" in result.stdout
    assert "Keep ids of answers out of logs and exports" in result.stdout
    assert "comments.csv has 60 answers in the order in which they came." in result.stdout
    assert f"{SURVEY.slug}: 60 answers" in result.stdout
    assert WRITTEN not in result.stdout
    assert not any(str(each.submission_id) in result.stdout for each in evidence.sent)


def test_every_kind_of_finding_has_its_words() -> None:
    assert set(said()) == set(ATTACK_OF)


def test_a_file_that_cannot_be_read_is_named(evidence: Evidence, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 and nothing else")

    result = audited(evidence.path, "--export", broken)

    assert result.exit_code == 1
    assert "broken.xlsx" in result.stderr


def test_a_file_that_is_no_backup_is_named(evidence: Evidence, tmp_path: Path) -> None:
    other = tmp_path / "notes.backup"
    other.write_text("notes", "utf-8")

    result = audited(evidence.path, "--database", other)

    assert result.exit_code == 1
    assert "damaged, or no backup of Bilan" in result.stderr
