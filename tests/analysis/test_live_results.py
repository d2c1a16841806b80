"""What a room sees of the answers: two views are ten people apart, or the same."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import PUBLIC, rated
from analysis.disclosure.live_results import NOTHING_YET, Projected, is_due, next_view
from analysis.inputs import ItemTally, SurveyTally

VALUES = ("yes", "no", "not_applicable")
Person = dict[str, str]
"""What one person answered, by item."""


def tally(people: list[Person]) -> SurveyTally:
    items = {item for person in people for item in person}
    counts = {item: Counter(p[item] for p in people if item in p) for item in items}
    return SurveyTally(
        survey="printemps",
        cohort="cohorte",
        submissions=len(people),
        eligible=None,
        items={item: ItemTally(each.total(), dict(each)) for item, each in counts.items()},
    )


def test_nine_people_are_shown_to_nobody_and_ten_are() -> None:
    people = [{"pace": "yes"} for _ in range(10)]

    assert next_view(NOTHING_YET, tally(people[:9])).items == {}
    assert next_view(NOTHING_YET, tally(people)).items["pace"].counts == {"yes": 10}


def test_sans_objet_is_nobody_to_hide_among() -> None:
    people = [{"pace": "yes"} for _ in range(9)] + [{"pace": "not_applicable"}] * 5

    assert next_view(NOTHING_YET, tally(people)).items == {}


def test_a_question_that_few_more_answered_stays_as_it_was() -> None:
    first = next_view(NOTHING_YET, tally([{"a": "yes", "b": "yes"}] * 10))
    second = next_view(first, tally([{"a": "yes", "b": "yes"}] * 10 + [{"a": "no"}] * 10))
    third = next_view(
        second, tally([{"a": "yes", "b": "yes"}] * 10 + [{"a": "no", "b": "no"}] * 10)
    )

    assert second.items["a"].counts == {"yes": 10, "no": 10}
    assert second.items["b"] == first.items["b"]
    assert third.items["b"].counts == {"yes": 10, "no": 10}


def test_another_view_is_due_with_ten_more_or_in_a_crowd_a_tenth_more() -> None:
    assert [is_due(NOTHING_YET, n) for n in (5, 10)] == [False, True]
    assert [is_due(Projected(13, {}), n) for n in (20, 25)] == [False, True]
    assert [is_due(Projected(500, {}), n) for n in (545, 550)] == [False, True]


PEOPLE = st.dictionaries(st.sampled_from(["a", "b"]), st.sampled_from(VALUES))
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("arrives"), st.integers(1, 12), PEOPLE),
        st.tuples(st.just("corrects"), st.integers(0, 40), PEOPLE),
        st.tuples(st.just("erases"), st.integers(0, 40), PEOPLE),
    ),
    max_size=30,
)


@given(CHANGES)
def test_whoever_subtracts_two_views_is_left_with_ten_people_or_with_nothing(
    changes: list[tuple[str, int, Person]],
) -> None:
    """However people arrive, correct and erase, and though every change is looked at."""
    people: list[Person] = []
    shown = NOTHING_YET
    for what, number, person in changes:
        if what == "arrives":
            people += [person] * number
        elif what == "corrects" and number < len(people):
            people[number] = person
        elif number < len(people):
            del people[number]
        before, shown = shown, next_view(shown, tally(people))

        for item, now in shown.items.items():
            assert rated(now) >= PUBLIC
            if item in before.items and now != before.items[item]:
                assert rated(now) - rated(before.items[item]) >= PUBLIC
        assert set(before.items) <= set(shown.items)
