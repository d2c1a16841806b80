"""Exact counts from shares."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from service.demonstration.apportion import apportion, chance


def test_the_largest_remainders_get_the_last_seats() -> None:
    # 7 seats at 50, 30, 20 %: quotas 3.5, 2.1, 1.4, whole seats 3 + 2 + 1 = 6;
    # the seventh goes to the largest remainder, .5.
    assert apportion({"a": 50, "b": 30, "c": 20}, 7) == ["a"] * 4 + ["b"] * 2 + ["c"]


def test_a_tie_goes_to_the_one_named_first() -> None:
    assert apportion({"a": 1, "b": 1}, 3) == ["a", "a", "b"]


@given(
    shares=st.dictionaries(
        st.text(max_size=3), st.floats(min_value=0.1, max_value=100), min_size=1, max_size=8
    ),
    seats=st.integers(min_value=0, max_value=300),
)
def test_every_seat_is_taken_and_no_count_is_off_by_one_or_more(
    shares: dict[str, float], seats: int
) -> None:
    counts = Counter(apportion(shares, seats))

    total = sum(shares.values())
    assert counts.total() == seats
    assert all(abs(counts[key] - seats * share / total) < 1 for key, share in shares.items())


def test_chance_is_the_same_each_time_and_another_for_each_thing() -> None:
    assert chance("webinar", "recommend").random() == chance("webinar", "recommend").random()
    assert chance("webinar", "recommend").random() != chance("webinar", "pace").random()
