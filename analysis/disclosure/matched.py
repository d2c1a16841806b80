"""What may be told of the answers that self-made codes link.

Only how many, and only with the threshold of people on every side: of those who gave a
code before, of those who gave one after, and of those who are linked. Which submissions
they are stays here.
"""

from dataclasses import dataclass

from analysis.disclosure.gate import INSIDE, Withheld
from analysis.inputs import Wave
from analysis.matching import Coincidences, Linked
from surveys.texts import Slug


@dataclass(frozen=True, slots=True)
class ReleasedMatching:
    """How many are linked between two surveys of one cohort."""

    before: Slug
    after: Slug
    codes_before: int
    """Submissions of the first survey that gave a code."""
    codes_after: int
    exact: int
    """Linked by equal codes."""
    tolerant: int
    """Linked by codes that differ in one element."""
    ambiguous: int
    """Submissions that fit more than one, and are linked to none."""
    coincidences: Coincidences


def release_matching(
    before: Wave,
    after: Wave,
    linked: Linked,
    coincidences: Coincidences,
    *,
    threshold: int = INSIDE,
) -> ReleasedMatching | Withheld:
    """Return the counts of `linked`, or nothing: with too few, a link would point at somebody.

    Raises:
        ValueError: the threshold is below `INSIDE`.
    """
    if threshold < INSIDE:
        raise ValueError(f"the threshold may be raised above {INSIDE}, never lowered: {threshold}")
    matched = len(linked.exact) + len(linked.tolerant)
    if min(matched, len(before.codes), len(after.codes)) < threshold:
        return Withheld()
    return ReleasedMatching(
        before=before.survey,
        after=after.survey,
        codes_before=len(before.codes),
        codes_after=len(after.codes),
        exact=len(linked.exact),
        tolerant=len(linked.tolerant),
        ambiguous=linked.ambiguous,
        coincidences=coincidences,
    )
