import msgspec
import pytest

from analysis.themes.decide import DecisionImpossible, decide
from analysis.themes.decisions import (
    Add,
    Decision,
    Dismiss,
    Lock,
    Merge,
    Move,
    Rename,
    Restore,
    Split,
    Unlock,
)
from analysis.themes.held import held
from analysis.themes.results import Mention, Theme, ThemesFound
from surveys.texts import Text
from tests.analysis.themes.layers import layer, places

NAME = Text(fr="Cas", en="Cases")


@pytest.fixture
def found() -> ThemesFound:
    """Persons 1 to 3 in theme 1, 4 and 5 in theme 2, 6 in none."""
    return layer({1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: None})


def idea(found: ThemesFound, person: int) -> str:
    return next(m.idea for m in found.mentions if m.submission_id.int == person)


def theme(found: ThemesFound, number: int) -> Theme:
    return next(each for each in found.themes if each.number == number)


def mention(found: ThemesFound, person: int) -> Mention:
    return next(each for each in found.mentions if each.submission_id.int == person)


def test_a_name_is_given_and_taken_back(found: ThemesFound) -> None:
    named = decide(found, Rename(theme=1, name=NAME))

    assert theme(named, 1).name == NAME
    assert decide(named, Rename(theme=1, name=None)) == found


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (Text(fr="Cas\x1b[31m\x00", en="Ca\u202eses"), Text(fr="Cas[31m", en="Cases")),
        (Text(fr=" Les\n cas ", en=""), Text(fr="Les cas", en="Les cas")),
        (Text(fr=" \u200b", en="Cases"), Text(fr="Cases", en="Cases")),
        (Text(fr="\u200b \u2060", en=" \t"), None),
        (Text(fr="e\u0301" * 120, en="Cases"), Text(fr="\xe9" * 120, en="Cases")),
    ],
)
def test_a_name_can_be_read_in_both_languages_or_is_none(
    found: ThemesFound, sent: Text, read: Text | None
) -> None:
    assert theme(decide(found, Rename(theme=1, name=sent)), 1).name == read

    split = decide(found, Split(theme=1, ideas=(idea(found, 1),), name=sent))
    assert theme(split, 3).name == read


def test_a_name_that_no_card_can_hold_is_refused(found: ThemesFound) -> None:
    for name in (Text(fr="x" * 121, en="Cases"), Text(fr="Cas", en="x" * 10_000)):
        with pytest.raises(DecisionImpossible, match="at most 120 characters"):
            decide(found, Rename(theme=1, name=name))


@pytest.mark.parametrize(
    ("done", "undone", "field"),
    [
        (Dismiss(theme=1), Restore(theme=1), "dismissed"),
        (Lock(theme=1), Unlock(theme=1), "locked"),
    ],
)
def test_a_theme_is_dismissed_or_locked_until_that_is_taken_back(
    found: ThemesFound, done: Decision, undone: Decision, field: str
) -> None:
    after = decide(found, done)

    assert getattr(theme(after, 1), field)
    assert decide(after, undone) == found


def test_a_merged_theme_is_in_the_other_with_its_ideas_and_quotes(found: ThemesFound) -> None:
    after = decide(found, Merge(theme=1, into=2))

    assert places(after) == {1: 2, 2: 2, 3: 2, 4: 2, 5: 2, 6: None}
    (both,) = after.themes
    assert (both.number, both.respondents, both.ideas) == (2, 5, 5)
    assert set(both.quotes) == {0, 1, 2, 3, 4}
    assert [mention(after, person).pinned for person in (1, 2, 3, 4)] == [True] * 3 + [False]
    assert after.next_number == found.next_number


def test_a_split_makes_a_theme_with_a_new_number(found: ThemesFound) -> None:
    after = decide(found, Split(theme=1, ideas=(idea(found, 2),), name=NAME))

    assert places(after)[2] == found.next_number == after.next_number - 1
    new = theme(after, found.next_number)
    assert (new.name, new.origin, new.respondents, new.quotes) == (NAME, "people", 1, (1,))
    assert theme(after, 1).quotes == (0, 2)
    assert mention(after, 2).pinned


