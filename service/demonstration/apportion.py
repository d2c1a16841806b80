"""Exact counts from shares, and chance that is the same every time."""

from collections.abc import Mapping
from random import Random
from typing import TypeVar

_K = TypeVar("_K")


def apportion(shares: Mapping[_K, float], seats: int) -> list[_K]:
    """Return `seats` keys, as many of each as its share of the total says.

    Whole seats first, the rest by largest remainder; the keys come in the order
    of `shares`, the earlier one winning a tie.
    """
    total = sum(shares.values())
    quotas = {key: seats * share / total for key, share in shares.items()}
    counts = {key: int(quota) for key, quota in quotas.items()}
    by_remainder = sorted(quotas, key=lambda key: counts[key] - quotas[key])
    for key in by_remainder[: seats - sum(counts.values())]:
        counts[key] += 1
    return [key for key, count in counts.items() for _ in range(count)]


def chance(*about: str) -> Random:
    """Return a source of chance of its own for each thing that is decided.

    So a question added to a questionnaire leaves the answers to the others as they were.
    """
    return Random("/".join(("demonstration", *about)))  # noqa: S311 - nothing here is a secret
