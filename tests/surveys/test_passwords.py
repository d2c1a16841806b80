"""What is refused as a password, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.passwords import LONGEST, PasswordFault, password_as_typed, password_fault

ABOUT = ("ada.lovelace@example.org", "Ada Lovelace")


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("onze signes", "short"),
        ("", "short"),
        ("a" * (LONGEST + 1), "long"),
        ("ada.lovelace@example.org", "personal"),
        ("Ada.Lovelace1815", "personal"),
        ("lovelace-ada-1815", "personal"),
        ("lovelacelovelace", "personal"),
        ("aaaaaaaaaaaaaaaa", "obvious"),
        ("abababababababab", "obvious"),
        ("123456789012", "obvious"),
        ("987654321098", "obvious"),
        ("qwertyuiopasdf", "obvious"),
        ("azertyuiop123", "obvious"),
        ("motdepasse123", "obvious"),
        ("Mot de passe 2026!", "obvious"),
        ("passwordpassword", "obvious"),
        ("P@ssw0rdP@ssw0rd", "obvious"),
        ("Bilan-admin-2026", "obvious"),
    ],
)
def test_what_anybody_would_try_first_is_refused(password: str, fault: PasswordFault) -> None:
    assert password_fault(password, ABOUT) == fault


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "le chat dort sur le toit",
        "vq7-Lk2p-Zt9w",
        "éàüöçñ ßøåæþð",
        "ada aime les moteurs",  # more than her name is in it
        "a" * 6 + "bcdefg" + "quarante-deux",
    ],
)
def test_no_rule_asks_for_digits_or_signs(password: str) -> None:
    assert password_fault(password, ABOUT) is None


@given(st.text(max_size=300))
def test_any_text_is_judged_and_one_that_passes_is_long_enough(password: str) -> None:
    typed = password_as_typed(password)

    if password_fault(typed, ABOUT) is None:
        assert 12 <= len(typed) <= LONGEST


def test_an_accent_typed_in_two_ways_is_one_password() -> None:
    assert password_as_typed("cafe\u0301") == password_as_typed("caf\u00e9")
