"""Both layers of themes, the watch and the decisions, stored and read back."""

import random
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from analysis.themes.packed import packed_search
from analysis.themes.results import Alarm, Mention, ReadComment, Theme, ThemesFound, Watch
from service.store import receipts, theme_layers
from service.store.database import Database
from service.store.load import load
from service.store.theme_layers import proposed, standing, watch
from service.store.themes import theme_flows, theme_ideas, theme_run
from surveys.submissions import day_ordered_id
from surveys.texts import Text
from tests.analysis.themes.layers import flows, without
from tests.analysis.themes.layers import layer as by_hand
from tests.factories import NOON, make_accepted, make_bundle, make_searched
from tests.service.searches import keep_search

AT = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
COMMENT = "Du temps pour pratiquer. Un bon repas. Des exemples."
PLACES = ((0, 24), (25, 38), (39, 52))
DRAWN = random.Random(5)  # noqa: S311
WRITERS = tuple(sorted(day_ordered_id(NOON.date(), DRAWN.randbytes(10)) for _ in range(6)))
WATCH = Watch(
    cohort="cohorte-1",
    looks=2,
    of=6,
    alarms=(
        Alarm(
            theme=4,
            cohort="cohorte-1",
            kind="new",
            p=0.0125,
            people=6,
            of=6,
            people_before=0,
            of_before=40,
        ),
    ),
)


def layer(**changes: object) -> ThemesFound:
    """Everybody speaks of time and of a lunch; what they say of examples is unsure."""
    mentions = tuple(
        Mention(
            theme=theme,
            submission_id=writer,
            question="needs_next",
            start=start,
            end=end,
            language="fr",
            says={2: (0, 2), 4: (1,), None: ()}[theme],
            unsure=None if theme else "far",
            pinned=theme == 4,
        )
        for writer in WRITERS
        for theme, (start, end) in zip((2, 4, None), PLACES, strict=True)
    )
    time = Theme(
        number=2,
        label=Text(fr="Temps", en="Time"),
        words=("temps", "pratiquer"),
        respondents=6,
        ideas=6,
        quotes=(9, 0, 3),
        stability=0.625,
    )
    lunch = replace(
        time,
        number=4,
        label=Text(fr="Repas", en="Lunch"),
        words=(),
        quotes=(1,),
        stability=None,
        coherence=0.25,
        name=Text(fr="Le dîner", en="Dinner"),
        dismissed=True,
        locked=True,
        origin="people",
    )
    empty = replace(lunch, number=3, respondents=0, ideas=0, quotes=())
    found = ThemesFound(
        themes=(time, lunch, empty),
        mentions=mentions,
        read=tuple(
            ReadComment(
                submission_id=writer,
                question="needs_next",
                ideas=3,
                unsure=1,
                praise=writer == WRITERS[2],
                spoken="mixed" if writer == WRITERS[1] else None,
            )
            for writer in WRITERS
        ),
        embedder="words",
        suggestion_only=False,
        next_number=9,
    )
    return replace(found, **changes)


def stored(database: Database) -> Database:
    submissions = tuple(
        make_accepted(submission_id=writer, comments={"needs_next": COMMENT}) for writer in WRITERS
    )
    load(database, make_bundle(submissions=submissions), at=NOON)
    return database


def test_both_layers_and_the_watch_are_read_back_as_they_were_found(database: Database) -> None:
    searched = make_searched(
        layer(), proposed=layer(next_number=11, suggestion_only=True), watch=WATCH
    )
    keep_search(stored(database), "formation", searched, at=AT)

    with database.cursor() as cursor:
        assert standing(cursor, "formation") == searched.standing
        assert proposed(cursor, "formation") == searched.proposed
        assert watch(cursor, "formation") == WATCH
        assert standing(cursor, "autre") is None


def test_a_search_that_proposes_nothing_takes_away_what_the_last_one_proposed(
    database: Database,
) -> None:
    keep_search(
        stored(database), "formation", make_searched(layer(), proposed=layer(), watch=WATCH), at=AT
    )
    keep_search(database, "formation", make_searched(layer()), at=AT)

    with database.cursor() as cursor:
        assert proposed(cursor, "formation") is None
        assert watch(cursor, "formation") is None
        assert cursor.execute("select distinct layer from mentions").fetchall() == [("standing",)]


