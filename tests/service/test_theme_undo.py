"""Anything decided of themes can be taken back, and then all is as it was."""

import random
from collections.abc import Mapping
from datetime import timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analysis.themes.decide import DecisionImpossible, decide
from analysis.themes.decision_log import in_force
from analysis.themes.decisions import (
    Accept,
    Add,
    Confirm,
    Decision,
    Discard,
    Dismiss,
    Event,
    Lock,
    Merge,
    Move,
    Rename,
    Split,
    Undo,
)
from analysis.themes.effects import Effect, Wording, effect_of, wording_of
from analysis.themes.recount import recounted
from analysis.themes.results import Alarm, ThemesFound, Watch
from analysis.themes.undo import undone
from service.store import theme_decisions
from service.store.database import Database
from service.store.theme_effects import effects, kept_effects
from service.store.theme_layers import forget_read, proposed, standing, watch
from service.store.theme_undo import undo
from surveys.texts import Text
from tests.benchmarks.decisions_at_random import any_decision
from tests.factories import make_searched
from tests.service.searches import keep_search
from tests.service.test_theme_decisions import (
    AT,
    LATER,
    MEALS,
    PROPOSED,
    STANDING,
    searched,
)

__all__ = ["searched"]

IDEAS = [mention.idea for mention in STANDING.mentions]
UNDOS = 0.3
SPLIT = Split(theme=1, ideas=(IDEAS[0],), name=None)


def take(database: Database, *decisions: Decision) -> None:
    for decision in decisions:
        theme_decisions.decide(database, "formation", decision, by="desk", at=LATER)


def take_back(database: Database, *sequences: int) -> None:
    for sequence in sequences:
        undo(database, "formation", sequence, by="desk", at=LATER)


class Now(msgspec.Struct, frozen=True):
    stands: ThemesFound
    wanted: ThemesFound | None
    raised: Watch | None


def now(database: Database) -> Now:
    """All that decisions concern, but for numbers, which are never given twice."""
    with database.cursor() as cursor:
        stands, wanted = standing(cursor, "formation"), proposed(cursor, "formation")
        assert stands is not None
        return Now(_unnumbered(stands), wanted and _unnumbered(wanted), watch(cursor, "formation"))


def _unnumbered(found: ThemesFound) -> ThemesFound:
    return msgspec.structs.replace(found, next_number=0)


def log(database: Database) -> dict[int, Event]:
    with database.cursor() as cursor:
        taken = theme_decisions.taken(cursor, "formation")
    return {each.sequence: each.decision for each in taken}


def replayed(found: ThemesFound, events: Mapping[int, Event]) -> ThemesFound:
    """What stands after events, from what a search found and from nothing else."""
    kept: dict[int, tuple[Effect, Wording]] = {}
    for sequence, event in sorted(events.items()):
        before = found
        if isinstance(event, Undo):
            if event.sequence not in kept:
                continue  # of a proposal that was left
            found = undone(found, *kept[event.sequence])
        elif not isinstance(event, Discard | Accept):
            found = decide(found, event)
        else:
            continue
        kept[sequence] = (effect_of(before, found), wording_of(before, found))
    return found


@pytest.mark.parametrize(
    "decision",
    [
        MEALS,
        Merge(theme=1, into=2),
        SPLIT,
        Move(theme=2, ideas=tuple(IDEAS[3:6]), into=1),
        Move(theme=1, ideas=(IDEAS[0],), into=None),
        Add(theme=2, ideas=(IDEAS[7],)),
        Dismiss(theme=1),
        Confirm(theme=2),
        Lock(theme=2),
    ],
    ids=repr,
)
def test_a_decision_that_is_undone_leaves_both_layers_as_they_were(
    searched: Database, decision: Decision
) -> None:
    before = now(searched)

    take(searched, decision)
    assert now(searched) != before
    take_back(searched, 1)

    assert now(searched) == before
    assert log(searched) == {1: decision, 2: Undo(sequence=1)}


def test_an_undo_is_undone_too(searched: Database) -> None:
    take(searched, SPLIT)
    split = now(searched)

    take_back(searched, 1, 2)

    assert now(searched) == split
    with pytest.raises(DecisionImpossible, match="2 was undone already"):
        take_back(searched, 2)


def test_an_accepted_proposal_is_undone_whole(searched: Database) -> None:
    before = now(searched)
    theme_decisions.accept(searched, "formation", by="desk", at=LATER)
    assert isinstance(log(searched)[1], Accept)

    take_back(searched, 1)

    assert now(searched).stands == before.stands


def test_what_was_left_may_be_proposed_again_once_that_is_undone(searched: Database) -> None:
    theme_decisions.discard(searched, "formation", by="desk", at=LATER)
    with searched.cursor() as cursor:
        assert len(theme_decisions.discards(cursor, "formation")) == 1

    take_back(searched, 1)

    with searched.cursor() as cursor:
        assert theme_decisions.discards(cursor, "formation") == ()


