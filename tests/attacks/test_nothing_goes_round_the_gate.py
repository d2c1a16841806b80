"""Rows that people sent reach pages and files through the gate, and no other way.

Every function outside the store that names a raw one stands here, with the function of the gate
that its rows go to, or with why it needs none. Whatever else names one fails, and so does what
stands here without need. `tests/attacks/row_readers.py` finds them in the source.

Pages cannot help themselves: an import contract keeps `analysis.inputs` out of `dashboards`.
"""

import shutil
from pathlib import Path

import pytest

from tests.attacks.row_readers import Function, functions, raw_functions, raw_queries, reaches

ROOT = Path(__file__).parent.parent.parent

GATED = {
    "jobs.make_report": {
        "reads.testimonials": "testimonials.release_testimonials",
        "themes.theme_run": "themes.release_themes",
    },
    "web.announced": {
        "reads.submission_counts": "live_count.stepped",
        "themes.theme_run": "themes.release_themes",
    },
    "web.cohorts": {"counts.Counts": "live_count.stepped"},
    "web.home_view": {"reads.submission_counts": "live_count.stepped"},
    "web.match_rates": {"reads.waves": "matched.release_matching"},
    "web.rosters": {"reads.survey_tallies": "gate.release"},
    "web.screens": {
        "counts.Counts": "live_count.next_count",
        "reads.survey_tallies": "live_results.next_view",
    },
    "web.shown_second_look": {
        "second_looks.drawn_ideas": "ideas.readable_ideas",
        "second_looks.DrawnIdea": "ideas.readable_ideas",
        "themes.theme_ideas": "ideas.readable_ideas",
    },
    "web.shown_themes": {
        "idea_to_sort.idea_to_sort": "ideas.readable_surveys",
        "modules.stored_modules": "modules.release_modules",
        "themes.theme_flows": "proposals.release_proposal",
        "themes.theme_ideas": "ideas.release_ideas",
        "themes.theme_run": "themes.release_themes",
        "theme_runs.ThemeRuns": "themes.release_themes",
    },
}
"""By module of `service` and function of the store: what of `analysis.disclosure` releases it."""

_RUN = "hands it to `service.web.shown_themes`, which releases it"
_WRITES = "writes; answers with what was done, never with what others sent"
_OWN = "somebody's own answers, by their receipt"
_BACKUP = "a copy of the whole file, sealed, for an administrator at the machine"
_BROUGHT = "counts of what whoever runs it has just brought"
_COMPUTES = "computed in a process of its own and stored; read again through the gate"

_ATTACKS = "attacks on purpose, and says what it found, never whose (docs/anonymity.md)"
_ERASES = "finds what is to be erased, and tells how much that was"

NEED_NO_GATE = {
    "anonymity.audit": {"themes.theme_run": _ATTACKS},
    "commands.erase": dict.fromkeys(
        ("erasing.find", "receipts.erase", "receipts.erase_text"), _ERASES
    ),
    "web.erasing": {"erasing.find": _ERASES, "writer.SubmissionWriter": _WRITES},
    "app": dict.fromkeys(
        ("retention.RetentionClock", "theme_runs.ThemeRuns", "writer.SubmissionWriter"),
        "makes them, and asks them nothing",
    ),
    "backups.desk": {"copies.Copier": _BACKUP},
    "backups.staging": {"copies.Copier": _BACKUP},
    "commands.backup": {"copies.Copier": _BACKUP},
    "commands.changes": dict.fromkeys(
        ("content_changes.Place", "content_changes.judged"), "judged from released families"
    ),
    "commands.demo": {"load.load": _BROUGHT},
    "commands.import_answers": {
        "load.load": _BROUGHT,
        "reads.submission_counts": _BROUGHT,
        "submissions.known": "finds answers that are brought a second time",
    },
    "commands.open_surveys": {"load.load": _BROUGHT},
    "commands.report": {"reads.comments": "asks whether there is anything to find themes in"},
    "commands.themes": dict.fromkeys(
        ("theme_decisions.accept", "theme_decisions.discard"), _WRITES
    ),
    "jobs.find_themes": dict.fromkeys(
        (
            "reads.comments",
            "reads.packed_comments",
            "theme_layers.keep_search",
            "theme_layers.packed_layer",
            "vectors.hold_only",
            "vectors.known",
        ),
        _COMPUTES,
    ),
    "jobs.make_report": {"reads.submission_counts": "compared with itself: did anything arrive?"},
    "jobs.split_theme": dict.fromkeys(
        ("split_proposals.said_in_theme", "split_proposals.vectors_of_theme"), _COMPUTES
    ),
    "web.announcing": {"themes.theme_run": _RUN},
    "web.change_data": {
        "content_changes.Place": "judged from released families",
        "content_changes.judged": "judged from released families",
        "content_changes.register_change": _WRITES,
        "content_changes.withdraw_change": _WRITES,
    },
    "web.codebook": {"theme_decisions.decide": _WRITES},
    "web.cohorts": {"themes.theme_run": _RUN},
    "web.collect": {
        "submissions.known": "whether an answer that is sent is one that was kept",
        "writer.SubmissionWriter": _WRITES,
    },
    "web.decision_log": {"theme_undo.undo": _WRITES},
    "web.entrance": {"writer.SubmissionWriter": _WRITES},
    "web.find_receipt": {"receipts.find": _OWN},
    "web.health": {
        "retention.RetentionClock": "whether its clock is doubted",
        "writer.SubmissionWriter": "whether it is alive",
    },
    "web.home_view": {"news.last_steps": "days on which a count in steps of five changed"},
    "web.metrics": {"writer.SubmissionWriter": "how long it waits for the disk"},
    "web.needs": {"theme_runs.ThemeRuns": _RUN},
    "web.receipts": {"writer.SubmissionWriter": _OWN},
    "web.registers": {"retention.RetentionClock": "whether its clock is doubted"},
    "web.second_look": dict.fromkeys(("second_looks.place", "second_looks.start"), _WRITES),
    "web.shown_changes": dict.fromkeys(
        ("content_changes.Place", "content_changes.judged"), "judged from released families"
    ),
    "web.shown_second_look": {
        "second_looks.latest": "who looks, and how far they are",
        "themes.theme_run": _RUN,
    },
    "web.quick_submissions": {"writer.SubmissionWriter": _WRITES},
    "web.submissions": {"writer.SubmissionWriter": _WRITES},
    "web.theme_decisions": dict.fromkeys(
        ("theme_decisions.accept", "theme_decisions.decide", "theme_decisions.discard"), _WRITES
    ),
    "web.theme_sorting": {"theme_decisions.decide": _WRITES, "theme_runs.ThemeRuns": _RUN},
    "web.told_themes": {"theme_runs.ThemeRuns": _RUN},
} | {
    f"web.set_up_{what}": {"set_up.SetUp": "whether a survey that is taken away holds anything"}
    for what in ("activities", "cohorts", "data", "forms", "programmes", "surveys")
}
"""Why the others need none."""

