"""Two orders laid beside each other: which of these belongs to which of those.

Somebody knows which links were used and which answers there are; what they lack is the
pairing. If both stand somewhere in the order in which they came, laying one beside the
other gives it away.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import Generic, NamedTuple, TypeVar

Link = TypeVar("Link", bound=Hashable)
Answers = TypeVar("Answers", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)


class Order(NamedTuple, Generic[Key]):
    """Keys, such as hashes of links, in the order in which something has them."""

    name: str
    keys: Sequence[Key]


class Best(NamedTuple):
    """The best of several guesses."""

    correct: int
    tries: int


def pairings(
    links: Iterable[Order[Link]], answers: Iterable[Order[Answers]]
) -> Iterator[tuple[Order[Link], Order[Answers]]]:
    """Yield every way to lay links beside answers, each in some order, forwards and backwards."""
    for link, answer in product(links, answers):
        yield link, answer
        yield link, Order(f"{answer.name} backwards", answer.keys[::-1])


def best_pairing(
    tried: Iterable[tuple[Order[Link], Order[Answers]]], truth: Mapping[Link, Answers]
) -> Best:
    """Return the most correct pairs that two orders give, and how many were tried."""
    correct = [
        sum(truth.get(link) == answer for link, answer in zip(one.keys, other.keys, strict=True))
        for one, other in tried
    ]
    return Best(max(correct, default=0), len(correct))


def strongest_correlation(
    tried: Iterable[tuple[Order[Link], Order[Answers]]], truth: Mapping[Link, Answers]
) -> float:
    """Return the largest rank correlation of links with their answers, in standard errors.

    Spearman's rho times the root of n - 1; under chance it is about standard normal.
    """
    strongest = 0.0
    for one, other in tried:
        rank = {answer: place for place, answer in enumerate(other.keys)}
        ranks = [(place, rank[truth[link]]) for place, link in enumerate(one.keys)]
        strongest = max(strongest, abs(_correlation(ranks)) * (len(ranks) - 1) ** 0.5)
    return strongest


def _correlation(ranks: Sequence[tuple[int, int]]) -> float:
    n = len(ranks)
    middle = (n - 1) / 2
    spread = sum((place - middle) ** 2 for place in range(n))
    return sum((one - middle) * (other - middle) for one, other in ranks) / spread


def steps_back(keys: Sequence[str]) -> int:
    """Return how often a key is followed by a smaller one.

    None among keys in their own order, one less than there are batches where each is in
    its own order, about half of all where the order is another.
    """
    return sum(one > other for one, other in pairwise(keys))
