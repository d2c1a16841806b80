"""What people wait for where an activity has many comments: CPU seconds and peak memory.

    python -m tests.benchmarks.arrivals FILE.jsonl … [--comments 100000] [--arrive 100]
        [--embedder bundled] [--keep FILE.duckdb] [--only STEP …]

Comments are made of texts of the files drawn at random, half of them of two texts, in one cohort;
those that arrive are in a second one. Each line printed is one step, in a process of its own: CPU
seconds of it and of its worker together, seconds by the clock, and peak memory of each. `--keep`
holds the file as the first search left it, and starts from there when the command is run again.
"""

import argparse
import json
import random
import resource
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from analysis.themes.decisions import Decision, Dismiss, Lock, Merge, Move, Rename, Unlock
from analysis.themes.results import Mention
from service.jobs.find_themes import ThemeFinder
from service.store import theme_decisions
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.load import load
from service.store.theme_layers import standing
from service.web.shown_themes import found_theme, found_themes
from surveys.submissions import AcceptedSubmission, day_ordered_id
from surveys.texts import Text
from tests.benchmarks.labelled import Labelled, read
from tests.factories import NOON, make_accepted, make_two_cohorts

_ACTIVITY = "formation"
_QUESTION = "needs_next"


class _Desk(NamedTuple):
    """Where somebody works."""

    database: Database
    catalogue: Catalogue
    embedder: str
    themes: list[int]
    """Numbers of those that stand, in the order they were found."""

    def search(self, *, refit: bool = False) -> None:
        subject = _ACTIVITY + " refit" * refit
        ThemeFinder(self.database, self.catalogue, self.embedder).run(subject, lambda _: None)

    def decide(self, decision: Decision) -> None:
        theme_decisions.decide(
            self.database, _ACTIVITY, decision, by="benchmark", at=datetime.now(UTC)
        )

    def page(self) -> None:
        with self.database.transaction() as cursor:
            found_themes(cursor, self.catalogue.now, _ACTIVITY)

    def theme_page(self) -> None:
        with self.database.transaction() as cursor:
            found_theme(cursor, self.catalogue.now, _ACTIVITY, self.themes[0])

    def move(self) -> None:
        source, into, *_ = self.themes
        with self.database.cursor() as cursor:
            ((person, start),) = cursor.execute(
                "select submission_id, start from mentions"
                " where layer = 'standing' and theme = $theme order by all limit 1",
                {"theme": source},
            ).fetchall()
        idea = Mention(
            theme=source,
            submission_id=person,
            question=_QUESTION,
            start=start,
            end=start,
            language="fr",
            says=(),
        ).idea
        self.decide(Move(theme=source, ideas=(idea,), into=into))

    def accept(self) -> None:
        theme_decisions.accept(self.database, _ACTIVITY, by="bench", at=datetime.now(UTC))


_STEPS: dict[str, Callable[[_Desk], None]] = {
    "the first search": _Desk.search,
    "comments that arrive": _Desk.search,
    "the page of the themes": _Desk.page,
    "a full refit": lambda desk: desk.search(refit=True),
    "the page, a refit proposed": _Desk.page,
    "the page of the largest theme": _Desk.theme_page,
    "a rename": lambda d: d.decide(Rename(theme=d.themes[0], name=Text(fr="Nom", en="Name"))),
    "a dismissal": lambda d: d.decide(Dismiss(theme=d.themes[0])),
    "a lock": lambda d: d.decide(Lock(theme=d.themes[0])),
    "an unlock": lambda d: d.decide(Unlock(theme=d.themes[0])),
    "a move of one idea": _Desk.move,
    "a merge": lambda d: d.decide(Merge(theme=d.themes[-1], into=d.themes[-2])),
    "the refit accepted": _Desk.accept,
}
_FIRST, _ARRIVALS, *_ = _STEPS


def main(arguments: Sequence[str]) -> None:
    """Print one JSON object per step."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.arrivals")
    parser.add_argument("files", nargs="+", metavar="FILE.jsonl", type=Path)
    parser.add_argument("--comments", type=int, default=100_000)
    parser.add_argument("--arrive", type=int, default=100)
    parser.add_argument("--embedder", default="bundled")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", nargs="+", choices=list(_STEPS), default=list(_STEPS))
    asked = parser.parse_args(arguments)
    texts = sorted({line for file in asked.files for line in read(file)})
    with TemporaryDirectory() as folder:
        path = Path(folder) / "themes.duckdb"
        steps = asked.only
        if asked.keep and asked.keep.exists():
            shutil.copy(asked.keep, path)
            steps = [step for step in steps if step != _FIRST]
        else:
            _write(path, texts, range(asked.comments), "printemps-2026")
        for step in steps:
            if step == _ARRIVALS:
                if asked.keep and not asked.keep.exists():
                    shutil.copy(path, asked.keep)
                arriving = range(asked.comments, asked.comments + asked.arrive)
                _write(path, texts, arriving, "hiver-2026")
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
                report = alone.submit(_measured, step, path, asked.embedder).result()
            sys.stdout.write(json.dumps(report) + "\n")
            sys.stdout.flush()


def _write(path: Path, texts: Sequence[Labelled], people: range, survey: str) -> None:
    chance = random.Random(people.start)  # noqa: S311
    submissions: list[AcceptedSubmission] = []
    for _ in people:
        drawn = chance.choices(texts, k=chance.choice((1, 2)))
        submissions.append(
            make_accepted(
                submission_id=day_ordered_id(NOON.date(), chance.randbytes(10)),
                survey=survey,
                language=drawn[0].language,
                comments={_QUESTION: ". ".join(text.text for text in drawn)},
            )
        )
    with Database(path) as database:
        load(database, make_two_cohorts(tuple(submissions)), at=NOON)


def _measured(step: str, path: Path, embedder: str) -> dict[str, Any]:
    with Database(path) as database:
        catalogue = Catalogue(database)
        catalogue.reload()
        with database.cursor() as cursor:
            stands = standing(cursor, _ACTIVITY)
        assert stands is not None
        desk = _Desk(database, catalogue, embedder, [theme.number for theme in stands.themes])
        begun = time.perf_counter(), _cpu()
        _STEPS[step](desk)
        seconds, cpu = time.perf_counter() - begun[0], _cpu() - begun[1]
    return {
        "step": step,
        "cpu_seconds": round(cpu, 2),
        "seconds": round(seconds, 2),
        "peak_mb": _peak(resource.RUSAGE_SELF),
        "worker_peak_mb": _peak(resource.RUSAGE_CHILDREN),
    }


def _cpu() -> float:
    """Return the seconds of this process and of those it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak(who: int) -> int:
    return round(resource.getrusage(who).ru_maxrss / 1024)


if __name__ == "__main__":
    main(sys.argv[1:])