def test_what_is_erased_is_gone_from_both_layers(database: Database) -> None:
    keep_search(stored(database), "formation", make_searched(layer(), proposed=layer()), at=AT)
    with database.transaction() as cursor:
        receipts.erase(cursor, WRITERS[0])

    with database.cursor() as cursor:
        for found in (standing(cursor, "formation"), proposed(cursor, "formation")):
            assert found is not None
            assert found == without(layer(), WRITERS[0])
            time, lunch, _ = found.themes
            assert (time.respondents, time.ideas, time.quotes) == (5, 5, (6, 0))
            assert (lunch.respondents, lunch.ideas, lunch.quotes) == (5, 5, ())


def test_pages_read_either_layer_with_what_people_decided_of_its_themes(
    database: Database,
) -> None:
    time, _, empty = layer().themes
    other = layer(themes=(time, empty))
    keep_search(
        stored(database), "formation", make_searched(layer(), proposed=other, watch=WATCH), at=AT
    )

    with database.cursor() as cursor:
        shown, suggested = (
            theme_run(cursor, "formation"),
            theme_run(cursor, "formation", "proposed"),
        )

    assert shown is not None
    assert suggested is not None
    assert [theme.number for theme in shown.themes] == [2, 3, 4]
    assert [theme.number for theme in suggested.themes] == [2, 3]
    (*_, lunch) = shown.themes
    assert lunch.name == Text(fr="Le dîner", en="Dinner")
    assert (lunch.dismissed, lunch.locked, lunch.origin) == (True, True, "people")
    assert lunch.coherence == 0.25
    assert [reading.praise for reading in shown.readings] == [1]
    assert shown.watch == WATCH


def test_the_ideas_of_a_theme_are_read_with_their_text_and_the_unsure_with_their_reason(
    database: Database,
) -> None:
    keep_search(stored(database), "formation", make_searched(layer()), at=AT)

    with database.cursor() as cursor:
        lunch = theme_ideas(cursor, "formation", 4)
        unsure = theme_ideas(cursor, "formation", None)
        nothing = theme_ideas(cursor, "formation", 4, "proposed")

    assert [idea.idea for idea in lunch] == [m.idea for m in layer().mentions if m.theme == 4]
    assert {(idea.text, idea.unsure, idea.pinned) for idea in lunch} == {
        ("Un bon repas.", None, True)
    }
    assert {(idea.text, idea.unsure) for idea in unsure} == {("Des exemples.", "far")}
    assert nothing == ()


def test_what_changed_since_it_was_read_is_in_no_theme(database: Database) -> None:
    searched = packed_search(make_searched(layer(), proposed=layer()))
    theme_layers.keep_search(stored(database), "formation", searched, at=AT, gone={WRITERS[3]})

    with database.cursor() as cursor:
        assert standing(cursor, "formation") == without(layer(), WRITERS[3])
        assert proposed(cursor, "formation") == without(layer(), WRITERS[3])


def test_a_layer_without_any_idea_is_read_back(database: Database) -> None:
    empty = layer(themes=(), mentions=(), read=())
    keep_search(database, "formation", make_searched(empty), at=AT)

    with database.cursor() as cursor:
        assert standing(cursor, "formation") == empty


@given(
    st.lists(
        st.tuples(
            st.sampled_from((None, 1, 2, 3)), st.sampled_from((None, 1, 2, 3, 4)), st.integers(0, 4)
        ),
        max_size=25,
    )
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_proposal_moves_is_counted_as_by_hand(
    database: Database, ideas: list[tuple[int | None, int | None, int]]
) -> None:
    """Each idea has its theme as it stands, the one proposed, and who of five people said it."""
    stands, wants = (
        by_hand({place: themes[which] for place, (*themes, _) in enumerate(ideas)})
        for which in (0, 1)
    )
    people = [WRITERS[person] for *_, person in ideas]
    stands, wants = (
        replace(
            found,
            mentions=tuple(
                replace(mention, submission_id=person, start=place)
                for place, (mention, person) in enumerate(zip(found.mentions, people, strict=True))
            ),
        )
        for found in (stands, wants)
    )
    keep_search(database, "formation", make_searched(stands, proposed=wants), at=AT)

    with database.cursor() as cursor:
        assert theme_flows(cursor, "formation") == flows(stands, wants)
