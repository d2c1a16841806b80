"""Chances of every outcome, exactly, and the tables of docs/statistics.md that print their sums."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln
from scipy.stats import binom

Numbers = NDArray[np.float64]

SATISFIED: Numbers = np.arange(50, 100) / 100
"""True shares of 50 to 99 %: where answers after a course stand."""

NEAR = 1e-9
"""What rounding can add to a limit; a true value on the limit is held."""

_PAGE = (Path(__file__).parents[3] / "docs" / "statistics.md").read_text("utf-8")


def of_counts(answers: int, shares: Numbers) -> Numbers:
    """Return the chance of each count of `answers`, one row a count, one column a true share."""
    return np.asarray(binom.pmf(np.arange(answers + 1)[:, None], answers, shares))


def dealt(answers: int, kinds: int) -> Iterator[tuple[int, ...]]:
    """Yield every way in which `answers` can fall on `kinds` points."""
    if kinds == 1:
        yield (answers,)
        return
    for first in range(answers + 1):
        for others in dealt(answers - first, kinds - 1):
            yield (first, *others)


def of_dealt(outcomes: NDArray[np.int64], shares: Sequence[float]) -> Numbers:
    """Return the chance of each outcome, one a row, of answers that fall on points by `shares`."""
    ways = gammaln(outcomes.sum(axis=1) + 1) - gammaln(outcomes + 1).sum(axis=1)
    return np.asarray(np.exp(ways + outcomes @ np.log(shares)))


def drawn(share: float, answers: int, random: Random) -> int:
    """Return how many of `answers` say yes when each does so with the chance `share`."""
    return sum(random.random() < share for _ in range(answers))


def printed(heading: str) -> list[list[str]]:
    """Return the rows of the last table below a heading of docs/statistics.md, without bold."""
    _, _, below = _PAGE.partition(f"\n### {heading}\n")
    section = re.split(r"\n##", below, maxsplit=1)[0]
    *_, table = re.findall(r"(?:^\|.+\n)+", section, re.MULTILINE)
    return [
        [cell.strip(" *") for cell in row.strip("|").split("|")] for row in table.splitlines()[2:]
    ]


def percent(value: float) -> str:
    """Return a chance as the page prints it: "95.3 %"."""
    return f"{100 * value:.1f} %"
