"""How well comments are read: languages, spelling, praise and requests, modules.

    python -m tests.benchmarks.text DATA [--draws 10]

DATA is a folder of files `FOLDER/NAME.jsonl` of lines `{"text", "label", "lang", "question"}`:
`quebec-covid/user_questions`, `french-typos/variants`, `jupyter-2015/responses`,
`banking77/train`. Prints one JSON object a line; a file that is not there is left out.

The sets of our own in tests/analysis/text were written by who wrote the lists of words: they tell
that the lists work, not how well they do on the texts of others.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np

from analysis.text.language import language_of, spoken_in
from analysis.text.spelling import spelled_out
from analysis.text.valence import hint
from analysis.text.words import tidy
from analysis.themes.embedders import Embedder, UniversalSentenceEncoder, Vectors
from analysis.themes.heard import spoken_of
from analysis.themes.ideas import Idea
from analysis.themes.modules import NEAR_THEME, place_modules
from analysis.themes.space import learn_space
from analysis.unit_vectors import unit
from surveys.modules import Module
from surveys.questions import Hint
from surveys.texts import LANGUAGES, Language, Text
from tests.analysis.text.oral_pairs import ENGLISH, FRENCH
from tests.analysis.text.valence_set import LABELLED

JOINED = {"sentence": ". ", "but": ", but ", "mais": " mais ", "comma": ", "}
"""What stands between two languages in comments that are composed of both."""

EXPECTED: dict[str, Hint] = {
    "pleasant_aspects": "praise",
    "difficult_aspects": "ask",
    "hinderances": "ask",
    "features_changes": "ask",
    "first_experience_enhancements": "ask",
}
"""What the answers to a question of the Jupyter survey do, if they do as they were asked."""

_SENTENCES = range(30, 201)
_MODULES, _OTHERS, _TEXTS, _FEWEST = 6, 10, 300, 5


class Line(NamedTuple):
    """One text of a file."""

    text: str
    language: Language
    label: str
    question: str


def main(arguments: Sequence[str]) -> None:
    """Print one JSON object per measure and file."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.text")
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--draws", type=int, default=10)
    options = parser.parse_args(arguments)
    encoder = UniversalSentenceEncoder()
    for report in reports(options.data, encoder, draws=options.draws):
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def reports(data: Path, embedder: Embedder, *, draws: int) -> Iterator[dict[str, Any]]:
    """Yield what is measured on the files in `data`, and on our own sets."""
    questions = _read(data / "quebec-covid" / "user_questions.jsonl")
    answers = _read(data / "jupyter-2015" / "responses.jsonl")
    typed = _read(data / "french-typos" / "variants.jsonl")
    yield from _languages(questions, answers, typed)
    yield from _pairs(embedder)
    if typed:
        yield _typed(typed, embedder)
    yield _hints("own set", [(text, label) for text, label in LABELLED])
    for question, expected in EXPECTED.items():
        if some := [(line.text, expected) for line in answers if line.question == question]:
            yield _hints(question, some)
    for name in ("french-typos/variants", "banking77/train"):
        if lines := _read(data / f"{name}.jsonl"):
            yield _modules(name, lines, embedder, draws)


def _read(path: Path) -> list[Line]:
    if not path.exists():
        return []
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Line(
            text=row["text"],
            language="fr" if row.get("lang") == "fr" else "en",
            label=row.get("label") or "",
            question=row.get("question") or "",
        )
        for row in rows
        if row["text"].strip()
    ]


def _languages(
    questions: Sequence[Line], answers: Sequence[Line], typed: Sequence[Line]
) -> Iterator[dict[str, Any]]:
    sets = {
        "quebec-covid fr": [line.text for line in questions if line.language == "fr"],
        "quebec-covid en": [line.text for line in questions if line.language == "en"],
        "jupyter, 30 characters and more": [
            line.text for line in answers if len(line.text) in _SENTENCES
        ],
        "french-typos": [line.text for line in typed],
    }
    for name, texts in sets.items():
        if texts:
            yield {"measure": "language", "of": name, **_shares(texts)}
    french = [text for text in sets["quebec-covid fr"] if language_of(text) != "en"]
    english = sets["jupyter, 30 characters and more"]
    for name, join in JOINED.items():
        pairs = list(_composed(french, english, join))
        if pairs:
            yield {"measure": "language", "of": f"both, {name}", **_shares(pairs)}


def _composed(french: Sequence[str], english: Sequence[str], join: str) -> Iterator[str]:
    chance = random.Random(join)  # noqa: S311
    n = min(len(french), len(english), 500)
    for one, other in zip(chance.sample(french, n), chance.sample(english, n), strict=True):
        parts = [one.rstrip(" .?!"), other.rstrip(" .?!")]
        chance.shuffle(parts)
        yield join.join(parts)


def _shares(texts: Sequence[str]) -> dict[str, Any]:
    found = Counter(str(spoken_in(text)) for text in texts)
    return {"n": len(texts)} | {
        spoken: round(found[spoken] / len(texts), 3) for spoken in ("fr", "en", "mixed", "None")
    }


