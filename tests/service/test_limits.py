"""How often one address may fail, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import TooMany
from service.web.limits import Attempts, address_key


def is_refused(attempts: Attempts, key: str, at: float) -> int:
    """Return after how many seconds `key` may try again; 0: now."""
    try:
        attempts.check(key, at=at)
    except TooMany as error:
        return error.retry_after
    return 0


def test_the_eleventh_try_waits_until_the_first_failure_is_a_minute_old() -> None:
    attempts = Attempts()
    for second in range(10):
        assert is_refused(attempts, "a", 100.0 + second) == 0
        attempts.failed("a", at=100.0 + second)

    # The first failure was at 100: the next try is free at 160.
    assert is_refused(attempts, "a", 110.0) == 50
    assert is_refused(attempts, "a", 159.5) == 1
    assert is_refused(attempts, "a", 160.0) == 0
    attempts.failed("a", at=160.0)
    # Now the ten are those of 101 … 109 and 160.
    assert is_refused(attempts, "a", 160.5) == 1
    assert is_refused(attempts, "a", 161.0) == 0


def test_nobody_waits_for_somebody_else() -> None:
    attempts = Attempts(most=1)
    attempts.failed("a", at=0.0)

    assert is_refused(attempts, "a", 1.0) == 59
    assert is_refused(attempts, "b", 1.0) == 0


def test_trying_costs_nothing_until_it_fails() -> None:
    attempts = Attempts(most=1)

    assert [is_refused(attempts, "a", 0.0) for _ in range(1_000)] == [0] * 1_000


def test_of_too_many_keys_the_one_that_rested_longest_is_forgotten() -> None:
    attempts = Attempts(most=1, most_keys=2)
    for at, key in enumerate(["a", "b", "a", "c"]):
        attempts.failed(key, at=float(at))

    assert [is_refused(attempts, key, 4.0) for key in "abc"] == [58, 0, 59]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 20)), max_size=60))
def test_no_window_ever_holds_more_than_the_limit(steps: list[tuple[str, int]]) -> None:
    attempts, now = Attempts(most=3, window=30), 0
    let_through: dict[str, list[int]] = {"a": [], "b": []}
    for key, pause in steps:
        now += pause
        if not is_refused(attempts, key, now):
            attempts.failed(key, at=now)
            let_through[key].append(now)

    for moments in let_through.values():
        for start in moments:
            assert sum(start <= moment < start + 30 for moment in moments) <= 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("testclient", "", False),
    ],
)
def test_an_address_is_what_one_line_is_given(one: str, other: str, *, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same