_OUTSIDE = ("execute(", "executemany(", "service.store.sql")


@pytest.fixture(scope="module")
def every() -> list[Function]:
    return functions(ROOT)


def raw(every: list[Function], root: Path = ROOT) -> frozenset[str]:
    return raw_functions(every, raw_queries(root / "service" / "store" / "queries"))


def short(found: dict[str, frozenset[str]]) -> set[tuple[str, str]]:
    return {
        (module.removeprefix("service."), name.removeprefix("service.store."))
        for module, names in found.items()
        for name in names
    }


LISTED = {
    (module, name)
    for listed in (GATED, NEED_NO_GATE)
    for module, names in listed.items()
    for name in names
}


def test_rows_leave_the_store_only_where_this_list_says(every: list[Function]) -> None:
    assert short(reaches(every, raw(every))) == LISTED


def test_whoever_takes_rows_hands_them_to_the_gate(every: list[Function]) -> None:
    for module, names in GATED.items():
        named = {
            name for each in every if each.module == f"service.{module}" for name in each.names
        }
        assert {f"analysis.disclosure.{gate}" for gate in names.values()} <= named, module


def test_tallies_become_families_only_by_the_gate(every: list[Function]) -> None:
    # Inside the store: what makes a family of tallies names the gate, and nobody else has tallies.
    tallies = {"service.store.reads.survey_tallies", "service.store.reads.parted_surveys"}
    gates = {
        "service.store.reads.survey_tallies": "analysis.disclosure.gate.release_family",
        "service.store.reads.parted_surveys": "analysis.disclosure.slices.release_slices",
    }
    inside = [each for each in every if each.module.startswith("service.store.")]
    takers = [each for each in inside if each.names & tallies]

    assert {each.module for each in takers} == {"service.store.families"}
    for each in takers:
        assert {gates[name] for name in each.names & tallies} <= each.names


def test_only_the_store_speaks_to_the_database() -> None:
    # The audit attacks what the store does not show; an archive is a copy that is being made.
    speakers = {
        path.relative_to(ROOT / "service").parts
        for path in (ROOT / "service").rglob("*.py")
        if any(word in path.read_text("utf-8") for word in _OUTSIDE)
    }

    assert {parts[0] for parts in speakers} <= {"store", "anonymity", "backups"}
    assert {parts for parts in speakers if parts[0] == "backups"} == {("backups", "archive.py")}


PLANTED = {
    "a page that reads comments": (
        "service/web/home.py",
        """
from service.store import reads

def leak(cursor, setups, at):
    return reads.comments(cursor, setups, at=at)
""",
        ("web.home", "reads.comments"),
    ),
    "a file that counts answers": (
        "service/formats/mail_merge.py",
        """
def leak(database):
    return database.counts.of(["s"])
""",
        ("formats.mail_merge", "counts.Counts"),
    ),
    "a new query, through a new function of the store": (
        "service/store/facts.py",
        """
def leak(cursor):
    return cursor.execute(query("planted")).fetchall()
""",
        ("web.facts", "facts.leak"),
    ),
    "a helper of the store that wraps what is listed": (
        "service/store/facts.py",
        """
from service.store.reads import testimonials

def leak(cursor, setups, at):
    return [each.text for each in testimonials(cursor, setups, at=at)]
""",
        ("web.facts", "facts.leak"),
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_bypass_is_found(planted: str, tmp_path: Path) -> None:
    file, text, found = PLANTED[planted]
    shutil.copytree(ROOT / "service", tmp_path / "service", ignore=lambda *_: ["__pycache__"])
    query = tmp_path / "service" / "store" / "queries" / "planted.sql"
    query.write_text("-- A leak.\nselect * from comments\n", "utf-8")
    with (tmp_path / file).open("a", encoding="utf-8") as end:
        end.write(text)
    if found[1].startswith("facts."):
        with (tmp_path / "service/web/facts.py").open("a", encoding="utf-8") as end:
            end.write("\n\nfrom service.store.facts import leak\n\n\nshown = leak\n")

    every = functions(tmp_path)

    assert short(reaches(every, raw(every, tmp_path))) - LISTED == {found}
