"""The id handed out with a form: it says the day and nothing finer."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.submissions import AcceptedSubmission, Submission, day_ordered_id
from tests.factories import make_accepted, make_submission

DAYS = st.dates(date(1970, 1, 1), date(9999, 12, 31))
ENTROPY = st.binary(min_size=10, max_size=16)


def test_an_id_follows_the_layout_of_version_7() -> None:
    # 2026-03-02 is day 20,514 of 1970: 20,514 × 86,400,000 ms = 0x19CABD83800
    day = date(2026, 3, 2)
    assert (day - date(1970, 1, 1)).days * 86_400_000 == 0x19CABD83800

    assert str(day_ordered_id(day, bytes(10))) == "019cabd8-3800-7000-8000-000000000000"
    assert str(day_ordered_id(day, b"\xff" * 10)) == "019cabd8-3800-7fff-bfff-ffffffffffff"


@given(DAYS, ENTROPY)
def test_every_id_is_a_valid_version_7_whose_time_is_midnight(day: date, entropy: bytes) -> None:
    made = day_ordered_id(day, entropy)

    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert made.int >> 80 == midnight.timestamp() * 1_000


@given(DAYS, ENTROPY, ENTROPY)
def test_ids_of_one_day_share_48_bits_and_differ_by_chance_alone(
    day: date, one: bytes, other: bytes
) -> None:
    first, second = day_ordered_id(day, one), day_ordered_id(day, other)

    def free_bits(entropy: bytes) -> int:
        # 74 of the 80 bits are free: 4 say the version, 2 the variant
        return int.from_bytes(entropy[:10], "big") & ~(0xF << 76 | 0b11 << 62)

    assert first.bytes[:6] == second.bytes[:6]
    assert (first == second) == (free_bits(one) == free_bits(other))


@given(DAYS, DAYS, ENTROPY)
def test_ids_are_in_the_order_of_their_days(day: date, other: date, entropy: bytes) -> None:
    assert (day < other) == (day_ordered_id(day, entropy) < day_ordered_id(other, entropy))


def test_a_submission_and_what_is_kept_of_it_survive_json() -> None:
    submission, kept = make_submission(), make_accepted()

    assert msgspec.json.decode(msgspec.json.encode(submission), type=Submission) == submission
    assert msgspec.json.decode(msgspec.json.encode(kept), type=AcceptedSubmission) == kept


@pytest.mark.parametrize(
    "body",
    [
        b'{"id": "not-an-id", "answers": {}}',
        b'{"id": "019cabd8-3800-7000-8000-000000000000"}',
        b'{"id": "019cabd8-3800-7000-8000-000000000000", "answers": {}, "name": "Ana"}',
        b'{"id": "019cabd8-3800-7000-8000-000000000000", "answers": {}, "language": "es"}',
        b'{"id": "019cabd8-3800-7000-8000-000000000000", "answers": {"Pace": "slow"}}',
        b'{"id": "019cabd8-3800-7000-8000-000000000000", "answers": {"pace": true}}',
    ],
)
def test_a_body_of_another_shape_is_no_submission(body: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(body, type=Submission)
