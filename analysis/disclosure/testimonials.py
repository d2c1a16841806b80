"""Which testimonials may be told outside the team.

Part of the gate: only of people who agreed, and only from surveys that as many people
answered as a public number needs, so that each may be the words of any of them. What
looks like personal data in it is masked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from analysis.disclosure.gate import PUBLIC, check_threshold
from analysis.text.personal_data.detect import without
from analysis.text.personal_data.known import NOBODY, KnownNames
from surveys.texts import Language, Slug


@dataclass(frozen=True, slots=True)
class Testimonial:
    """What one participant wrote and agreed to be quoted with."""

    survey: Slug
    language: Language
    text: str
    known: KnownNames = field(default=NOBODY, repr=False, compare=False)
    """Names to be masked in it, besides what looks like personal data."""


def release_testimonials(
    written: Iterable[Testimonial], submissions: Mapping[Slug, int], *, threshold: int = PUBLIC
) -> tuple[Testimonial, ...]:
    """Return those of surveys that `threshold` people answered, in the order given.

    Args:
        written: Of people who agreed to be quoted.
        submissions: How many sent each survey; silent ones may be absent.
        threshold: Fewest people who answered the survey.

    Raises:
        ValueError: the threshold is below that of those inside.
    """
    check_threshold(threshold)
    return tuple(
        replace(each, text=without(each.text, each.language, each.known))
        for each in written
        if submissions.get(each.survey, 0) >= threshold
    )
