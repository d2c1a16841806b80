"""What may be said about one share."""

from analysis.claims.share import TOO_FEW, SaidShare, about_share
from analysis.scores.share import share


def test_under_twenty_the_count_comes_first_and_under_five_there_is_nothing() -> None:
    said = [about_share(share(n, n, None)) for n in (4, 5, 19, 20)]

    assert said[0] == TOO_FEW
    assert [each.first for each in said if isinstance(each, SaidShare)] == [
        "counts_first",
        "counts_first",
        "percentage",
    ]
    assert about_share(None) == TOO_FEW