def test_a_split_theme_is_called_by_what_its_ideas_say() -> None:
    found = layer({1: 1, 2: 1, 3: 1}, says={1: (0,), 2: (2,), 3: (2,)})

    after = decide(found, Split(theme=1, ideas=(idea(found, 2), idea(found, 3))))

    new = theme(after, found.next_number)
    assert new.label == Text(fr="word 1", en="word 1")
    assert new.words == ("word 1",)
    assert mention(after, 2).says == (0, 1, 2)


def test_an_idea_moves_into_another_theme_or_into_none(found: ThemesFound) -> None:
    into = decide(found, Move(theme=1, ideas=(idea(found, 1),), into=2))
    out = decide(into, Move(theme=2, ideas=(idea(found, 1),), into=None))

    assert places(into)[1] == 2
    assert [(t.number, t.respondents) for t in into.themes] == [(2, 3), (1, 2)]
    assert (mention(out, 1).theme, mention(out, 1).unsure) == (None, "moved")
    assert mention(out, 1).pinned
    assert [each.unsure for each in out.read] == [1, 0, 0, 0, 0, 1]


def test_an_idea_in_no_theme_is_put_into_one_and_so_comes_back(found: ThemesFound) -> None:
    out = decide(found, Move(theme=1, ideas=(idea(found, 1),), into=None))
    back = decide(out, Add(theme=1, ideas=(idea(found, 1),)))

    assert places(back) == places(found)
    assert (mention(back, 1).unsure, mention(back, 1).pinned) == (None, True)
    with pytest.raises(DecisionImpossible, match="in a theme already"):
        decide(back, Add(theme=2, ideas=(idea(found, 1),)))


def test_a_need_does_not_vanish_in_a_theme_that_was_dismissed(found: ThemesFound) -> None:
    dismissed = decide(found, Dismiss(theme=2))

    with pytest.raises(DecisionImpossible, match="Theme 2 was dismissed"):
        decide(dismissed, Merge(theme=1, into=2))
    both = decide(decide(dismissed, Dismiss(theme=1)), Merge(theme=1, into=2))
    assert [t.number for t in both.themes] == [2]


def test_words_that_both_themes_are_told_by_are_said_after_a_move() -> None:
    found = layer({1: 1, 2: 1, 3: 2}, says={1: (0, 2), 2: (), 3: (0,)})
    first = msgspec.structs.replace(theme(found, 1), words=("Shared",))
    other = msgspec.structs.replace(theme(found, 2), words=("else", "shared"))
    found = msgspec.structs.replace(found, themes=(first, other))

    after = decide(found, Move(theme=1, ideas=(idea(found, 1),), into=2))

    assert mention(after, 1).says == (3,)


def test_a_theme_whose_last_idea_is_moved_is_gone_unless_it_was_named(found: ThemesFound) -> None:
    all_of_it = Move(theme=2, ideas=(idea(found, 4), idea(found, 5)), into=1)
    named = decide(found, Rename(theme=2, name=NAME))

    assert [t.number for t in decide(found, all_of_it).themes] == [1]
    assert [(t.number, t.ideas) for t in decide(named, all_of_it).themes] == [(1, 5), (2, 0)]


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (Rename(theme=9, name=NAME), "There is no theme 9"),
        (Rename(theme=1, name=Text(fr="Rythme", en="x" * 121)), "at most 120 characters"),
        (Merge(theme=1, into=1), "into itself"),
        (Merge(theme=1, into=9), "There is no theme 9"),
        (Split(theme=1, ideas=()), "No idea"),
        (Split(theme=1, ideas=("0" * 16,)), "0000000000000000 is not in theme 1"),
        (Move(theme=1, ideas=("0" * 16,), into=1), "in theme 1 already"),
        (Move(theme=1, ideas=("0" * 16,), into=2), "is not in theme 1"),
        (Move(theme=1, ideas=("0" * 16,), into=9), "There is no theme 9"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    found: ThemesFound, decision: Decision, sentence: str
) -> None:
    with pytest.raises(DecisionImpossible, match=sentence):
        decide(found, decision)


