"""Who takes part: organisations and people, what they enrolled in, what they attended.

Nothing here leads to answers: no key of it stands beside a submission. Names and
e-mail addresses are kept in `Person` alone, which can be erased without a figure
changing.
"""

from typing import Annotated
from uuid import UUID

import msgspec

from surveys.texts import Slug


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """Known by its name within a programme."""

    programme: Slug
    name: str
    region: str = ""
    """A code of a question `region`, or words; empty when nobody said."""
    kind: str = ""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Personal data, apart from all that is counted."""

    person: UUID
    name: str
    email: str = ""


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """One person on the roster of one cohort."""

    cohort: Slug
    person: UUID
    organisation: str
    """Its name; empty for somebody who comes for themselves."""
    role: str = ""
    """A code of a question `role`, or words; empty when nobody said."""
    completed: bool | None = None
    """As somebody decided; None: as the attendance rule of the activity says."""
    sessions_counted: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """How many were attended at least, where nobody noted which; None: as attendances say."""


class Attendance(msgspec.Struct, frozen=True, kw_only=True):
    """One person was at one session."""

    cohort: Slug
    session: int
    """Its position in the cohort, from 1."""
    person: UUID
    minutes: float | None = None
    """How long, re-joins added up; None: there, nobody measured how long."""


class AttendanceRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What counts as having attended a session, and as having completed an activity."""

    minutes: Annotated[float, msgspec.Meta(ge=0)] = 0
    """Attended: at least so long. Who was there unmeasured attended."""
    percent: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0
    """Attended: at least this part of the session, too."""
    sessions: Annotated[int, msgspec.Meta(ge=1)] | None = None
    """Completed: at least so many sessions attended; None: every one."""