def _pairs(embedder: Embedder) -> Iterator[dict[str, Any]]:
    pairs: dict[Language, tuple[tuple[str, str], ...]] = {"fr": FRENCH, "en": ENGLISH}
    for language in LANGUAGES:
        careful = embedder.encode([each for each, _ in pairs[language]])
        for name, spell in _spellings(language).items():
            near = embedder.encode([spell(each) for _, each in pairs[language]]) @ careful.T
            own = near.argmax(axis=1) == np.arange(len(near))
            yield {
                "measure": "spelling",
                "of": f"own pairs, {language}, {name}",
                "n": len(near),
                "cosine_with_own": round(float(near.diagonal().mean()), 3),
                "nearest_is_own": round(float(own.mean()), 3),
            }


def _spellings(language: Language) -> dict[str, Callable[[str], str]]:
    return {"as typed": tidy, "spelled out": lambda text: spelled_out(tidy(text), language)}


def _typed(lines: Sequence[Line], embedder: Embedder) -> dict[str, Any]:
    """Return how often the nearest other variant is one of the same request."""
    once = list({line.text.strip().casefold(): line for line in lines}.values())
    labels = np.array([line.label for line in once])
    report: dict[str, Any] = {"measure": "spelling", "of": "french-typos", "n": len(once)}
    for name, spell in _spellings("fr").items():
        vectors = embedder.encode([spell(line.text) for line in once])
        near = vectors @ vectors.T
        np.fill_diagonal(near, -1)
        same = labels[near.argmax(axis=1)] == labels
        report[f"nearest_is_own, {name}"] = round(float(same.mean()), 3)
    return report


def _hints(name: str, labelled: Sequence[tuple[str, Hint | None]]) -> dict[str, Any]:
    counts = Counter((label, hint(text, language_of(text) or "en")) for text, label in labelled)
    given = sum(n for (_, found), n in counts.items() if found)
    right = counts["praise", "praise"] + counts["ask", "ask"]
    return {
        "measure": "hint",
        "of": name,
        "n": len(labelled),
        "abstains": round(1 - given / len(labelled), 3),
        "right_when_given": round(right / given, 3) if given else None,
    }


class _Drawn(NamedTuple):
    lines: list[Line]
    modules: list[str]
    """Labels that are taken for modules; texts of others speak of none."""


def _draw(lines: Sequence[Line], seed: int) -> _Drawn:
    chance = random.Random(seed)  # noqa: S311
    counts = Counter(line.label for line in lines)
    labels = sorted(label for label, n in counts.items() if label and n >= _FEWEST)
    chosen = chance.sample(labels, min(_MODULES + _OTHERS, len(labels)))
    pool = [
        line for line in lines if line.label in chosen and _named(line.text) != _named(line.label)
    ]
    return _Drawn(chance.sample(pool, min(_TEXTS, len(pool))), chosen[:_MODULES])


def _named(text: str) -> str:
    return tidy(text.replace("_", " ").replace("-", " ")).casefold()


def _modules(name: str, lines: Sequence[Line], embedder: Embedder, draws: int) -> dict[str, Any]:
    """Return how often texts and true groups of texts are given to the module they are of."""
    ideas, themes = zip(
        *(_placed(_draw(lines, seed), embedder) for seed in range(draws)), strict=True
    )
    return {
        "measure": "modules",
        "of": name,
        "draws": draws,
        "ideas_right_when_heard": round(mean(each.right for each in ideas), 3),
        "ideas_heard": round(mean(each.found for each in ideas), 3),
        "themes_right_when_suggested": round(mean(each.right for each in themes), 3),
        "themes_suggested": round(mean(each.found for each in themes), 3),
    }


class _Rate(NamedTuple):
    right: float
    """Of what was given to a module, the share that is of it."""
    found: float
    """Of what is of a module, the share that was given to it."""


def _placed(drawn: _Drawn, embedder: Embedder) -> tuple[_Rate, _Rate]:
    ideas = [
        Idea(UUID(int=0), "", "", 0, len(line.text), tidy(line.text), line.language)
        for line in drawn.lines
    ]
    space = learn_space(ideas, embedder, seed=0)
    vectors = space.place(ideas)
    language = drawn.lines[0].language
    modules = [
        Module(item=label, label=Text(**{language: _named(label)})) for label in drawn.modules
    ]
    syllabus = place_modules(modules, space)
    labels = [line.label for line in drawn.lines]
    of_ideas = spoken_of(syllabus.nearness(vectors))
    groups = sorted(label for label, n in Counter(labels).items() if n >= _FEWEST)
    near = syllabus.nearness(_middles(vectors, labels, groups))
    of_groups = np.where(near.max(axis=1) >= NEAR_THEME, near.argmax(axis=1), -1)
    return _rate(of_ideas, labels, drawn.modules), _rate(of_groups, groups, drawn.modules)


def _middles(vectors: Vectors, labels: Sequence[str], groups: Sequence[str]) -> Vectors:
    of_each = np.array(labels)
    return unit(np.stack([vectors[of_each == group].sum(axis=0) for group in groups]))


def _rate(found: np.ndarray, labels: Sequence[str], modules: Sequence[str]) -> _Rate:
    true = np.array([modules.index(label) if label in modules else -1 for label in labels])
    right = int(((found == true) & (true >= 0)).sum())
    return _Rate(right / max(int((found >= 0).sum()), 1), right / max(int((true >= 0).sum()), 1))


if __name__ == "__main__":
    main(sys.argv[1:])
