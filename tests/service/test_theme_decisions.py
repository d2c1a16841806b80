"""What people decide of themes is stored with its effect, and no proposal overrides it."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from analysis.themes.decide import DecisionImpossible
from analysis.themes.decisions import (
    Decision,
    Discard,
    Dismiss,
    Lock,
    Merge,
    Move,
    Part,
    Rename,
    Restore,
    Split,
    Unlock,
)
from analysis.themes.packed import packed
from analysis.themes.results import Alarm, Mention, Theme, ThemesFound, Watch
from service.store import theme_decisions
from service.store.database import Database
from service.store.load import load
from service.store.theme_decisions import DecisionTaken, NothingProposed
from service.store.theme_layers import (
    proposed,
    replace_layer,
    standing,
    version,
    watch,
)
from surveys.submissions import day_ordered_id
from surveys.texts import Text
from tests.factories import NOON, make_accepted, make_bundle, make_searched
from tests.service.searches import keep_search

AT = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)
MEALS = Rename(theme=2, name=Text(fr="Les repas", en="Meals"))
WRITERS = tuple(day_ordered_id(NOON.date(), bytes(9) + bytes([number])) for number in range(8))


def layer(places: tuple[int | None, ...], *, next_number: int = 4) -> ThemesFound:
    """One idea of each writer in the theme of its place; themes have distinct labels."""
    mentions = tuple(
        Mention(
            theme=theme,
            submission_id=writer,
            question="needs_next",
            start=0,
            end=24,
            language="fr",
            says=(),
            unsure=None if theme else "far",
        )
        for writer, theme in zip(WRITERS, places, strict=True)
    )
    numbers = sorted({theme for theme in places if theme}, key=lambda n: (-places.count(n), n))
    themes = tuple(
        Theme(
            number=number,
            label=Text(fr=f"Thème {number}", en=f"Theme {number}"),
            words=(),
            respondents=places.count(number),
            ideas=places.count(number),
            quotes=(places.index(number),),
            stability=0.75,
        )
        for number in numbers
    )
    return ThemesFound(
        themes=themes,
        mentions=mentions,
        read=(),
        embedder="words",
        suggestion_only=False,
        next_number=next_number,
    )


STANDING = layer((1, 1, 1, 2, 2, 2, None, None), next_number=5)
PROPOSED = layer((1, 1, 4, 2, 2, 4, 4, None), next_number=3)
"""A new theme, 4, of one idea of each of the others and one that was in none."""


@pytest.fixture
def searched(database: Database) -> Database:
    """A search has found two themes, and proposes a third."""
    submissions = tuple(
        make_accepted(
            submission_id=writer, comments={"needs_next": f"Plus de temps, la {number}e fois."}
        )
        for number, writer in enumerate(WRITERS)
    )
    load(database, make_bundle(submissions=submissions), at=NOON)
    search = make_searched(STANDING, proposed=PROPOSED)
    keep_search(database, "formation", search, at=AT)
    return database


def decide(database: Database, decision: Decision) -> None:
    theme_decisions.decide(database, "formation", decision, by="desk", at=LATER)


def layers(database: Database) -> tuple[ThemesFound, ThemesFound | None]:
    with database.cursor() as cursor:
        stands = standing(cursor, "formation")
        assert stands is not None
        return stands, proposed(cursor, "formation")


def in_themes(found: ThemesFound | None) -> list[int | None]:
    assert found is not None
    return [mention.theme for mention in found.mentions]


def test_a_decision_is_kept_with_its_effect_on_both_layers(searched: Database) -> None:
    decide(searched, MEALS)

    stands, wanted = layers(searched)
    assert wanted is not None
    for found in (stands, wanted):
        assert {theme.number: theme.name for theme in found.themes}[2] == MEALS.name
    assert in_themes(stands) == in_themes(STANDING)
    assert in_themes(wanted) == in_themes(PROPOSED)
    with searched.cursor() as cursor:
        taken = theme_decisions.taken(cursor, "formation")
        assert taken == (DecisionTaken(1, LATER, "desk", MEALS),)
        assert theme_decisions.taken(cursor, "autre") == ()


def test_decisions_are_numbered_in_the_order_they_were_taken(searched: Database) -> None:
    idea = STANDING.mentions[0].idea
    made: tuple[Decision, ...] = (
        MEALS,
        Move(theme=1, ideas=(idea,), into=2),
        Dismiss(theme=1),
        Lock(theme=2),
    )
    for decision in made:
        decide(searched, decision)

    with searched.cursor() as cursor:
        taken = theme_decisions.taken(cursor, "formation")
    assert [(each.sequence, each.decision) for each in taken] == list(enumerate(made, start=1))


def rising(database: Database, *themes: int) -> None:
    """The search raised an alarm on each of these themes."""
    alarms = tuple(
        Alarm(
            theme=theme,
            cohort="cohorte-1",
            kind="growing",
            p=0.01 * theme,
            people=3,
            of=8,
            people_before=0,
            of_before=8,
        )
        for theme in themes
    )
    watched = Watch(cohort="cohorte-1", looks=1, of=8, alarms=alarms)
    search = make_searched(STANDING, proposed=PROPOSED, watch=watched)
    keep_search(database, "formation", search, at=AT)


def alarms(database: Database) -> list[int]:
    """Return the themes on which there is an alarm."""
    with database.cursor() as cursor:
        watched = watch(cursor, "formation")
    assert watched is not None
    return [alarm.theme for alarm in watched.alarms]


def test_a_theme_that_rises_keeps_its_alarm_in_the_theme_it_is_merged_into(
    searched: Database,
) -> None:
    rising(searched, 1, 4)
    decide(searched, Merge(theme=1, into=2))

    assert alarms(searched) == [2, 4]  # most of what is proposed as theme 4 is not pinned
    decide(searched, Dismiss(theme=2))
    decide(searched, Restore(theme=2))
    assert alarms(searched) == [2, 4]


def test_an_alarm_goes_where_an_accepted_proposal_puts_most_of_its_ideas(
    searched: Database,
) -> None:
    rising(searched, 2, 4)
    merged = layer((1, 1, 1, 4, 4, 2, 4, None), next_number=3)
    with searched.transaction() as cursor:
        replace_layer(cursor, "formation", "proposed", packed(merged), at=AT)

    theme_decisions.accept(searched, "formation", by="desk", at=LATER)

    assert alarms(searched) == [4]


def test_what_cannot_be_decided_leaves_no_trace(searched: Database) -> None:
    before = layers(searched)
    for wrong in (Rename(theme=9, name=None), Merge(theme=1, into=1)):
        with pytest.raises(DecisionImpossible):
            decide(searched, wrong)

    assert layers(searched) == before
    with searched.cursor() as cursor:
        assert theme_decisions.taken(cursor, "formation") == ()


@pytest.mark.parametrize("number", [0, -1, 2**31, 2**63, 10**50])
def test_a_theme_of_no_number_that_a_file_holds_is_not_there(
    searched: Database, number: int
) -> None:
    idea = STANDING.mentions[0].idea
    for decision in (
        Move(theme=number, ideas=(idea,), into=1),
        Move(theme=1, ideas=(idea,), into=number),
        Merge(theme=number, into=1),
        Merge(theme=1, into=number),
        Split(theme=number, ideas=("\0", "é")),
        Lock(theme=number),
    ):
        with pytest.raises(DecisionImpossible, match=f"no theme {number}:"):
            decide(searched, decision)


def test_nothing_can_be_decided_before_a_search(database: Database) -> None:
    with pytest.raises(DecisionImpossible, match="no themes yet"):
        decide(database, MEALS)


def test_what_is_proposed_stands_once_it_is_accepted(searched: Database) -> None:
    accepted = theme_decisions.accept(searched, "formation", by="desk", at=LATER)

    stands, wanted = layers(searched)
    assert stands == accepted
    assert in_themes(stands) == in_themes(PROPOSED)
    assert stands.next_number == 5
    assert wanted is None
    with pytest.raises(NothingProposed, match="Nothing is proposed"):
        theme_decisions.accept(searched, "formation", by="desk", at=LATER)


def test_what_is_discarded_is_gone_and_its_number_is_not_given_again(searched: Database) -> None:
    theme_decisions.discard(searched, "formation", by="desk", at=LATER)

    assert layers(searched) == (STANDING, None)
    assert STANDING.next_number == 5
    with pytest.raises(NothingProposed):
        theme_decisions.discard(searched, "formation", by="desk", at=LATER)


def test_what_is_discarded_is_remembered_with_who_left_it(searched: Database) -> None:
    theme_decisions.discard(searched, "formation", by="desk", at=LATER)

    with searched.cursor() as cursor:
        (event,) = theme_decisions.taken(cursor, "formation")
        assert theme_decisions.discards(cursor, "formation") == (event.decision,)
        assert theme_decisions.discards(cursor, "autre") == ()
    ideas = tuple(STANDING.mentions[place].idea for place in (2, 5, 6))
    part = Part(source=None, into=None, ideas=ideas, people=3)
    assert event == DecisionTaken(1, LATER, "desk", Discard(parts=(part,)))


def test_accepting_overrides_nothing_that_was_decided_since(searched: Database) -> None:
    pinned, other = STANDING.mentions[2].idea, STANDING.mentions[5].idea
    decide(searched, Move(theme=1, ideas=(pinned,), into=2))
    decide(searched, MEALS)
    decide(searched, Dismiss(theme=1))
    decide(searched, Split(theme=2, ideas=(other,), name=None))

    accepted = theme_decisions.accept(searched, "formation", by="desk", at=LATER)

    assert in_themes(accepted) == [1, 1, 2, 2, 2, 5, 4, None]
    themes = {theme.number: theme for theme in accepted.themes}
    assert themes[2].name == MEALS.name
    assert themes[1].dismissed
    assert themes[5].origin == "people"
    assert accepted.next_number == 6


def test_a_split_that_was_taken_back_leaves_nothing_in_what_is_proposed(
    searched: Database,
) -> None:
    idea = STANDING.mentions[0].idea
    decide(searched, Split(theme=1, ideas=(idea,), name=None))
    decide(searched, Merge(theme=5, into=1))

    accepted = theme_decisions.accept(searched, "formation", by="desk", at=LATER)

    assert {theme.number for theme in accepted.themes} == {1, 2, 4}
    assert accepted.mentions[0].theme == 1


def test_decisions_and_acceptance_are_seen_by_a_search_that_runs(searched: Database) -> None:
    with searched.cursor() as cursor:
        versions = [version(cursor, "formation")]
        decide(searched, MEALS)
        versions.append(version(cursor, "formation"))
        theme_decisions.accept(searched, "formation", by="desk", at=LATER)
        versions.append(version(cursor, "formation"))
        assert version(cursor, "autre") is None

    assert len({each for each in versions if each}) == 3


def test_a_name_is_kept_with_all_its_signs(searched: Database) -> None:
    name = Text(fr="« L’après-midi » : 🙂 'quotes' \\", en='{} "$name" <b>')
    decide(searched, Rename(theme=1, name=name))

    stands, _ = layers(searched)
    assert {theme.number: theme.name for theme in stands.themes}[1] == name
    assert replace(MEALS, name=name).name == name


def test_the_same_words_of_others_go_where_a_listed_idea_goes(database: Database) -> None:
    said = ("Plus de temps pour tout.", "PLUS DE TEMPS pour tout.", "Un repas chaud, le midi.")
    submissions = tuple(
        make_accepted(submission_id=writer, comments={"needs_next": said[number % 3]})
        for number, writer in enumerate(WRITERS)
    )
    load(database, make_bundle(submissions=submissions), at=NOON)
    keep_search(database, "formation", make_searched(layer((1,) * 6 + (2, 2))), at=AT)

    first = layer((1,) * 6 + (2, 2)).mentions[0].idea
    decide(database, Split(theme=1, ideas=(first,)))
    stands, _ = layers(database)
    assert in_themes(stands) == [4, 4, 1, 4, 4, 1, 2, 2]


def rows(database: Database) -> dict[tuple[object, ...], int]:
    """Return the row of each idea in the file, by what is stored of it: rows do not move."""
    with database.cursor() as cursor:
        found = cursor.execute(
            "select rowid, layer, submission_id, theme, quote, unsure, pinned from mentions"
        ).fetchall()
    return {tuple(row[1:]): row[0] for row in found}


@pytest.mark.parametrize(
    "decision",
    [MEALS, Rename(theme=1, name=None), Dismiss(theme=1), Restore(theme=1), Unlock(theme=2)],
)
def test_what_is_told_of_a_theme_writes_no_idea(searched: Database, decision: Decision) -> None:
    before = rows(searched)

    decide(searched, decision)

    assert rows(searched) == before


def test_a_move_writes_only_what_it_changes(searched: Database) -> None:
    before = rows(searched)

    decide(searched, Move(theme=1, ideas=(STANDING.mentions[1].idea,), into=2))

    after = rows(searched)
    there = {(layer, person): row for (layer, person, *_), row in before.items()}
    written = {person for (_, person, *_), row in after.items() if row not in set(there.values())}
    quotes = {person for _, person, _, quote, *_ in after if quote}
    assert WRITERS[1] in written <= quotes | {WRITERS[1]}
    assert WRITERS[7] not in written
    stands, _ = layers(searched)
    assert in_themes(stands) == [1, 2, 1, 2, 2, 2, None, None]
    assert [m.submission_id for m in stands.mentions] == list(WRITERS)


def test_a_lock_keeps_what_is_proposed_from_changing_its_theme(searched: Database) -> None:
    decide(searched, Lock(theme=1))

    _, wanted = layers(searched)
    assert in_themes(wanted) == [1, 1, 1, 2, 2, 4, 4, None]


def test_a_theme_that_is_proposed_to_end_stays_once_it_has_a_name(database: Database) -> None:
    keep_search(database, "formation", make_searched(STANDING, proposed=layer((1,) * 8)), at=AT)
    decide(database, MEALS)

    _, wanted = layers(database)
    assert wanted is not None
    assert [(each.number, each.name, each.ideas) for each in wanted.themes] == [
        (1, None, 8),
        (2, MEALS.name, 0),
    ]

    decide(database, Rename(theme=2, name=None))

    stands, wanted = layers(database)
    assert [each.number for each in stands.themes] == [1, 2]
    assert wanted is not None
    assert [each.number for each in wanted.themes] == [1]


def test_a_theme_without_ideas_is_forgotten_once_nothing_is_decided_of_it(
    database: Database,
) -> None:
    empty = replace(STANDING.themes[0], number=3, ideas=0, respondents=0, quotes=(), dismissed=True)
    stands = replace(STANDING, themes=(*STANDING.themes, empty))
    keep_search(database, "formation", make_searched(stands), at=AT)
    decide(database, Lock(theme=3))
    decide(database, Restore(theme=3))
    assert [each.number for each in layers(database)[0].themes] == [1, 2, 3]

    decide(database, Unlock(theme=3))

    assert [each.number for each in layers(database)[0].themes] == [1, 2]
