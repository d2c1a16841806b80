"""The page of attendance in its states, with invented people."""

from datetime import date, datetime, time
from uuid import UUID

import msgspec

from analysis.attendance import Presence, Window
from analysis.who_came import HeldSession, who_came
from dashboards.pages.attendance import AttendanceView, ReviewView, SessionLine, Told
from surveys.programme import Session
from surveys.roster import AttendanceRule, Person
from surveys.texts import Text
from tests.dashboards.examples import ACTIVITY, COHORTS, PROGRAMME

_PEOPLE = tuple(
    Person(person=UUID(int=number), name=name, email=email)
    for number, (name, email) in enumerate(
        (
            ("Kim Nguyen", ""),
            ("Kim Nguyen", "kim@example.org"),
            ("Luc Roy", ""),
            ("Zoé Tremblay", "zoe@example.org"),
        )
    )
)
_SESSIONS = tuple(
    Session(
        cohort=COHORTS[0].slug,
        position=position,
        title=Text(fr=f"Module {position}", en=f"Module {position}"),
        held_on=date(2026, 3, 24 + position),
        minutes=120,
    )
    for position in (1, 2)
)
_ONE = datetime(2026, 3, 26, 13)


def attendance_view(**changes: object) -> AttendanceView:
    """Return the page on which no report was read yet; one session of two is noted."""
    view = AttendanceView(
        programme=PROGRAMME,
        activity=msgspec.structs.replace(ACTIVITY, rule=AttendanceRule(minutes=30, percent=50)),
        cohort=COHORTS[0],
        sessions=(
            SessionLine(session=_SESSIONS[0], noted=3, attended=2),
            SessionLine(session=_SESSIONS[1], noted=0, attended=0),
        ),
        people=_PEOPLE,
        enrolled=5,
    )
    return msgspec.structs.replace(view, **changes)


def review(session: int = 1) -> ReviewView:
    """Return a report of one session in which something of everything is to be seen."""
    presences = [
        Presence(name, email, start=_ONE.replace(hour=start), end=_ONE.replace(hour=end, minute=10))
        for name, email, start, end in (
            ("Tremblay, Zoé", "", 13, 15),
            ("PC", "zoe@example.org", 12, 13),
            ("iPad de Kim", "", 13, 14),
            ("<b>Inconnu</b>", "i@example.org", 13, 14),
            ("Luc’s iPhone", "", 13, 13),
        )
    ]
    held = HeldSession(
        session=_SESSIONS[session],
        rule=AttendanceRule(minutes=30, percent=50),
        starts=time(13),
        meeting=Window(_ONE, _ONE.replace(hour=15)),
    )
    return ReviewView(
        file="rapport.csv",
        tool="Zoom",
        session=_SESSIONS[session],
        found=who_came(presences, held, _PEOPLE),
        notes=(Text(fr="Lignes laissées de côté : 2.", en="Lines left out: 2."),),
        unreadable=tuple(
            Told(line=line, reason=Text(fr="elle n’a pas de nom", en="it has no name"))
            for line in range(5, 17)
        ),
        carried='{"session":2}',
    )
