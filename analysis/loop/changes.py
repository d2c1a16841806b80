"""Content changes: what is changed, why, and what is expected of it, fixed before the data.

A programme's changes are a register of events, each in one canonical text: keys sorted, no
spaces. Its stamp is the SHA-256 of that text, which also names the stamp before it. So whoever
kept a stamp can tell that no hypothesis was edited, taken out or slipped in up to there.
"""

from datetime import datetime
from hashlib import sha256
from typing import Annotated, Literal, TypeAlias

import msgspec

from surveys.texts import Code, Slug

Measure: TypeAlias = Literal["favourable", "best"]
"""The share of the favourable points of a scale ("yes" of a choice), or of its best point."""

LONGEST = 1_000
"""Characters of what somebody writes of a change."""

Words: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)]
Item: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?$(?!\n)")
]
MOST_COHORTS = 50
_Cohorts: TypeAlias = Annotated[
    tuple[Slug, ...], msgspec.Meta(min_length=1, max_length=MOST_COHORTS)
]


class Hypothesis(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is expected, and of whom: enough to give the verdict without deciding anything."""

    questionnaire: Code
    item: Item
    """What is rated: a question, or `question.row`."""
    measure: Measure
    expects: Literal["higher", "lower"]
    smallest: Annotated[float, msgspec.Meta(gt=0, le=1)]
    """The smallest difference that counts, in shares: 0.05 is five points."""
    before: _Cohorts
    """Cohorts compared with."""
    after: _Cohorts
    """Cohorts that take the changed content, the first of them first; all begin after `before`."""
    chosen_for: Literal["need", "rating"] = "need"
    """Why this item: because of what people asked for, or because its rating was low. What is
    lowest by chance rises by itself, so a choice by rating is held to a stricter rule."""


class ContentChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What people who run a programme change in a training, and what they expect of it."""

    what: Words
    """What changes, in the words of whoever changes it."""
    activity: Slug
    module: Item | None = None
    """The usefulness theme that changes; None: the whole activity."""
    need: Annotated[int, msgspec.Meta(ge=1)] | None = None
    """The number of the theme that it answers."""
    hypothesis: Hypothesis


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """How the verdict is reached, fixed at registration."""

    test: Literal["boschloo_one_sided"] = "boschloo_one_sided"
    place: int | None
    """Its place among the changes of the programme, from 1; None for one registered too late."""
    among: int
    """From how many items this one was chosen by its rating; 1 where it was not."""
    alpha: float
    """How often it may be called improved by chance alone; 0 where it can never be."""


class Registered(msgspec.Struct, frozen=True, kw_only=True, tag="registered", tag_field="event"):
    """A change, from then on in the list for ever."""

    programme: Slug
    number: int
    """Names the change in its programme, from 1."""
    at: datetime
    by: str
    previous: str
    """The stamp of the event before; empty for the first."""
    change: ContentChange
    rule: Rule


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True, tag="withdrawn", tag_field="event"):
    """Will not be made, or not judged; it stays in the list, and keeps what it spent."""

    programme: Slug
    number: int
    at: datetime
    by: str
    previous: str
    reason: Words
    answered: bool
    """Whether one of the cohorts after had answered by then."""


Event: TypeAlias = Registered | Withdrawn


def canonical(event: Event) -> str:
    """Return the text that is kept and stamped."""
    return msgspec.json.encode(event, order="sorted").decode()


def stamp(text: str) -> str:
    """Return the SHA-256 of a canonical text, in 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()
