"""The shapes of data the analysis asks for.

These types are the whole contract with the database: `service.store.reads`
fills them, and nothing in this package knows where they came from. They hold
what was collected, not what may be shown: everything a page shows first goes
through `analysis.disclosure.gate`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

from surveys.sides import Sides
from surveys.slices import Dimension
from surveys.texts import Language, Slug


@dataclass(frozen=True, slots=True)
class ItemTally:
    """How often each value of one item was given."""

    answered: int
    """Submissions that answered the item, "sans objet" included."""

    counts: Mapping[str, int]
    """Submissions by stored value, as text ("very_satisfied", "7", "not_applicable").

    Values nobody gave are absent. The counts of a multiple choice add up to more
    than `answered`.
    """


@dataclass(frozen=True, slots=True)
class SurveyTally:
    """All that was answered in one survey, counted."""

    survey: Slug
    cohort: Slug
    submissions: int
    eligible: int | None
    """How many could answer; None when nobody knows."""

    items: Mapping[str, ItemTally]
    """By item: a question's code, or `question.row`. Items nobody answered are absent."""

    sides: Mapping[str, Sides] = field(default_factory=dict)
    """By item, of those that are told as shares."""


Said: TypeAlias = tuple[str, ...]
"""What people say of themselves in each of `DIMENSIONS`, in that order."""


@dataclass(frozen=True, slots=True)
class PartedSurvey:
    """All that was answered in one survey, counted by dimensions one at a time.

    Who says what in all dimensions at once is only known to decide what may be shown.
    """

    slug: Slug
    cohort: Slug
    parts: Mapping[Dimension, Mapping[str, SurveyTally]]
    """By what people say; under `NOT_SAID`, which is always there, whoever says nothing on
    offer."""

    people: Mapping[Said, Mapping[str, int]] | None
    """How many answered each item besides "sans objet", and under "" how many sent the form.
    Those who all say "sans objet" are zero. None where only counts are left of a survey."""

    @property
    def submissions(self) -> int:
        """Return how many sent the form."""
        parts = next(iter(self.parts.values()), {})
        return sum(part.submissions for part in parts.values())


@dataclass(frozen=True, slots=True)
class Openings:
    """How many browsers opened the form of a survey, and how many went on from its first page.

    Browsers, not people: no time, no id, nothing that leads to answers.
    """

    opened: int
    started: int


@dataclass(frozen=True, slots=True)
class Comment:
    """What one participant wrote in answer to one question."""

    submission_id: UUID
    survey: Slug
    question: str
    language: Language
    """The language of the form, which is mostly, not always, that of the text."""

    text: str


@dataclass(frozen=True, slots=True)
class HashedCode:
    """What is kept of one participant's self-made code."""

    submission_id: UUID
    hashes: tuple[UUID, ...]
    """Of the code without each of its elements, in the order of the elements."""


@dataclass(frozen=True, slots=True)
class Wave:
    """One survey at one time, with all the self-made codes given in it."""

    survey: Slug
    codes: tuple[HashedCode, ...]


@dataclass(frozen=True, slots=True)
class Enrolled:
    """One person on the roster of one cohort, without a name."""

    cohort: Slug
    person: UUID
    """The same in every cohort of a programme that this person is enrolled in."""

    organisation: str
    region: str
    """Of the organisation; empty when nobody said, as the kind and the role."""

    kind: str
    role: str
    sessions_attended: int
    """By the attendance rule of the activity."""

    minutes_attended: float
    """As measured, no more than the session's length; of whom was not measured, its length."""

    completed: bool


@dataclass(frozen=True, slots=True)
class SessionAttendance:
    """How many came to one session of a cohort."""

    session: int
    """Its position, from 1."""

    attended: int
    """By the attendance rule, of `registered`."""

    registered: int
    """Those of whom it is known which sessions they attended: not who has a mere count."""
