"""Which code a word stands for, alone and in a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.formats.words import Misread, Words, by_spelling

TOOLS = Words(
    by_spelling(
        [
            ("Git", "git"),
            ("Yes, a lot", "lot"),
            ("Yes", "yes"),
            ("a lot; or more", "more"),
            ("None of the above", ""),
        ]
    )
)


@pytest.mark.parametrize(
    ("text", "separator", "codes"),
    [
        ("Git", ", ", ["git"]),
        ("Yes, a lot, Git", ", ", ["lot", "git"]),
        ("Yes, Git", ", ", ["yes", "git"]),
        ("Git,Yes,  a lot", ", ", ["lot", "git"][::-1]),
        ("git; GIT;", "; ", ["git"]),
        ("Git; a lot; or more", "; ", ["git", "more"]),
        ("Git\nYes", "\n", ["git", "yes"]),
        ("None of the above", "; ", []),
        ("", "; ", []),
    ],
)
def test_a_list_is_cut_at_its_separator_except_inside_a_word(
    text: str, separator: str, codes: list[str]
) -> None:
    assert TOOLS.listed(text, separator) == codes


def test_every_stranger_of_a_list_is_named() -> None:
    with pytest.raises(Misread, match="“Emacs”, “vi”"):
        TOOLS.listed("Emacs; Git; vi", "; ")


def test_a_stranger_alone_is_named_and_a_long_one_cut() -> None:
    with pytest.raises(Misread, match="“Emacs” is not one of the words of the mapping"):
        TOOLS.code("Emacs")
    with pytest.raises(Misread, match=f"“{'x' * 60}…”"):
        TOOLS.code("x" * 500)


def test_an_unlisted_word_may_stand_for_a_code() -> None:
    words = Words({"git": "git"}, unlisted="other")

    assert words.code("Emacs") == "other"
    assert words.listed("Emacs; git; vi", "; ") == ["other", "git"]
    assert not words.lists("Emacs")


def test_a_number_is_found_with_or_without_decimals() -> None:
    assert Words({"6": "not_applicable"}).code("6.0") == "not_applicable"


@given(st.lists(st.sampled_from(["a, b", "c", "d, e, f", "g"]), unique=True))
def test_a_list_of_words_gives_those_words(chosen: list[str]) -> None:
    words = Words({word: f"code_{word[0]}" for word in ["a, b", "c", "d, e, f", "g"]})

    assert words.listed(", ".join(chosen), ", ") == [f"code_{word[0]}" for word in chosen]
