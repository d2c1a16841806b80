"""How often planted needs are found in the latest cohort, and how often nothing is.

    python -m tests.benchmarks.emergence FILE.jsonl … [--size 30 100 300] [--cohorts 6] [--sims 60]

Reads lines `{"text", "label", "lang"}` (a line without a label is left out), and prints one JSON
object per file, size and scenario. Several files joined by "+" are read as one. Each simulation
draws up to 20 labels of at least five texts, as common as in the file, and gives every person of
every cohort one text; a text comes again only once all of its label were used.

- `stable`: every cohort draws its labels from the same shares.
- `drift`: from cohort to cohort every share is multiplied by e to a normal deviate of standard
  deviation 0.2, and they are scaled to add up to 1; nothing rises specially.
- `growth_2`, `growth_3`: one label has two or three times its share in the latest cohort.
- `new_5`, `new_10`, `new_20`: so many percent of the latest cohort say texts of a label that nobody
  said before. Planted labels hold at least 2 % of the texts drawn from, and three texts.

The product's own search then runs on all cohorts with the labels unseen. An alarm is *right* if
more than half of the people of the latest cohort in its theme have the planted label.
*Recall* is the share of simulations with a right alarm, *precision* the share of alarms that are
right, over all simulations together (None without an alarm). `any_alarm` is the share of
simulations with an alarm: where nothing was planted, each is false. `naive` is the rule "at
least 1.5 times the share of the cohorts before, and 3 points more" on the themes that stand.
`seconds` are those of one simulation in one process, while one a core runs.
"""

import argparse
import json
import math
import os
import random
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from analysis.inputs import Comment
from analysis.themes.embedders import UniversalSentenceEncoder
from analysis.themes.results import Searched
from analysis.themes.search import Search, search
from tests.benchmarks.labelled import LABELS_PER_DRAW, Labelled, read
from tests.benchmarks.ours import Remembering

SCENARIOS = ("stable", "drift", "growth_2", "growth_3", "new_5", "new_10", "new_20")

_FIRST_SEED = 9_000
"""Lower ones were used while the method was chosen."""

_FEWEST_TEXTS = 5
_SMALLEST_SHARE = 0.02
_LARGEST_SHARE = 0.6
_WANDERS = 0.2


class Spoken(NamedTuple):
    """What one person said."""

    cohort: int
    text: Labelled


class Outcome(NamedTuple):
    """Of one simulation."""

    alarms: int
    right: int
    """Alarms about what was planted."""


class Planted(NamedTuple):
    """What is planted where."""

    files: str
    """Joined by "+"."""
    scenario: str
    size: int
    """People of each cohort."""
    cohorts: int


class Simulated(NamedTuple):
    ours: Outcome
    naive: Outcome
    seconds: float


def main(arguments: Sequence[str]) -> None:
    """Print one JSON object per file, size and scenario."""
    options = _options(arguments)
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # one process a core is enough
        os.environ.setdefault(variable, "1")
    workers = min(os.cpu_count() or 1, options.sims)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for name in options.files:
            file = "+".join(Path(part).stem for part in name.split("+"))
            for size in options.size:
                for scenario in options.scenarios:
                    about = Planted(name, scenario, size, options.cohorts)
                    report = {"file": file, "size": size, "scenario": scenario}
                    report |= _measured(about, options.sims, pool)
                    sys.stdout.write(json.dumps(report) + "\n")
                    sys.stdout.flush()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.emergence")
    parser.add_argument("files", nargs="+", metavar="FILE.jsonl")
    parser.add_argument("--size", nargs="+", type=int, default=[30, 100, 300])
    parser.add_argument("--cohorts", type=int, default=6)
    parser.add_argument("--sims", type=int, default=60)
    parser.add_argument("--scenarios", nargs="+", choices=SCENARIOS, default=SCENARIOS)
    return parser.parse_args(arguments)


def _measured(about: Planted, sims: int, pool: Executor) -> dict[str, Any]:
    done = []
    for each in pool.map(partial(simulated, about), range(sims)):
        done.append(each)
        sys.stderr.write(f"\r{about.scenario} {about.size}: {len(done)} of {sims} ")
    sys.stderr.write("\n")
    planted = about.scenario not in SCENARIOS[:2]
    return {
        "sims": sims,
        **_summary([each.ours for each in done], planted=planted),
        "naive": _summary([each.naive for each in done], planted=planted),
        "seconds": round(sum(each.seconds for each in done) / sims, 2),
    }


def simulated(about: Planted, sim: int) -> Simulated:
    """Return what is found in one simulation: the same for the same number, in any process."""
    begun = time.perf_counter()
    chance = random.Random(f"{_FIRST_SEED + sim} {about.scenario} {about.size}")  # noqa: S311
    spoken, planted = plant(_texts(about.files), about.scenario, about.size, about.cohorts, chance)
    found = searched(spoken, _embedder())
    return Simulated(
        ours=_outcome(_alarmed(found), found, spoken, planted),
        naive=_outcome(_naively(found, spoken), found, spoken, planted),
        seconds=time.perf_counter() - begun,
    )


@cache
def _texts(files: str) -> tuple[Labelled, ...]:
    return tuple(line for part in files.split("+") for line in read(Path(part)) if line.label)


@cache
def _embedder() -> Remembering:
    return Remembering(UniversalSentenceEncoder())


