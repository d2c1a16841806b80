"""The first page after signing in: every programme.

Who opens it: a facilitator, on Monday morning or right after a session. What they
must be able to do: within five seconds, reach the programme they work on; on a
fresh installation, know which command brings answers in; without a role, know whom to ask.
"""

from typing import NamedTuple

import msgspec

from dashboards.pages.frame import (
    PROGRAMMES,
    Frame,
    activity_address,
    framed,
    programme_address,
    words_in,
)
from dashboards.render import Page
from surveys.programme import Activity, Programme
from surveys.texts import Language


class ActivityCount(msgspec.Struct, frozen=True, kw_only=True):
    activity: Activity
    cohorts: int
    submissions: int


class ProgrammeLine(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activities: tuple[ActivityCount, ...]


class ProgrammesView(msgspec.Struct, frozen=True, kw_only=True):
    programmes: tuple[ProgrammeLine, ...]
    newcomer: bool = False
    """Whether who looks has no role in any programme."""


class _ActivityRow(NamedTuple):
    name: str
    address: str
    cohorts: str
    submissions: str


class _Card(NamedTuple):
    name: str
    address: str
    demonstration: bool
    activities: tuple[_ActivityRow, ...]


def programmes_page(view: ProgrammesView, language: Language) -> Page:
    """Return the list of programmes."""
    words = words_in(language)
    cards = tuple(
        _Card(
            name=line.programme.name[language],
            address=programme_address(line.programme.slug),
            demonstration=line.programme.demonstration,
            activities=tuple(
                _ActivityRow(
                    count.activity.name[language],
                    activity_address(count.activity),
                    words.number(count.cohorts),
                    words.number(count.submissions),
                )
                for count in line.activities
            ),
        )
        for line in view.programmes
    )
    return framed(
        "programmes.html",
        Frame(words("programmes"), PROGRAMMES),
        words,
        cards=cards,
        newcomer=view.newcomer,
    )
