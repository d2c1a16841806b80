"""What an attacker concludes from sums, beside slow ones who try everything."""

from collections.abc import Mapping, Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.attacker.reconstruction import told_apart
from analysis.attacker.whole_numbers import Count, known_answers
from analysis.disclosure.untold import Untold
from tests.analysis.attacker import given_away

Groups = frozenset[str]


def apart(rows: Sequence[set[str]], people: Mapping[str, int]) -> list[set[str]]:
    found = told_apart(rows, people, threshold=5).apart
    return sorted(({str(each) for each in groups} for groups in found), key=sorted)


def test_one_count_less_another_leaves_a_few() -> None:
    people = {"a": 12, "b": 3}

    assert apart([{"a", "b"}, {"a"}], people) == [{"b"}]
    assert apart([{"a", "b"}], people) == []
    assert apart([], people) == []


def test_two_dimensions_that_agree_leave_one_person() -> None:
    people = {"fr here": 13, "fr there": 1, "en there": 7}

    assert apart([{"fr here", "fr there"}, {"en there"}], people) == []
    rows = [{"fr here", "fr there"}, {"en there"}, {"fr here"}, {"fr there", "en there"}]
    assert apart(rows, people) == [{"fr there"}]


def test_four_people_of_four_groups_are_a_few_together() -> None:
    people = {"many": 9, "a": 1, "b": 1, "c": 1, "d": 1}

    assert apart([{*people}, {"many"}], people) == [{"a", "b", "c", "d"}]
    assert apart([{*people}, {"many", "a"}], people | {"a": 2}) == [{"b", "c", "d"}]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[set[str]], dict[str, int]]:
    people = {name: draw(st.integers(1, 7)) for name in "abcdefg"[: draw(st.integers(2, 7))]}
    rows = draw(st.lists(st.sets(st.sampled_from(sorted(people)), min_size=1), max_size=6))
    return rows, people


@settings(max_examples=150)
@given(tables())
def test_it_finds_a_few_exactly_where_trying_every_choice_does(
    table: tuple[list[set[str]], dict[str, int]],
) -> None:
    rows, people = table

    slow = given_away([dict.fromkeys(row, 1) for row in rows], people, threshold=5)

    assert bool(apart(rows, people)) == bool(slow)
    for groups in apart(rows, people):
        assert sum(people[each] for each in groups) < 5


def known(
    counts: Sequence[Count[str]], truth: Mapping[str, Mapping[str, int]], *targets: set[str]
) -> list[set[str]]:
    found = known_answers(counts, truth, [frozenset(each) for each in targets]).known
    return [{str(each) for each in groups} for groups in found]


def test_where_everybody_says_the_same_everybody_is_known_to() -> None:
    truth = {"a": {"yes": 6}, "b": {"yes": 2}}
    everybody = Count({"a", "b"}, {"yes": 8})

    assert known([everybody], truth, {"b"}) == [{"b"}]
    told = Count({"a", "b"}, {"yes": 7}, [Untold(1, frozenset({"yes", "no"}))])
    assert known([told], truth, {"b"}) == []


def test_what_two_counts_rule_out_together_is_known() -> None:
    # nobody in the north said no, no volunteer said maybe: a volunteer in the north said yes
    truth = {
        "north volunteer": {"yes": 2},
        "north other": {"yes": 2, "maybe": 3},
        "south volunteer": {"yes": 1, "no": 4},
    }
    counts = [
        Count({"north volunteer", "north other"}, {"yes": 4, "maybe": 3}),
        Count({"north volunteer", "south volunteer"}, {"yes": 3, "no": 4}),
    ]

    assert known(counts, truth, {"north volunteer"}) == [{"north volunteer"}]
    assert known(counts[:1], truth, {"north volunteer"}) == []


def ways(truth: Mapping[str, Mapping[str, int]], values: str) -> list[dict[str, dict[str, int]]]:
    """Every way in which groups of these sizes could answer."""
    each = [
        [
            dict(zip(values, some, strict=True))
            for some in product(range(sum(given.values()) + 1), repeat=len(values))
            if sum(some) == sum(given.values())
        ]
        for given in truth.values()
    ]
    return [dict(zip(truth, some, strict=True)) for some in product(*each)]


@st.composite
def answers(draw: st.DrawFn) -> tuple[dict[str, dict[str, int]], list[Count[str]]]:
    truth = {name: {value: draw(st.integers(0, 2)) for value in "xyz"} for name in "abc"}
    counts = []
    for groups in draw(st.lists(st.sets(st.sampled_from("abc"), min_size=1), max_size=3)):
        given = {value: sum(truth[name][value] for name in groups) for value in "xyz"}
        hidden = draw(st.sampled_from(["", "x", "y"]))
        untold = [Untold(given.pop(hidden), frozenset({"x", "y"}))] if hidden else []
        counts.append(Count(groups, given, untold))
    return truth, counts


def fits(way: Mapping[str, Mapping[str, int]], count: Count[str]) -> bool:
    over = {
        value: sum(way[name][value] for name in count.groups) - count.given.get(value, 0)
        for value in "xyz"
    }
    may_be = {value for each in count.untold for value in each.among}
    return all(
        number == 0 if value not in may_be else number >= 0 for value, number in over.items()
    ) and sum(over.values()) == sum(each.answers for each in count.untold)


@settings(max_examples=40)
@given(answers())
def test_it_knows_exactly_what_every_possible_way_of_answering_has(
    case: tuple[dict[str, dict[str, int]], list[Count[str]]],
) -> None:
    truth, counts = case
    targets: list[set[str]] = [{"a"}, {"b", "c"}]
    possible = [way for way in ways(truth, "xyz") if all(fits(way, count) for count in counts)]

    def said(way: Mapping[str, Mapping[str, int]], groups: set[str]) -> list[int]:
        return [sum(way[name][value] for name in groups) for value in "xyz"]

    slow = [each for each in targets if len({tuple(said(way, each)) for way in possible}) == 1]

    assert sorted(known(counts, truth, *targets), key=sorted) == slow