def _summary(outcomes: Sequence[Outcome], *, planted: bool) -> dict[str, float | None]:
    any_alarm = round(sum(o.alarms > 0 for o in outcomes) / len(outcomes), 3)
    if not planted:
        return {"any_alarm": any_alarm}
    alarms = sum(o.alarms for o in outcomes)
    return {
        "any_alarm": any_alarm,
        "alarms": alarms,
        "recall": round(sum(o.right > 0 for o in outcomes) / len(outcomes), 3),
        "precision": round(sum(o.right for o in outcomes) / alarms, 3) if alarms else None,
    }


def plant(
    texts: Sequence[Labelled], scenario: str, size: int, cohorts: int, chance: random.Random
) -> tuple[list[Spoken], str | None]:
    """Return what everybody said, oldest cohort first, and the planted label."""
    by_label: dict[str, list[Labelled]] = {}
    for text in sorted(set(texts)):
        by_label.setdefault(text.label, []).append(text)
    labels = [label for label, those in by_label.items() if len(those) >= _FEWEST_TEXTS]
    if len(labels) > LABELS_PER_DRAW:
        labels = sorted(chance.sample(labels, LABELS_PER_DRAW))
    every = sum(len(by_label[label]) for label in labels)
    shares = {label: len(by_label[label]) / every for label in labels}
    kind, _, number = scenario.partition("_")
    factor = int(number) if kind == "growth" else 1
    planted = None
    if number:
        most = _LARGEST_SHARE / factor
        planted = chance.choice([x for x in labels if _SMALLEST_SHARE <= shares[x] <= most])
    decks = _Decks(by_label, chance)
    spoken: list[Spoken] = []
    for cohort in range(cohorts):
        latest = cohort == cohorts - 1
        if kind == "drift":
            shares = {x: s * math.exp(chance.gauss(0, _WANDERS)) for x, s in shares.items()}
        now = dict(shares)
        certain: list[str] = []
        if planted is not None and kind == "new":
            del now[planted]
            certain = [planted] * (round(int(number) / 100 * size) if latest else 0)
        elif planted is not None and latest:
            share = factor * shares[planted]
            now[planted] = share * (1 - shares[planted]) / (1 - share)
        drawn = chance.choices(list(now), list(now.values()), k=size - len(certain))
        spoken += [Spoken(cohort, decks.deal(label)) for label in certain + drawn]
    return spoken, planted


class _Decks:
    """Deals the texts of each label in a random order, again and again."""

    def __init__(self, by_label: Mapping[str, Sequence[Labelled]], chance: random.Random) -> None:
        self._by_label = by_label
        self._chance = chance
        self._left: dict[str, list[Labelled]] = {}

    def deal(self, label: str) -> Labelled:
        if not self._left.get(label):
            those = self._by_label[label]
            self._left[label] = self._chance.sample(those, len(those))
        return self._left[label].pop()


def searched(spoken: Sequence[Spoken], embedder: Remembering) -> Searched:
    """Return what the product finds, the first time that it looks."""
    comments = [
        Comment(
            submission_id=UUID(int=number),
            survey=f"cohort-{said.cohort}",
            question="text",
            language=said.text.language,
            text=said.text.text,
        )
        for number, said in enumerate(spoken)
    ]
    names = [f"cohort-{cohort}" for cohort in sorted({said.cohort for said in spoken})]
    asked = Search(
        comments=comments,
        cohorts=[(name, frozenset({name})) for name in names],
        standing=None,
        watch=None,
    )
    return search(asked, embedder=embedder)


def _people(found: Searched) -> dict[int, set[int]]:
    """Return who mentions each theme, those that are only proposed included."""
    people: dict[int, set[int]] = {}
    standing = {theme.number for theme in found.standing.themes}
    for layer in (found.standing, found.proposed):
        for mention in layer.mentions if layer else ():
            if mention.theme is not None and (
                layer is found.standing or mention.theme not in standing
            ):
                people.setdefault(mention.theme, set()).add(mention.submission_id.int)
    return people


def _alarmed(found: Searched) -> list[int]:
    return [alarm.theme for alarm in found.watch.alarms] if found.watch else []


def _naively(found: Searched, spoken: Sequence[Spoken]) -> list[int]:
    """Return the themes of which the latest cohort has 1.5 times the share, and 3 points more."""
    latest = spoken[-1].cohort
    now = sum(said.cohort == latest for said in spoken)
    people = _people(found)
    alarmed = []
    for theme in (theme.number for theme in found.standing.themes):
        here = sum(spoken[person].cohort == latest for person in people.get(theme, ()))
        there = len(people.get(theme, ())) - here
        share, before = here / now, there / (len(spoken) - now)
        if share >= 1.5 * before and share >= before + 0.03:
            alarmed.append(theme)
    return alarmed


def _outcome(
    alarmed: Sequence[int], found: Searched, spoken: Sequence[Spoken], planted: str | None
) -> Outcome:
    latest, people = spoken[-1].cohort, _people(found)
    right = 0
    for theme in alarmed:
        labels = [
            spoken[person].text.label
            for person in people.get(theme, ())
            if spoken[person].cohort == latest
        ]
        right += planted is not None and 2 * labels.count(planted) > len(labels)
    return Outcome(len(alarmed), right)


if __name__ == "__main__":
    main(sys.argv[1:])
