"""Which items stand apart."""

from analysis.claims.apart import Apart, standing_apart
from analysis.scores.share import Share, share


def _shares(*counts: int) -> dict[str, Share]:
    found = {f"item-{at}": share(count, 60, None) for at, count in enumerate(counts)}
    return {item: each for item, each in found.items() if each}


def test_overlapping_items_are_not_ranked() -> None:
    # 58 of 60 is 97 %, 54 is 90 %: intervals at 1 - 0.05/3 overlap widely.
    assert standing_apart(_shares(58, 56, 54)) == Apart(items=3)


def test_an_item_far_from_all_others_stands_apart() -> None:
    assert standing_apart(_shares(58, 57, 20)) == Apart(below="item-2", items=3)
    assert standing_apart(_shares(58, 22, 20)) == Apart(above="item-0", items=3)
    assert standing_apart(_shares(59, 30, 3)) == Apart(above="item-0", below="item-2", items=3)


def test_one_item_stands_apart_from_nothing() -> None:
    assert standing_apart(_shares(59)) == Apart(items=1)
    assert standing_apart({}) == Apart(items=0)
