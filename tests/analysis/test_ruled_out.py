"""Of whoever stands in several parts, more than one answer is left open."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from analysis.disclosure.gate import ReleasedItem
from analysis.disclosure.ruled_out import Open, agreeing
from analysis.disclosure.slices import release_slices
from analysis.disclosure.untold import Told, Untold
from analysis.inputs import ItemTally, PartedSurvey, Said, SurveyTally
from surveys.questions import NOT_APPLICABLE
from surveys.sides import Sides
from surveys.slices import DIMENSIONS, NOT_SAID, Dimension

PACE = Sides((frozenset({"right"}), frozenset({"slow", "fast", "too_fast"})))
VALUES: dict[Dimension, tuple[str, ...]] = {
    "role": ("coordination", "support"),
    "region": ("laval", "nord"),
    "language": ("fr",),
}
Answers = Mapping[Said, Mapping[str, int]]


def survey(answers: Answers, slug: str = "spring") -> PartedSurvey:
    """A survey whose one item is answered like this, by role, region and language."""
    parts: dict[Dimension, dict[str, SurveyTally]] = {}
    for place, dimension in enumerate(DIMENSIONS):
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for said, given in answers.items():
            counts[said[place]].update(given)
        parts[dimension] = {value: tally(slug, counts[value]) for value in {NOT_SAID, *counts}}
    people = {said: sum(given.values()) for said, given in answers.items()}
    return PartedSurvey(
        slug=slug,
        cohort=slug,
        parts=parts,
        people={said: {"": number, "pace": number} for said, number in people.items()},
    )


def tally(slug: str, counts: Counter[str]) -> SurveyTally:
    return SurveyTally(
        survey=slug,
        cohort=slug,
        submissions=counts.total(),
        eligible=None,
        items={"pace": ItemTally(counts.total(), dict(counts))} if counts else {},
        sides={"pace": PACE},
    )


def shown(*surveys: PartedSurvey) -> dict[str, ReleasedItem | None]:
    """Return what is told of each part of the first survey."""
    released = release_slices(surveys, VALUES)
    return {
        value: family.each[0].items.get("pace")
        for families in released.values()
        for value, family in families.items()
    }


# One person coordinates in Laval. Nobody who coordinates went fast, nobody in Laval slow: she went
# right. Each part by itself leaves that open, and so does everybody's table.
ONE_ANSWER_LEFT: Answers = {
    ("coordination", "laval", "fr"): {"right": 1},
    ("coordination", "nord", "fr"): {"right": 5, "slow": 5},
    ("support", "laval", "fr"): {"right": 3, "fast": 3},
    ("support", "nord", "fr"): {"right": 6, "slow": 4, "fast": 4},
}
SLOW_TOO = {"right": 2, "slow": 2, "fast": 2}


def test_of_two_parts_that_leave_somebody_one_answer_the_smaller_is_not_shown() -> None:
    told = shown(survey(ONE_ANSWER_LEFT))

    assert told["laval"] is None  # 7 people; to subtract them from everybody leads to them again
    assert told["nord"] is None
    assert told["coordination"] == ReleasedItem(11, {"right": 6, "slow": 5})


def test_both_are_shown_where_a_second_answer_is_left() -> None:
    told = shown(survey({**ONE_ANSWER_LEFT, ("support", "laval", "fr"): SLOW_TOO}))

    assert told["laval"] == ReleasedItem(7, {"right": 3, "slow": 2, "fast": 2})


def test_what_follows_from_twenty_people_who_agree_is_told() -> None:
    # As a part of twenty may be told in full: "sans objet" is no answer to agree on.
    crowd = Open(20, {"right": 20, NOT_APPLICABLE: 3}, {"right": 20})
    few = Open(7, {"right": 5, "slow": 2}, {"right": 5, "slow": 2})

    assert list(agreeing([["few", "crowd"]], {"few": few, "crowd": crowd})) == []


def test_what_follows_from_a_crowd_and_a_few_only_together_is_not() -> None:
    crowd = Open(20, {"right": 12, "slow": 8}, {"right": 12, "slow": 8})
    few = Open(7, {"right": 5, "fast": 2}, {"right": 5, "fast": 2})

    told = {"few": few, "crowd": crowd}

    assert list(agreeing([["few", "crowd"], ["few"], ["crowd"]], told)) == [["few", "crowd"]]


def test_of_whom_is_left_a_value_is_ruled_out_when_the_parts_hold_all_who_gave_it() -> None:
    everybody = Open.of(Told({"right": 9, "slow": 4}, ()))
    parts = [
        Open.of(Told({"right": 3, "slow": 2}, ())),
        Open.of(Told({"slow": 2}, (Untold(1, frozenset({"right", "slow"})),))),
    ]

    assert everybody.without(parts[:1]) == Open(8, {"right": 6, "slow": 2}, {"right": 6, "slow": 2})
    assert everybody.without(parts) == Open(5, {"right": 6}, {"right": 5})
