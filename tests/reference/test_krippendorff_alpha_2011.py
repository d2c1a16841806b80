"""Alphas as printed in Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability"."""

import pytest

from analysis.agreement.alpha import alpha

_BINARY = ["0100000010", "1110010000"]
_TWO = ["aabbdcccedda", "babbbccceddd"]
_FOUR = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
"""One string a coder, one letter a unit; a dot where there is no code."""


@pytest.mark.parametrize(("coders", "printed"), [(_BINARY, 0.095), (_TWO, 0.692), (_FOUR, 0.743)])
def test_alpha_is_the_printed_one(coders: list[str], printed: float) -> None:
    units = [
        [None if letter == "." else ord(letter) for letter in unit]
        for unit in zip(*coders, strict=True)
    ]

    assert alpha(units) == pytest.approx(printed, abs=0.0005)
