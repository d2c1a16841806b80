from collections.abc import Sequence

import msgspec
import pytest

from analysis.inputs import Comment
from analysis.themes.decide import decide
from analysis.themes.decisions import Dismiss
from analysis.themes.discarded import discarded
from analysis.themes.results import Searched, ThemesFound, Watch
from analysis.themes.search import Search, search
from tests.analysis.themes.arrivals import FOLLOW_UP, ROOM, BySubject, theme_of
from tests.analysis.themes.comments import EXAMPLES, PACE, comment

COHORTS = (
    ("spring", frozenset({"spring-end"})),
    ("autumn", frozenset({"autumn-end", "autumn-later"})),
    ("winter", frozenset({"winter-end"})),
)


def said(texts: Sequence[str], *, first: int, survey: str) -> list[Comment]:
    return [comment(n, text, survey=survey) for n, text in enumerate(texts, start=first)]


BEFORE = [
    *said([*EXAMPLES, *PACE[:3]], first=1, survey="spring-end"),
    *said([*EXAMPLES[:10], *PACE[3:6], *ROOM[:3]], first=101, survey="autumn-end"),
]
MANY_ON_PACE = said([*PACE, "Un café"], first=201, survey="winter-end")
MANY_ON_FOLLOW_UP = said([*FOLLOW_UP, *EXAMPLES[:3]], first=301, survey="winter-end")


def searched(
    comments: Sequence[Comment],
    standing: ThemesFound | None,
    watch: Watch | None = None,
    proposed: ThemesFound | None = None,
) -> Searched:
    asked = Search(comments, COHORTS, standing=standing, watch=watch, proposed=proposed)
    return search(asked, embedder=BySubject())


@pytest.fixture(scope="module")
def stands() -> ThemesFound:
    return searched(BEFORE, None).standing


@pytest.fixture(scope="module")
def risen(stands: ThemesFound) -> Searched:
    """Many of the latest cohort ask for what nobody had asked for."""
    return searched([*BEFORE, *MANY_ON_FOLLOW_UP], stands)


def test_nothing_rises_where_there_is_one_cohort() -> None:
    assert searched(BEFORE[:16], None).watch is None


def test_a_theme_that_more_of_the_latest_cohort_mention_raises_an_alarm(
    stands: ThemesFound,
) -> None:
    pace = theme_of(stands, 14)

    result = searched([*BEFORE, *MANY_ON_PACE], stands)

    watch = result.watch
    assert watch is not None
    assert (watch.cohort, watch.looks, watch.of) == ("winter", 1, 14)
    (alarm,) = watch.alarms
    assert (alarm.theme, alarm.kind) == (pace, "growing")
    mention_it = {m.submission_id.int for m in result.standing.mentions if m.theme == pace}
    before = sum(person < 200 for person in mention_it)
    assert (alarm.people, alarm.of) == (13, 14)
    assert (alarm.people_before, alarm.of_before) == (before, 32)


def test_the_first_search_looks_too() -> None:
    result = searched([*BEFORE, *MANY_ON_PACE], None)

    assert result.watch is not None
    assert len(result.watch.alarms) == 1


def test_what_rises_and_is_no_theme_is_proposed_as_one(
    stands: ThemesFound, risen: Searched
) -> None:
    assert risen.watch is not None
    assert risen.proposed is not None
    (alarm,) = risen.watch.alarms

    assert alarm.theme >= stands.next_number
    assert (alarm.kind, alarm.people, alarm.people_before) == ("new", 8, 0)
    assert {theme_of(risen.proposed, 301 + n) for n in range(8)} == {alarm.theme}
    assert {theme_of(risen.standing, 301 + n) for n in range(8)} == {None}


def test_a_look_is_spent_only_where_half_as_many_again_wrote_since(risen: Searched) -> None:
    comments = [*BEFORE, *MANY_ON_FOLLOW_UP]
    watches = [
        searched([*comments, *more], risen.standing, risen.watch, risen.proposed).watch
        for more in (
            [],
            said(EXAMPLES[3:7], first=401, survey="winter-end"),
            said(EXAMPLES[3:9], first=401, survey="winter-end"),
        )
    ]

    assert [(watch.looks, watch.of) for watch in watches if watch] == [(1, 11), (1, 11), (2, 17)]
    assert all(watch and watch.alarms for watch in watches)


def test_a_rise_whose_theme_was_discarded_is_not_told_again(risen: Searched) -> None:
    assert risen.proposed is not None
    left = discarded(risen.standing, risen.proposed)
    after = search(
        Search(
            [*BEFORE, *MANY_ON_FOLLOW_UP],
            COHORTS,
            standing=risen.standing,
            watch=risen.watch,
            discarded=(left,),
        ),
        embedder=BySubject(),
    )

    assert after.proposed is None
    assert after.watch == Watch(cohort="winter", looks=1, of=11, alarms=())


def test_an_alarm_stays_though_the_next_look_is_less_sure(risen: Searched) -> None:
    others = said([*EXAMPLES, *PACE] * 12, first=501, survey="winter-end")

    after = searched(
        [*BEFORE, *MANY_ON_FOLLOW_UP, *others], risen.standing, risen.watch, risen.proposed
    )

    assert after.watch is not None
    assert after.proposed is not None
    kept = [alarm for alarm in after.watch.alarms if alarm.of == 11]
    assert [alarm.people for alarm in kept] == [8]
    assert {theme_of(after.proposed, 301 + n) for n in range(8)} == {kept[0].theme}


def test_an_alarm_of_another_cohort_is_forgotten_with_the_next(
    risen: Searched,
) -> None:
    cohorts = (*COHORTS, ("summer", frozenset({"summer-end"})))
    comments = [*BEFORE, *MANY_ON_FOLLOW_UP, comment(900, "Un café", survey="summer-end")]

    asked = Search(comments, cohorts, standing=risen.standing, watch=risen.watch)
    watch = search(asked, embedder=BySubject()).watch

    assert watch == Watch(cohort="summer", looks=0, of=0, alarms=())


def test_what_people_dismissed_raises_no_alarm(stands: ThemesFound) -> None:
    pace = theme_of(stands, 14)
    assert pace is not None

    watch = searched([*BEFORE, *MANY_ON_PACE], decide(stands, Dismiss(theme=pace))).watch

    assert watch is not None
    assert watch.alarms == ()


def test_many_voices_are_looked_at_through_some_of_them(
    monkeypatch: pytest.MonkeyPatch, stands: ThemesFound
) -> None:
    monkeypatch.setattr("analysis.themes.watch.FITTED", 36)

    watch = searched([*BEFORE, *MANY_ON_PACE], stands).watch

    assert watch is not None
    (alarm,) = watch.alarms
    assert (alarm.people, alarm.of, alarm.of_before) == (13, 14, 32)


def test_the_order_of_comments_makes_no_difference(stands: ThemesFound, risen: Searched) -> None:
    again = searched([*reversed(MANY_ON_FOLLOW_UP), *reversed(BEFORE)], stands)

    assert msgspec.json.encode(again) == msgspec.json.encode(risen)