@pytest.mark.parametrize(
    ("decisions", "first"),
    [
        ([MEALS, Rename(theme=2, name=None)], 2),  # the same name
        ([SPLIT, Confirm(theme=5)], 2),  # what the first made
        ([Rename(theme=2, name=Text(fr="a", en="b")), Merge(theme=2, into=1)], 2),  # gone
        ([Move(theme=1, ideas=(IDEAS[0],), into=2), Merge(theme=2, into=1)], 2),
        ([SPLIT, Move(theme=5, ideas=(IDEAS[0],), into=2), Dismiss(theme=1)], 2),  # that idea
    ],
)
def test_what_others_stand_on_says_which_to_undo_first(
    searched: Database, decisions: list[Decision], first: int
) -> None:
    take(searched, *decisions)
    before = now(searched)

    with pytest.raises(DecisionImpossible, match=f"Decision {first} stands on decision 1:"):
        take_back(searched, 1)

    assert now(searched) == before
    take_back(searched, first, 1)


def test_what_nothing_stands_on_is_undone_out_of_order(searched: Database) -> None:
    take(searched, SPLIT, MEALS, Move(theme=2, ideas=(IDEAS[3],), into=1))

    take_back(searched, 1)

    stands = now(searched).stands
    assert [mention.theme for mention in stands.mentions] == [1, 1, 1, 1, 2, 2, None, None]
    assert next(t.name for t in stands.themes if t.number == 2) == MEALS.name


def test_a_need_stays_one_through_merges_and_what_is_split_off_is_undecided(
    searched: Database,
) -> None:
    take(searched, Confirm(theme=1), SPLIT, Merge(theme=1, into=2))

    stands = now(searched).stands
    assert {theme.number: theme.confirmed for theme in stands.themes} == {2: True, 5: False}
    take_back(searched, 3)
    stands = now(searched).stands
    assert {theme.number: theme.confirmed for theme in stands.themes} == {
        1: True,
        2: False,
        5: False,
    }


def test_a_decision_is_undone_after_a_search_found_more(searched: Database) -> None:
    """What was put since into a theme that a split made goes back with the rest."""
    take(searched, SPLIT)
    with searched.cursor() as cursor:
        stands = standing(cursor, "formation")
    assert stands is not None
    arrived = msgspec.structs.replace(
        stands,
        mentions=tuple(
            msgspec.structs.replace(m, theme=5, unsure=None) if m.idea == IDEAS[7] else m
            for m in stands.mentions
        ),
    )
    keep_search(searched, "formation", make_searched(arrived), at=LATER)

    take_back(searched, 1)

    stands = now(searched).stands
    assert [m.theme for m in stands.mentions] == [1, 1, 1, 2, 2, 2, None, 1]
    assert {theme.number for theme in stands.themes} == {1, 2}


def test_a_theme_comes_back_by_other_words_once_its_own_are_forgotten(searched: Database) -> None:
    take(searched, Confirm(theme=1), Merge(theme=1, into=2))
    with searched.cursor() as cursor:
        stands = standing(cursor, "formation")
    assert stands is not None
    keep_search(searched, "formation", make_searched(stands), at=LATER)
    with searched.cursor() as cursor:
        assert kept_effects(cursor, "formation", 2)["standing"].wording is None

    take_back(searched, 2)

    stands = now(searched).stands
    assert [m.theme for m in stands.mentions] == [1, 1, 1, 2, 2, 2, None, None]
    assert {theme.number: theme.confirmed for theme in stands.themes} == {1: True, 2: False}


def test_a_proposal_made_since_that_rests_on_a_decision_is_withdrawn_with_it(
    searched: Database,
) -> None:
    take(searched, SPLIT, MEALS)
    with searched.cursor() as cursor:
        stands = standing(cursor, "formation")
    assert stands is not None
    search = make_searched(stands, proposed=stands)
    keep_search(searched, "formation", search, at=LATER)

    take_back(searched, 2)  # a name rests on no proposal
    wanted = now(searched).wanted
    assert wanted is not None
    assert [t.name for t in wanted.themes if t.number == 2] == [None]

    take_back(searched, 1)
    assert now(searched).wanted is None


def test_an_alarm_is_where_it_was_raised_again(searched: Database) -> None:
    raised = Watch(
        cohort="automne",
        looks=1,
        of=8,
        alarms=(
            Alarm(
                theme=1, cohort="automne", kind="new", p=0.01, people=3, of=8, people_before=0,
                of_before=9,
            ),
        ),
    )  # fmt: skip
    keep_search(searched, "formation", make_searched(STANDING, watch=raised), at=AT)
    take(searched, Merge(theme=1, into=2))
    assert now(searched).raised != raised

    take_back(searched, 1)

    assert now(searched).raised == raised


