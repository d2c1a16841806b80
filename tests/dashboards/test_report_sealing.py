"""What goes into the snapshot of a bilan, and what never does."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from analysis.disclosure import testimonials
from analysis.disclosure.themes import ReleasedThemes, ShownQuote, ShownTheme
from analysis.inputs import Enrolled
from analysis.scores.account import Account
from analysis.scores.roster import noted_in
from dashboards.report.sealing import FEWEST_WORDS, MOST_QUOTES, Edition, Released, seal
from dashboards.report.snapshot import SealedSpread, Snapshot
from surveys.indicators import RosterIndicator
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.texts import Text

LONG = "one two three four five six seven"


def _theme(number: int, *quotes: ShownQuote, named: bool = True) -> ShownTheme:
    return ShownTheme(
        number=number,
        label=Text(f"Thème {number}", f"Theme {number}") if named else None,
        words=(),
        respondents=10 + number,
        respondents_by_cohort={},
        quotes=quotes,
        stability=None,
    )


def _quote(text: str, *, quotable: bool = True) -> ShownQuote:
    return ShownQuote(text=text, cohort="c1", language="en", quotable=quotable)


def _sealed(
    *themes: ShownTheme,
    withheld: int = 0,
    dismissed: tuple[ShownTheme, ...] = (),
    told: tuple[testimonials.Testimonial, ...] = (),
    roster: tuple[Enrolled, ...] = (),
) -> Snapshot:
    account = Account(
        programme=Programme(slug="centre", name=Text("Centre", "Centre")),
        scope="centre",
        activities=(
            Activity(slug="course", programme="centre", name=Text("Cours", "Course")),
            Activity(slug="empty", programme="centre", name=Text("Vide", "Empty")),
        ),
        cohorts=(
            Cohort(
                slug="c1",
                activity="course",
                name=Text("1", "1"),
                starts_on=date(2026, 1, 5),
                ends_on=date(2026, 3, 2),
            ),
        ),
        sessions=(
            Session(
                cohort="c1", position=1, title=Text("1", "1"), held_on=date(2026, 1, 5), minutes=60
            ),
        ),
        families=(),
        roster=roster,
        noted=noted_in(roster),
        running=frozenset(),
        facts=(),
    )
    released = Released(
        account=account,
        indicators=(RosterIndicator(code="regions", name=Text("R", "R"), measure="regions"),),
        benchmarks=(),
        notes=(),
        themes={"course": ReleasedThemes(themes, withheld, dismissed)},
        testimonials={"course": told},
        threshold=10,
    )
    return seal(released, Edition(language="en", made_on=date(2026, 11, 23), drawn_by="a test"))


def test_only_who_agreed_is_quoted_and_only_whole_sentences() -> None:
    kept = f"{LONG} agreed"
    sealed = _sealed(
        _theme(1, _quote(f"{LONG} refused", quotable=False), _quote("too short"), _quote(kept))
    )

    assert len(LONG.split()) == FEWEST_WORDS
    assert [quote.text for quote in sealed.quotes] == [kept]


def test_a_theme_is_called_as_people_call_it_and_a_dismissed_one_is_in_no_bilan() -> None:
    name = Text("Rythme", "Pace")
    named, unsaid = replace(_theme(1), name=name), replace(_theme(2, named=False), name=name)
    sealed = _sealed(named, unsaid, _theme(3), dismissed=(_theme(4, _quote(f"{LONG} four")),))

    assert [theme.label for theme in sealed.themes] == [name, name, Text("Thème 3", "Theme 3")]
    assert (sealed.themes_withheld, sealed.quotes) == (0, ())


def test_a_quote_stands_once_and_each_theme_lends_one() -> None:
    both = _quote(f"{LONG} twice")
    sealed = _sealed(_theme(1, both), _theme(2, _quote(f"{LONG} TWICE"), _quote(f"{LONG} other")))

    assert [quote.text for quote in sealed.quotes] == [f"{LONG} twice", f"{LONG} other"]


def test_an_activity_is_quoted_a_few_times_at_most() -> None:
    themes = [_theme(at, _quote(f"{LONG} {at}")) for at in range(MOST_QUOTES + 3)]

    assert len(_sealed(*themes).quotes) == MOST_QUOTES


def test_what_was_written_to_be_quoted_stands_in_place_of_quotes_own_language_first() -> None:
    told = _sealed(
        _theme(1, _quote(f"{LONG} a need")),
        told=(
            testimonials.Testimonial("c1-end", "fr", "Une vraie chance pour nous tous ici"),
            testimonials.Testimonial("c1-end", "en", "A real chance for all of us here"),
        ),
    )

    assert [quote.language for quote in told.quotes] == ["en", "fr"]
    assert not any("a need" in quote.text for quote in told.quotes)


def test_a_theme_without_a_name_counts_as_not_shown() -> None:
    sealed = _sealed(_theme(1), _theme(2, named=False), withheld=3)

    assert [theme.label.en for theme in sealed.themes] == ["Theme 1"]
    assert sealed.themes_withheld == 4


def test_an_activity_that_nothing_is_told_of_is_left_out() -> None:
    (course,) = _sealed().activities

    assert (course.slug, course.cohorts, course.sessions) == ("course", 1, 1)
    assert (course.starts_on, course.ends_on) == (date(2026, 1, 5), date(2026, 3, 2))


def _from(**regions: int) -> tuple[Enrolled, ...]:
    """One person of each of so many organisations of a region."""
    places = [region for region, count in regions.items() for _ in range(count)]
    return tuple(
        Enrolled(
            cohort="c1",
            person=UUID(int=at),
            organisation=f"Maison {at}",
            region=region,
            kind="",
            role="",
            sessions_attended=1,
            minutes_attended=60,
            completed=True,
        )
        for at, region in enumerate(places)
    )


@pytest.mark.parametrize(
    ("regions", "told"),
    [
        ({"a": 12, "b": 11}, [("a", 12), ("b", 11)]),
        ({"a": 12, "b": 7, "c": 3}, [("a", 12), ("*", 10)]),
        # 3 alone would be known by being the only one left out, so the 11 join them.
        ({"a": 12, "b": 11, "c": 2, "d": 1}, [("a", 12), ("*", 14)]),
        ({"a": 4, "b": 3}, [("*", 7)]),
    ],
)
def test_nobody_is_known_by_standing_almost_alone_in_a_group_of_the_roster(
    regions: dict[str, int], told: list[tuple[str, int]]
) -> None:
    whole, course = (figure.value for figure in _sealed(roster=_from(**regions)).figures)

    assert isinstance(whole, SealedSpread)
    assert [(group.code, group.count) for group in whole.groups] == told
    assert whole.answers == sum(regions.values())
    assert course == whole
