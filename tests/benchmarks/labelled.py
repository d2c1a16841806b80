"""Texts that people gave labels to, and draws of them."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from surveys.texts import Language

LABELS_PER_DRAW = 20
"""Of a file with more labels, each draw takes these many at random."""


class Labelled(NamedTuple):
    """One text and the label people gave it."""

    text: str
    label: str
    """Empty: none was given."""
    language: Language
    pair: str = ""
    """The same text in two languages has the same; empty: it stands alone."""


def read(path: Path) -> list[Labelled]:
    """Return the lines of a file that have a label or a pair."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Labelled(
            line["text"],
            line.get("label") or "",
            "fr" if line.get("lang") == "fr" else "en",
            str(line.get("pair_id") or ""),
        )
        for line in lines
        if (line.get("label") or line.get("pair_id")) and line["text"].strip()
    ]


def draw(texts: Sequence[Labelled], n: int, seed: int) -> list[Labelled]:
    """Return `n` of the texts, or all if there are fewer; pairs are drawn whole."""
    chance = random.Random(seed)  # noqa: S311
    labels = sorted({text.label for text in texts})
    if len(labels) > LABELS_PER_DRAW:
        labels = chance.sample(labels, LABELS_PER_DRAW)
    pool = sorted({text for text in texts if text.label in labels})
    if not any(text.pair for text in pool):
        return chance.sample(pool, min(n, len(pool)))
    units: dict[str, list[Labelled]] = {}
    for place, text in enumerate(pool):
        units.setdefault(text.pair or f"alone {place}", []).append(text)
    drawn: list[Labelled] = []
    for unit in chance.sample(sorted(units), len(units)):
        if len(drawn) < n:
            drawn.extend(units[unit])
    return drawn
