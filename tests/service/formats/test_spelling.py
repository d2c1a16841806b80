"""Which spellings are the same header or the same word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.formats.spelling import heading, spelling, whole


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I’m using it", "I'm using it"),
        ("About\u00a0half\u00a0of\u00a0it", "About half of it"),
        ("\ufeffSubmitter", "Submitter"),
        (" Strongly  Agree\n", "strongly agree"),
        ("Q&amp;A", "Q&A"),
        ("« Oui »", '" oui "'),
        ("Nov–Dec 2019", "Nov-Dec 2019"),
        ("e\u0301cole", "école"),
        ("Satisfait\u202f!", "satisfait !"),
    ],
)
def test_two_spellings_of_a_word_are_the_same(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(("one", "other"), [("été", "ete"), ("<5", "5"), ("5-", "5"), ("C", "C++")])
def test_two_words_stay_two(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)


def test_tags_in_a_header_do_not_count() -> None:
    written = '<p class="q">Are you <strong>satisfied</strong>?<br/>Say&nbsp;why.</p>'

    assert heading(written) == heading("Are you satisfied? Say why.")


def test_a_tag_in_a_word_stays_since_it_may_be_an_answer() -> None:
    assert spelling("<email>") == "<email>"


@pytest.mark.parametrize(
    ("written", "read"),
    [("5.0", "5"), ("10,00", "10"), ("5.5", "5.5"), ("5", "5"), ("v1.0", "v1.0")],
)
def test_a_whole_number_is_written_without_decimals(written: str, read: str) -> None:
    assert whole(written) == read


@given(st.text(), st.sampled_from([" ", "\u00a0", "\ufeff", "\n", "\u200b"]))
def test_what_cannot_be_seen_at_the_ends_does_not_count(word: str, blank: str) -> None:
    assert spelling(blank + word + blank) == spelling(word)
