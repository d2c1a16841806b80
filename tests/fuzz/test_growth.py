"""What is brought costs time that grows with its length, not with its square (no ReDoS).

Each text repeats something that a pattern of ours looks for and does not end as it wants. One four
times as long may take eight times as long, for a busy machine; a quadratic pattern takes sixteen.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import pytest

from analysis.text.ideas import split_ideas
from analysis.text.language import language_of
from analysis.text.non_answers import only_praises, says_nothing
from analysis.text.personal_data.detect import personal_data
from analysis.text.spelling import spelled_out
from analysis.text.valence import hint
from service.formats.attendance.moments import RowUnreadable, minutes, moment
from service.formats.csv_tables import read_csv_table
from service.formats.roster_changes import roster_changes
from service.formats.roster_file import RosterLine
from service.formats.tables import Layout, TableUnreadable
from service.store.roster import RosterKept
from surveys.emails import is_email
from surveys.invitations import read_token
from surveys.linting.joined import joined_by
from surveys.linting.leading import led_by
from surveys.receipts import read_receipt
from surveys.texts import readable
from surveys.toml_text import TomlUnreadable, read_toml

_Read = TypeVar("_Read")

READERS: dict[str, Callable[[str], object]] = {
    "personal data": personal_data,
    "ideas": split_ideas,
    "language": language_of,
    "nothing said": says_nothing,
    "praise": only_praises,
    "spelling": lambda text: spelled_out(text, "fr"),
    "valence": lambda text: hint(text, "fr"),
    "leading": lambda text: led_by(text, "fr"),
    "joined": lambda text: joined_by(text, "en"),
    "visible": readable,
    "e-mail": is_email,
    "receipt": read_receipt,
    "link": read_token,
    "moment": lambda text: moment(text, "day/month/year"),
    "minutes": minutes,
    "toml": lambda text: read_toml(text.encode(), dict),
    "csv": lambda text: read_csv_table("a.csv", text.encode(), Layout()),
}
UNITS = (
    *("a@", "a.", "@a.", "x@y.", "a-", "1-", "1 ", "514 555 0100 ", "(5", "A1A 1A1 "),
    *("http://", "www.a/", "Jean-", "A. B. ", "Mme ", "Centre de ", "J’", "merci ", "très "),
    *("plus de ", "et ", "! ", "oui, ", '"', '""', "a,", "a;\n", "1h ", "1:", "1/", "[", "a=1\n"),
    *(" ", "\r\n", "é", "\u202e"),
)
SHORT = 1_200
WORTH_COMPARING = 0.02
"""Seconds: what takes less says nothing about growth."""

MOST_GROWTH = 10


def took(read: Callable[[_Read], object], what: _Read) -> float:
    began = time.process_time()
    with suppress(RowUnreadable, TableUnreadable, TomlUnreadable):
        read(what)
    return time.process_time() - began


@pytest.mark.parametrize("name", READERS)
def test_a_text_four_times_as_long_takes_no_more_than_ten_times_as_long(name: str) -> None:
    read = READERS[name]
    for unit in UNITS:
        short, long = ((unit * size)[:size] + "\x01" for size in (SHORT, 4 * SHORT))
        if took(read, long) > WORTH_COMPARING:  # else both are soon done
            least = min(took(read, short) for _ in range(3))
            again = min(took(read, long) for _ in range(3))
            assert again < max(WORTH_COMPARING, MOST_GROWTH * least), unit


@pytest.mark.parametrize("email", ["", "{}@example.org"])
def test_a_list_of_four_times_as_many_people_takes_no_more_than_ten_times_as_long(
    email: str,
) -> None:
    nobody = RosterKept("essai", "cohorte-1", (), (), {}, frozenset())

    def compare(people: int) -> None:
        lines = [
            RosterLine(
                line=number,
                name=f"Participant {number}",
                email=email.format(number),
                organisation=f"Maison {number}",
                region="",
                kind="",
                role="",
                completed=None,
                sessions_counted=None,
                sessions={},
            )
            for number in range(people)
        ]
        assert roster_changes(nobody, lines).enrolled == people

    few, many = (min(took(compare, people) for _ in range(3)) for people in (500, 2_000))

    assert many < MOST_GROWTH * few
