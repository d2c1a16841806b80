"""How well themes agree with labels, with one another, and across languages."""

from collections import Counter
from collections.abc import Sequence
from statistics import mean

import numpy as np
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from tests.benchmarks.labelled import Labelled

Themes = Sequence[int]
"""Theme of each text of a draw, -1 for unsure or set aside."""

Draw = Sequence[Labelled]

_ONE_LANGUAGE = 0.95
_FEWEST = 5
"""Texts of a theme below which one language is chance."""


def measured(draws: Sequence[Draw], found: Sequence[Themes]) -> dict[str, float]:
    """Return the means over draws; what a file cannot tell is left out."""
    themes = [len(set(each) - {-1}) for each in found]
    unsure = [list(each).count(-1) / len(each) for each in found]
    report = {"themes": round(mean(themes), 1), "unsure": round(mean(unsure), 3)}
    agreement = [_agreement(*both) for both in zip(draws, found, strict=True) if _labelled(both[0])]
    if agreement:
        rand, information = zip(*agreement, strict=True)
        report["ari"] = round(float(np.mean(rand)), 3)
        report["ari_sd"] = round(float(np.std(rand)), 3)
        report["nmi"] = round(float(np.mean(information)), 3)
    for name, share in [("pairs_together", _together), ("single_language", _single_language)]:
        shares = [
            each for both in zip(draws, found, strict=True) if (each := share(*both)) is not None
        ]
        if shares:
            report[name] = round(mean(shares), 3)
    return report


def _labelled(draw: Draw) -> bool:
    return any(text.label for text in draw)


def _agreement(draw: Draw, themes: Themes) -> tuple[float, float]:
    pairs = [(text.label, theme) for text, theme in zip(draw, themes, strict=True) if text.label]
    labels, found = zip(*pairs, strict=True)
    return (
        float(adjusted_rand_score(labels, found)),
        float(normalized_mutual_info_score(labels, found)),
    )


def _together(draw: Draw, themes: Themes) -> float | None:
    """Return the share of pairs of which both are in one theme; unsure is none."""
    of_pair: dict[str, list[int]] = {}
    for text, theme in zip(draw, themes, strict=True):
        if text.pair:
            of_pair.setdefault(text.pair, []).append(theme)
    pairs = [each for each in of_pair.values() if len(each) > 1]
    if not pairs:
        return None
    return mean(float(len(set(each)) == 1 and each[0] >= 0) for each in pairs)


def _single_language(draw: Draw, themes: Themes) -> float | None:
    """Return the share of themes, of five texts or more, of which 95 % are in one language."""
    if len({text.language for text in draw}) == 1:
        return None
    spoken: dict[int, Counter[str]] = {}
    for text, theme in zip(draw, themes, strict=True):
        if theme >= 0:
            spoken.setdefault(theme, Counter())[text.language] += 1
    shares = [max(each.values()) / n for each in spoken.values() if (n := each.total()) >= _FEWEST]
    return mean(float(share >= _ONE_LANGUAGE) for share in shares) if shares else None


def alike(one: Themes, other: Themes) -> float:
    """Return the adjusted Rand index of two groupings of the same texts."""
    return float(adjusted_rand_score(one, other))
