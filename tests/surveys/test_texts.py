"""What somebody typed is kept as they see it."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from surveys.announcing import read_wording
from surveys.texts import readable


def test_what_nobody_can_see_is_left_out_and_spaces_of_french_are_not() -> None:
    typed = "\x00 Est-ce utile\u00a0?\tOui\x1b\r\nNon \u202e\u0085"

    assert readable(typed) == "Est-ce utile\u00a0? Oui\nNon"


def test_an_announcement_keeps_the_spaces_of_french() -> None:
    wording, _ = read_wording({"said_fr": "Une demande\u00a0?", "doing_fr": "Oui\u202f!"}, ())

    assert (wording.said.fr, wording.doing.fr) == ("Une demande\u00a0?", "Oui\u202f!")


@given(st.text(max_size=40))
def test_what_was_made_readable_stays_as_it_is(typed: str) -> None:
    once = readable(typed)

    assert readable(once) == once
    assert not {unicodedata.category(each) for each in once if each != "\n"} & {"Cc", "Cf"}
