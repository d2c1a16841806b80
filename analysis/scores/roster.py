"""What a roster says: how many people, organisations and hours, who came, who completed.

A roster is a list, not answers: it passes no gate. Who came and who completed is
counted in registrations: a person who took two activities counts in each. People
and organisations are counted once, however many cohorts they are in.

Nobody noted who came to a cohort in which nobody came: such a cohort says nothing
of attendance, rather than 0 %.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import msgspec

from analysis.inputs import Enrolled, SessionAttendance
from analysis.scores.share import Share, share
from surveys.programme import Session
from surveys.texts import Slug


class Noted(NamedTuple):
    """Cohorts of which something is known, whoever of their people are looked at."""

    came: frozenset[Slug]
    """Who came."""
    completed: frozenset[Slug]
    """Who completed, once they are over."""


class RosterGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Those of one role, region or kind."""

    code: str
    """As on the roster: a code of a question, or words; empty: nobody said."""
    people: int
    organisations: int
    """Which sent somebody of the group: one with people in two roles stands under both."""


class SessionShare(msgspec.Struct, frozen=True, kw_only=True):
    """Who came to one session."""

    session: int
    """Its position, from 1."""
    attended: Share | None
    """Of those registered of whom it is known which sessions they attended; None when nobody
    noted anybody."""


class RosterScores(msgspec.Struct, frozen=True, kw_only=True):
    """All that is counted of some rosters."""

    people: int
    """Different ones."""
    organisations: int
    """Different ones; people who come for themselves add none."""
    registered: int
    """People, once for each cohort they are enrolled in."""
    hours: float
    """Of training received: measured minutes where they are known, else the session's length."""
    attendance: Share | None
    """Registrations of people who came at least once; None when nobody noted who came."""
    completion: Share | None
    """Registrations of people who completed, in cohorts that are decided."""
    roles: tuple[RosterGroup, ...]
    regions: tuple[RosterGroup, ...]
    kinds: tuple[RosterGroup, ...]


def noted_in(rows: Sequence[Enrolled]) -> Noted:
    """Return of which cohorts anything was noted; `rows` hold all of their people."""
    came = frozenset(row.cohort for row in rows if row.sessions_attended)
    return Noted(came, came | {row.cohort for row in rows if row.completed})


def undecided(running: Collection[Slug], sessions: Iterable[Session]) -> frozenset[Slug]:
    """Return the cohorts of which completion says nothing.

    Those `running` may still be completed; to complete one session is to attend it.
    """
    held = Counter(session.cohort for session in sessions)
    return frozenset(running) | {cohort for cohort, count in held.items() if count == 1}


def score_roster(
    rows: Sequence[Enrolled], *, undecided: Collection[Slug] = (), noted: Noted | None = None
) -> RosterScores:
    """Count some rows of a roster: of a cohort, an activity, a programme or a group in it.

    Shares are of the registrations in cohorts where anybody noted who came (or
    completed); `eligible` is all registrations, so that the bounds tell what the other
    cohorts could change.

    Args:
        rows: Oldest cohort first: where a person's role changed, the last one said counts.
        undecided: Cohorts of which completion says nothing (see `undecided`).
        noted: Of all people of these cohorts, where `rows` are some of them: a role of
            which nobody came was absent if others of its cohort were noted. None: of `rows`.
    """
    noted = noted or noted_in(rows)
    came = [row for row in rows if row.cohort in noted.came]
    over = [row for row in rows if row.cohort not in undecided]
    could = [row for row in over if row.cohort in noted.completed]
    return RosterScores(
        people=len({row.person for row in rows}),
        organisations=len({row.organisation for row in rows} - {""}),
        registered=len(rows),
        hours=sum(row.minutes_attended for row in rows) / 60,
        attendance=share(sum(row.sessions_attended > 0 for row in came), len(came), len(rows)),
        completion=share(sum(row.completed for row in could), len(could), len(over)),
        roles=_groups((row, row.role) for row in rows),
        regions=_groups((row, row.region) for row in rows),
        kinds=_groups((row, row.kind) for row in rows),
    )


def score_sessions(counts: Iterable[SessionAttendance]) -> tuple[SessionShare, ...]:
    """Return who came to each session of a cohort, of those registered."""
    counts = list(counts)
    noted = any(each.attended for each in counts)
    return tuple(
        SessionShare(
            session=each.session,
            attended=share(each.attended, each.registered, each.registered) if noted else None,
        )
        for each in counts
    )


def _groups(rows: Iterable[tuple[Enrolled, str]]) -> tuple[RosterGroup, ...]:
    """Count each person in one group, the largest first and "not said" last."""
    group_of: dict[object, str] = {}
    sent: dict[str, set[str]] = {}
    for row, code in rows:
        if code or row.person not in group_of:
            group_of[row.person] = code
        if row.organisation:
            sent.setdefault(code, set()).add(row.organisation)
    people = Counter(group_of.values())
    codes = sorted({*people, *chain(sent)}, key=lambda code: (not code, -people[code], code))
    return tuple(
        RosterGroup(code=code, people=people[code], organisations=len(sent.get(code, ())))
        for code in codes
    )
