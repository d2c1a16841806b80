"""What follows from published counts because people are whole and none is less than nobody.

Adding and subtracting (`analysis.attacker.reconstruction`) makes no use of what the counts
are. Somebody who does looks for every way in which the answers could have been given: so
many people in each group, each with one of the values, none negative, and all published
counts as published. If a group says the same in every one
of them, its answers are known. Where everybody of a published group gave the same answer,
for one, everybody in it is known to have given it.

What is found is certain: what a group said is known only once no other way is found by an
exact search (`scipy.optimize.milp`, HiGHS).
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.disclosure.untold import Untold

Group = TypeVar("Group", bound=Hashable)


class Count(NamedTuple, Generic[Group]):
    """How often some groups together gave each value."""

    groups: AbstractSet[Group]
    given: Mapping[str, int]
    """By value; one that is absent was given by nobody, but for those untold."""
    untold: Sequence[Untold] = ()

    @property
    def people(self) -> int:
        """Return how many gave them."""
        return sum(self.given.values()) + sum(each.answers for each in self.untold)

    @property
    def may_be(self) -> frozenset[str]:
        """Return the values that somebody may have given."""
        told = {value for value, number in self.given.items() if number}
        return frozenset(told).union(*(each.among for each in self.untold if each.answers))


class Exact(NamedTuple):
    """What an exact search led to."""

    known: tuple[AbstractSet[Hashable], ...]
    searches: int


def known_answers(
    counts: Sequence[Count[Group]],
    truth: Mapping[Group, Mapping[str, int]],
    targets: Sequence[AbstractSet[Group]],
    *,
    sizes_known: bool = True,
) -> Exact:
    """Return the targets of which every possible way of answering says the same.

    Args:
        counts: What is published of one item, of which everybody gives one value.
        truth: How often each group gave each value, every value named. The attacker knows the
            groups and how many are in each; the rest only tells when a search may stop.
        targets: Groups, or several together, that nothing is to be known of.
        sizes_known: Whether who attacks knows how many are in each group.
    """
    ways = _Ways(counts, truth, sizes_known=sizes_known)
    known = [target for target in targets if is_ruled(target, counts)]
    left = [each for each in targets if each not in known and not ways.can_swap(each)]
    while left:
        other = ways.farthest(left)
        differ = [each for each in left if ways.differs(each, other)]
        left = [each for each in left if each not in differ]
        if not differ:
            target, *left = left
            if ways.other(target) is None:
                known.append(target)
    return Exact(tuple(known), ways.searches)


def is_ruled(target: AbstractSet[Group], counts: Sequence[Count[Group]]) -> bool:
    """Whether counts leave each group one value alone, because nobody in them gave another."""
    return all(len(_left(group, counts)) == 1 for group in target)


def _left(group: Group, counts: Sequence[Count[Group]]) -> frozenset[str]:
    """Return the values that no count rules out; none where no count holds the group."""
    may_be = [count.may_be for count in counts if group in count.groups]
    return frozenset.intersection(*may_be) if may_be else frozenset()


class _Sum(NamedTuple):
    more: list[int]
    less: list[int]
    total: int


class _Ways(Generic[Group]):
    """The ways in which the answers could have been given."""

    def __init__(
        self,
        counts: Sequence[Count[Group]],
        truth: Mapping[Group, Mapping[str, int]],
        *,
        sizes_known: bool,
    ) -> None:
        self._sizes_known = sizes_known
        self._truth = truth
        self._counts = counts
        untold = [value for count in counts for each in count.untold for value in each.among]
        self._values = sorted({value for given in truth.values() for value in given} | {*untold})
        self._place = {
            (group, value): number
            for number, (group, value) in enumerate(
                (group, value) for group in truth for value in self._values
            )
        }
        self._now = np.array(
            [truth[group].get(value, 0) for group, value in self._place], dtype=float
        )
        self._limits: LinearConstraint | None = None
        self.searches = 0

    def can_swap(self, target: AbstractSet[Group]) -> bool:
        """Whether one of the target and one of others in just the same counts differ.

        Had they answered the other way round, all would be published as it is.
        """
        within = {group: self._counted(group) for group in target}
        alike = set(within.values())
        outside: dict[tuple[int, ...], set[str]] = {}
        for group, given in self._truth.items():
            if group not in target and (where := self._counted(group)) in alike:
                outside.setdefault(where, set()).update(v for v, n in given.items() if n)
        return any(
            any(others != {value} for value, number in self._truth[group].items() if number)
            for group, where in within.items()
            if (others := outside.get(where))
        )

    def _counted(self, group: Group) -> tuple[int, ...]:
        return tuple(at for at, count in enumerate(self._counts) if group in count.groups)

    def other(self, target: AbstractSet[Group]) -> NDArray[np.float64] | None:
        """Return a way in which the target says something else; None if there is none."""
        for value in self._values:
            most = np.zeros(len(self._now))
            most[self._of(target, value)] = -1
            found = self._least(most)
            if self.differs(target, found):
                return found
        return None

    def differs(self, target: AbstractSet[Group], other: NDArray[np.float64]) -> bool:
        """Whether the target says something else there."""
        return any(
            round(sum(other[place] - self._now[place] for place in self._of(target, value)))
            for value in self._values
        )

    def _of(self, groups: AbstractSet[Group], value: str) -> list[int]:
        return [self._place[group, value] for group in groups if group in self._truth]

    def farthest(self, targets: Sequence[AbstractSet[Group]]) -> NDArray[np.float64]:
        """Return a way in which these targets say as little as can be of what they did say."""
        wanted = np.zeros(len(self._now))
        for group in set().union(*targets):
            for value, number in self._truth[group].items():
                wanted[self._place[group, value]] = number > 0
        return self._least(wanted)

    def _least(self, wanted: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the way in which the sum of what is wanted is least."""
        if self._limits is None:
            self._limits = self._all_limits()
        width = self._limits.A.shape[1]
        self.searches += 1
        found: Any = milp(
            np.concatenate([wanted, np.zeros(width - len(wanted))]),
            constraints=self._limits,
            bounds=Bounds(0, np.inf),
            integrality=np.ones(width),
        )
        return self._now if found.x is None else np.asarray(found.x)[: len(self._now)]

    def _all_limits(self) -> LinearConstraint:
        """Return what every way has to keep to: sums of answers, less those that are untold."""
        sums = [
            _Sum([self._place[group, value] for value in self._values], [], sum(given.values()))
            for group, given in self._truth.items()
            if self._sizes_known
        ]
        width = len(self._now)
        for count in self._counts:
            sums += self._sums(count, width)
            width += len(count.untold) * len(self._values)
        matrix = np.zeros((len(sums), width))
        for number, each in enumerate(sums):
            matrix[number, each.more], matrix[number, each.less] = 1, -1
        totals = np.array([each.total for each in sums], dtype=float)
        return LinearConstraint(matrix, totals, totals)

    def _sums(self, count: Count[Group], first: int) -> Iterator[_Sum]:
        """Yield what one count says; `first` is where its untold answers stand, by value."""
        size = len(self._values)
        for number, value in enumerate(self._values):
            untold = [first + at * size + number for at in range(len(count.untold))]
            yield _Sum(self._of(count.groups, value), untold, count.given.get(value, 0))
        for at, each in enumerate(count.untold):
            places = {value: first + at * size + n for n, value in enumerate(self._values)}
            yield _Sum([places[v] for v in places if v in each.among], [], each.answers)
            yield _Sum([places[v] for v in places if v not in each.among], [], 0)
