"""The weak places of a table whose margins are known.

A table of rows and columns, of which the sums are published and the cells are not: draw
each row and column as a node, each cell as a line between its two, as heavy as the people
in it. Whatever is added and subtracted of the sums gives every row and every column some
coefficient, and holds the answers of exactly those cells whose two nodes have different
ones. Those lines cut the drawing in parts. So people can be told apart exactly if they
are the lines of a cut, and no combination of sums holds fewer than the threshold if no cut
is lighter.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias, TypeVar

Node = TypeVar("Node")
_Near: TypeAlias = dict[Node, dict[Node, int]]
"""The weight of the lines between two nodes, both ways. A line may weigh nothing."""


def light_cut(lines: Mapping[tuple[Node, Node], int], least: int) -> frozenset[Node] | None:
    """Return one side of a cut that weighs less than `least`, if there is one.

    A cut is what is cut of the lines when nodes are put on two sides; that of no line is
    none. Nodes that no light cut can part are made one, as often as there are any
    (Nagamochi & Ibaraki, 1992, *SIAM Journal on Discrete Mathematics* 5, 54-66).
    """
    groups = {node: frozenset([node]) for pair in lines for node in pair}
    near = _near(lines)
    while any(near.values()):
        for node, others in near.items():
            if others and sum(others.values()) < least:
                return groups[node]
        into = {node: node for node in near}
        for node, inseparable in _inseparable(near, least):
            into[inseparable] = into[node]
        groups = {
            kept: frozenset().union(*(groups[node] for node in near if into[node] == kept))
            for kept in dict.fromkeys(into.values())
        }
        near = _contracted(near, into)
    return None


def _inseparable(near: _Near[Node], least: int) -> Iterator[tuple[Node, Node]]:
    """Yield pairs that no cut lighter than `least` parts, each after those of its first node.

    Nodes are taken in an order in which the next is always the one most attached to those
    taken before: it and the one taken just before are attached at least as much.
    """
    attached = dict.fromkeys(near, 0)
    before: Node | None = None
    while attached:
        node = max(attached, key=attached.__getitem__)
        if attached.pop(node) >= least and before is not None:
            yield before, node
        for other, weight in near[node].items():
            if other in attached:
                attached[other] += weight
        before = node


def _near(lines: Mapping[tuple[Node, Node], int]) -> _Near[Node]:
    near: _Near[Node] = {}
    for (one, other), weight in lines.items():
        for here, there in ((one, other), (other, one)):
            beside = near.setdefault(here, {})
            beside[there] = beside.get(there, 0) + weight
    return near


def _contracted(near: _Near[Node], into: Mapping[Node, Node]) -> _Near[Node]:
    fewer: _Near[Node] = {kept: {} for kept in into.values()}
    for node, others in near.items():
        for other, weight in others.items():
            here, there = into[node], into[other]
            if here != there:
                fewer[here][there] = fewer[here].get(there, 0) + weight
    return fewer