def test_an_idea_of_another_theme_is_refused(found: ThemesFound) -> None:
    with pytest.raises(DecisionImpossible, match="not in theme 1"):
        decide(found, Move(theme=1, ideas=(idea(found, 4),), into=None))


def test_taking_all_ideas_out_is_no_split(found: ThemesFound) -> None:
    every = tuple(idea(found, person) for person in (1, 2, 3))

    with pytest.raises(DecisionImpossible, match="all ideas of theme 1"):
        decide(found, Split(theme=1, ideas=every))


def test_a_locked_theme_is_unlocked_before_it_is_merged_away(found: ThemesFound) -> None:
    with pytest.raises(DecisionImpossible, match="locked"):
        decide(decide(found, Lock(theme=1)), Merge(theme=1, into=2))


def test_a_proposal_keeps_what_people_decided_after_it_was_made(found: ThemesFound) -> None:
    proposed = layer({1: 3, 2: 1, 3: 2, 4: 2, 5: 3, 6: 1}, next_number=3)
    now = decide(found, Rename(theme=2, name=NAME))
    now = decide(now, Move(theme=1, ideas=(idea(found, 1),), into=2))
    now = msgspec.structs.replace(now, next_number=4)

    after = held(proposed, now)

    assert places(after) == {1: 2, 2: 1, 3: 2, 4: 2, 5: 3, 6: 1}
    assert mention(after, 1).pinned
    assert theme(after, 2).name == NAME
    assert (theme(after, 2).respondents, after.next_number) == (3, 4)


def test_a_theme_merged_away_since_does_not_come_back_with_a_proposal(found: ThemesFound) -> None:
    proposed = layer({1: 1, 2: 1, 3: 3, 4: 2, 5: 1, 6: 1}, next_number=3)
    now = decide(found, Merge(theme=1, into=2))
    now = msgspec.structs.replace(now, next_number=4)

    after = held(proposed, now)

    assert places(after) == {1: 2, 2: 2, 3: 2, 4: 2, 5: 2, 6: None}
    assert [t.number for t in after.themes] == [2]


def test_a_theme_locked_since_neither_gains_nor_loses_by_a_proposal(found: ThemesFound) -> None:
    proposed = layer({1: 1, 2: 1, 3: 2, 4: 1, 5: 2, 6: 1}, next_number=3)

    after = held(proposed, decide(found, Lock(theme=1)))

    assert places(after) == places(found)


def test_a_theme_split_since_is_in_the_proposal_too(found: ThemesFound) -> None:
    proposed = layer({1: 1, 2: 1, 3: 1, 4: 3, 5: 3, 6: None}, next_number=3)
    now = decide(
        msgspec.structs.replace(found, next_number=4), Split(theme=1, ideas=(idea(found, 1),))
    )

    after = held(proposed, now)

    assert places(after) == {1: 4, 2: 1, 3: 1, 4: 3, 5: 3, 6: None}
    assert theme(after, 4).quotes == (0,)
    assert after.next_number == 5


def test_a_theme_split_and_merged_back_since_is_not_in_the_proposal_held_at_each_step(
    found: ThemesFound,
) -> None:
    proposed = layer({1: 1, 2: 1, 3: 1, 4: 3, 5: 3, 6: None}, next_number=3)
    split = decide(
        msgspec.structs.replace(found, next_number=4),
        Split(theme=1, ideas=(idea(found, 1),), name=NAME),
    )
    once = msgspec.structs.replace(held(proposed, split), next_number=3)

    after = held(once, decide(split, Merge(theme=4, into=1)))

    assert places(after) == {1: 1, 2: 1, 3: 1, 4: 3, 5: 3, 6: None}
    assert {t.number for t in after.themes} == {1, 3}
