"""Receipts: what they look like, how people may type them, what is kept of them."""

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.receipts import ReceiptCode, new_receipt, read_receipt, receipt_hash

CODES = st.binary(min_size=8, max_size=8).map(new_receipt)


def test_a_code_is_sixty_bits_in_crockford_digits() -> None:
    # 0xFFFF FFFF FFFF FFF is sixty ones: twelve times 31, the digit Z.
    assert new_receipt(b"\xff" * 8) == "ZZZZ-ZZZZ-ZZZZ"
    # 0x0000 0000 0000 001 followed by four bits that are dropped: the last digit is 1.
    assert new_receipt(b"\x00" * 7 + b"\x1f") == "0000-0000-0001"


@given(CODES)
def test_a_code_is_read_as_it_was_given(code: str) -> None:
    assert read_receipt(code) == code


@given(CODES)
def test_a_code_is_read_in_small_letters_without_dashes_and_with_look_alikes(code: str) -> None:
    typed = re.sub("-", " ", code.lower()).replace("0", "o").replace("1", "l")
    assert read_receipt(f" {typed} ") == code


@pytest.mark.parametrize("typed", ["", "7KQ2-M9XT-04B", "7KQ2-M9XT-04BVV", "7KQ2-M9XT-04B!"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_receipt(typed) is None


@given(CODES, CODES)
def test_two_codes_share_a_hash_only_if_they_are_one(one: str, other: str) -> None:
    assert (receipt_hash(one) == receipt_hash(other)) == (one == other)


@pytest.mark.parametrize("sent", ["7KQ2-M9XT-04BV\n", "7kq2-m9xt-04bv", "7KQ2M9XT04BV"])
def test_programs_send_a_code_as_it_is_written_and_nothing_beside(sent: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(sent, ReceiptCode)
