"""What is asked of the worker that searches for themes or splits one, and what it gives back.

Bytes and plain values, for both processes: nothing here needs NumPy.
"""

from collections.abc import Sequence
from typing import NamedTuple, Self, get_args

from analysis.text.personal_data.known import NOBODY, KnownNames
from analysis.themes.decisions import Discard
from analysis.themes.packed import PackedComments, PackedSearch, PackedThemes
from analysis.themes.results import Detail, Watch
from analysis.themes.sealed_vectors import Holders, SealedVectors
from analysis.themes.split_proposals import Said
from service.jobs.embedder_choice import Choice
from surveys.modules import Course
from surveys.texts import Slug


class Subject(NamedTuple):
    """What a job to find themes works on; written as "activity", "activity refit more"."""

    activity: Slug
    refit: bool = False
    """Whether all ideas are grouped anew, which only proposes."""
    detail: Detail = "usual"
    """What is proposed by a refit."""

    def __str__(self) -> str:
        detail = "" if self.detail == "usual" else self.detail
        return " ".join(filter(None, (self.activity, "refit" * self.refit, detail)))

    @classmethod
    def read(cls, subject: str) -> Self:
        """Return what was written; raises ValueError if it is nothing of ours."""
        activity, *words = subject.split(" ")
        details: tuple[Detail, ...] = get_args(Detail)
        detail: Detail = next((each for each in details if each in words), "usual")
        read = cls(activity, refit="refit" in words, detail=detail)
        if str(read) != subject:
            raise ValueError(f"{subject!r} is no search for themes")
        return read


class Asked(NamedTuple):
    """As `analysis.themes.search.Search`, with what its embedder needs."""

    comments: PackedComments
    cohorts: Sequence[tuple[Slug, frozenset[Slug]]]
    standing: PackedThemes | None
    watch: Watch | None
    proposed: PackedThemes | None
    how: Subject
    choice: Choice
    known: SealedVectors
    discarded: Sequence[Discard] = ()
    course: Course = Course()
    """What the questionnaires of the activity say of its modules."""
    names: KnownNames = NOBODY
    """What themes are not to be found by, besides what looks like personal data."""
    compute: str = ""
    """The cluster that shares the search, as `BILAN_COMPUTE` has it."""


class Found(NamedTuple):
    searched: PackedSearch
    holders: Holders
    """Who wrote the ideas of comments that were not read before, or of all."""


class SplitTask(NamedTuple):
    """One theme, of which it is to be proposed how it could be split."""

    said: Sequence[Said]
    examples: tuple[str, ...]
    """As in `analysis.themes.split_proposals.SplitAsked`."""
    choice: Choice
    known: SealedVectors
    names: KnownNames = NOBODY
    """As in `Asked`."""
