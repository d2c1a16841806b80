"""Personal links: what their secrets look like, how they may be typed, what is kept of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.invitations import SIGNS, new_token, read_token, token_hash

HASH = "84d9c4b849506b6d8f8075a9000e7e0a254be71060ea889fad3c88395988f4fc"
TOKENS = st.binary(min_size=7, max_size=7).map(new_token)


def test_a_secret_is_fifty_bits_in_crockford_signs() -> None:
    # Fifty ones: ten times 31, the sign z; the last six of the 56 bits are dropped.
    assert new_token(b"\xff" * 7) == "zzzzzzzzzz"
    assert new_token(b"\x00" * 6 + b"\x3f") == "0000000000"
    # 0x40 in the last byte is the lowest bit that is kept.
    assert new_token(b"\x00" * 6 + b"\x40") == "0000000001"
    # The first five bits of 0x52 = 0b01010_010 are 10, the sign a; 0b010_00 is 8.
    assert new_token(b"\x52" + b"\x00" * 6) == "a800000000"


@given(TOKENS)
def test_a_secret_is_read_as_it_was_given(token: str) -> None:
    assert len(token) == SIGNS
    assert read_token(token) == token


@given(TOKENS)
def test_a_secret_is_read_in_capitals_and_with_look_alikes(token: str) -> None:
    assert read_token(f" {token.upper().replace('0', 'O').replace('1', 'I')}\n") == token


@pytest.mark.parametrize(
    "typed", ["", "7kq2m9xt0", "7kq2m9xt04b", "7kq2m9xt0!", "7kq2-m9xt0", "é" * 10]
)
def test_what_cannot_be_a_secret_is_none(typed: str) -> None:
    assert read_token(typed) is None


@given(st.binary(min_size=7, max_size=7), st.binary(min_size=7, max_size=7))
def test_two_secrets_are_one_only_if_their_bits_are(one: bytes, other: bytes) -> None:
    alike = int.from_bytes(one, "big") >> 6 == int.from_bytes(other, "big") >> 6

    assert (new_token(one) == new_token(other)) == alike


def test_of_a_secret_its_sha_256_is_kept() -> None:
    # printf 0000000000 | sha256sum
    assert token_hash("0000000000") == HASH