def test_the_same_words_that_followed_an_idea_go_back_with_it(searched: Database) -> None:
    with searched.transaction() as cursor:
        cursor.execute(
            "update comments set text = 'Plus de temps, la 0e fois.' where submission_id = ?",
            [STANDING.mentions[7].submission_id],
        )
    take(searched, Move(theme=1, ideas=(IDEAS[0],), into=2))
    with searched.cursor() as cursor:
        stands = standing(cursor, "formation")
    assert stands is not None
    followed = msgspec.structs.replace(
        stands,
        mentions=tuple(
            msgspec.structs.replace(m, theme=2, unsure=None, pinned=True)
            if m.idea == IDEAS[7]
            else m
            for m in stands.mentions
        ),
    )
    keep_search(searched, "formation", make_searched(followed), at=LATER)

    take_back(searched, 1)

    stands = now(searched).stands
    assert [m.theme for m in stands.mentions] == [1, 1, 1, 2, 2, 2, None, 1]
    assert not any(m.pinned for m in stands.mentions)


def test_no_word_of_anybody_stays_with_what_was_decided_once_they_erase_it(
    searched: Database,
) -> None:
    take(searched, Merge(theme=1, into=2))
    with searched.transaction() as cursor:
        assert kept_effects(cursor, "formation", 1)["standing"].wording is not None
        forget_read(cursor, [STANDING.mentions[7].submission_id])

    with searched.cursor() as cursor:
        assert {kept.wording for kept in kept_effects(cursor, "formation", 1).values()} == {None}
        assert "Thème" not in msgspec.json.encode(effects(cursor, "formation")).decode()
    take_back(searched, 1)


def test_what_is_not_there_or_was_undone_cannot_be_undone(searched: Database) -> None:
    for wrong in (0, 1, 99):
        with pytest.raises(DecisionImpossible, match=f"no decision {wrong}"):
            take_back(searched, wrong)
    with pytest.raises(DecisionImpossible, match="no themes yet"):
        undo(searched, "autre", 1, by="desk", at=LATER)


def test_what_was_decided_before_effects_were_kept_says_so(searched: Database) -> None:
    take(searched, MEALS)
    with searched.transaction() as cursor:
        cursor.execute("delete from theme_effects")

    with pytest.raises(DecisionImpossible, match="before what decisions change was kept"):
        take_back(searched, 1)


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10**6), beside=st.booleans())
def test_decisions_and_undos_in_any_order_are_replayed_and_all_can_be_taken_back(
    searched: Database, seed: int, *, beside: bool
) -> None:
    """A decision that is undone at once leaves all as it was; what others stand on is refused."""
    chance = random.Random(seed)  # noqa: S311 -- a test's
    search = make_searched(FULL, proposed=_quoted(PROPOSED) if beside else None)
    keep_search(searched, "formation", search, at=AT + timedelta(seconds=seed))
    with searched.transaction() as cursor:
        cursor.execute("delete from theme_decisions")
        cursor.execute("delete from theme_effects")
    first = now(searched)
    for _ in range(10):
        before, events = now(searched), log(searched)
        try:
            if events and chance.random() < UNDOS:
                take_back(searched, chance.choice([*events]))
            elif before.stands.themes:
                take(searched, any_decision(before.stands, chance))
                if chance.random() < UNDOS:
                    take_back(searched, max(log(searched)))
                    assert now(searched) == before
        except DecisionImpossible:
            assert now(searched) == before

    if not beside:
        assert _unquoted(replayed(FULL, log(searched))) == _unquoted(now(searched).stands)
    _take_all_back(searched)
    last = now(searched)
    assert _unquoted(last.stands) == _unquoted(first.stands)
    assert _unquoted(last.wanted) == _unquoted(first.wanted)


def _take_all_back(database: Database) -> None:
    """Undo what holds, last first: nothing that holds stands on the last."""
    events = log(database)
    for sequence in sorted(in_force(events), reverse=True):
        if not isinstance(events[sequence], Undo):
            take_back(database, sequence)


def _quoted(found: ThemesFound) -> ThemesFound:
    """Return a layer with as many quotes as decisions leave in one."""
    return recounted(found, found.themes, found.mentions)


FULL = _quoted(STANDING)


def _unquoted(found: ThemesFound | None) -> ThemesFound | None:
    """Return a layer without its quotes: their order may tell what was undone in which order."""
    if found is None:
        return None
    themes = tuple(msgspec.structs.replace(theme, quotes=()) for theme in found.themes)
    return msgspec.structs.replace(found, themes=themes, next_number=0)
