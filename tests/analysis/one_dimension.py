"""Slices of surveys that are parted in one dimension alone."""

from collections.abc import Collection, Mapping, Sequence

from analysis.disclosure.gate import ReleasedFamily, rated
from analysis.disclosure.slices import release_slices
from analysis.inputs import PartedSurvey, Said, SurveyTally
from surveys.slices import NOT_SAID, Dimension


def parted(parts: Mapping[str, SurveyTally], dimension: Dimension = "role") -> PartedSurvey:
    """Return a survey of which nobody says anything in other dimensions."""
    one = parts[NOT_SAID]
    nothing = {"role": NOT_SAID, "region": NOT_SAID, "language": NOT_SAID}
    people: dict[Said, dict[str, int]] = {}
    for value, part in parts.items():
        if not part.submissions:
            continue
        said = nothing | {dimension: value}
        people[said["role"], said["region"], said["language"]] = {
            "": part.submissions,
            **{item: rated(answers) for item, answers in part.items.items()},
        }
    return PartedSurvey(slug=one.survey, cohort=one.cohort, parts={dimension: parts}, people=people)


def release_one(
    sliced: Sequence[Mapping[str, SurveyTally]], values: Collection[str]
) -> dict[str, ReleasedFamily]:
    """Return what is shown of the values of one dimension where there is no other."""
    return release_slices([parted(parts) for parts in sliced], {"role": values})["role"]
