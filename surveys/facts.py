"""What no answer and no roster says: facts, benchmarks and notes that people enter.

Each says where it comes from. They are told apart from what was counted wherever
they are shown.
"""

from datetime import date
from hashlib import sha256
from typing import Annotated, Literal, TypeAlias

import msgspec

from surveys.texts import Code, Slug, Text

Grade: TypeAlias = Literal["A", "B", "C", "D"]
NoteKind: TypeAlias = Literal["introduction", "good_practice", "conclusion"]


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number entered by hand: grants paid out, projects begun, resources shared."""

    programme: Slug
    activity: Slug | None = None
    """None: of the whole programme."""
    code: Code
    name: Text
    value: float
    unit: Text = Text()
    """ "$", "projets"; empty for a plain number."""
    source: Text
    on: date
    """The day the number was true."""

    @property
    def key(self) -> str:
        """Names it among the facts of its programme, in an address too."""
        return _key(self.activity, self.code)


class Benchmark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A published rate to set beside one of ours, with what it takes to compare them."""

    programme: Slug
    activity: Slug | None = None
    indicator: Code
    value: Annotated[float, msgspec.Meta(ge=0, le=1)]
    """A share, from 0 to 1."""
    population: Text = Text()
    """Whose rate it is; empty when the source does not say, as all that follow."""
    year: int | None = None
    answers: int | None = None
    """How many it was counted from (n)."""
    definition: Text = Text()
    """Its numerator and denominator, in words."""
    source: Text
    grade: Grade = "D"
    """How comparable: A the same definition and kind of people, B the same definition,
    C a definition that differs in ways one can name, D a definition nobody knows."""

    @property
    def key(self) -> str:
        """Names it among the benchmarks of its programme: an indicator has one in each scope."""
        return _key(self.activity, self.indicator)


class Note(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text for the report: the programme in words, an activity, a good practice."""

    programme: Slug
    activity: Slug | None = None
    kind: NoteKind
    title: Text = Text()
    text: Text

    @property
    def key(self) -> str:
        """Names it among the notes of its programme: a title stands once in each scope."""
        if not self.title:
            return _key(self.activity, self.kind)
        titled = sha256(f"{self.title.fr}\n{self.title.en}".encode()).hexdigest()[:12]
        return _key(self.activity, f"{self.kind}.{titled}")


Entry: TypeAlias = Fact | Benchmark | Note
"""What somebody entered by hand."""


def _key(activity: Slug | None, name: str) -> str:
    return f"{activity}.{name}" if activity else name
