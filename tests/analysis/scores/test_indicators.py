"""Indicators: what feeds them, what is added up, and what is left unsaid."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from analysis.disclosure.gate import release_family
from analysis.inputs import Enrolled, ItemTally, SurveyTally
from analysis.scores.account import Account, Family, of_activity, of_cohort
from analysis.scores.indicator import (
    Count,
    Distribution,
    EnteredFact,
    IndicatorValue,
    Rate,
    Recommendation,
    Unsaid,
)
from analysis.scores.indicators import indicator_values
from analysis.scores.roster import noted_in
from surveys.facts import Fact
from surveys.indicators import (
    DistributionIndicator,
    FactIndicator,
    Feed,
    Indicator,
    NetPromoterIndicator,
    ResponseIndicator,
    RosterIndicator,
    ShareIndicator,
)
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.texts import Text
from tests.factories import make_questionnaire

PROGRAMME = Programme(slug="essai", name=Text("Essai", "Trial"))
COURSE = Activity(slug="cours", programme="essai", name=Text("Cours", "Course"))
TALK = Activity(slug="webinaire", programme="essai", name=Text("Webinaire", "Webinar"))
NAME = Text("Un nom", "A name")


def _tally(
    cohort: str, items: dict[str, dict[str, int]], *, eligible: int | None = 40
) -> SurveyTally:
    made = {item: ItemTally(sum(counts.values()), counts) for item, counts in items.items()}
    submissions = max((each.answered for each in made.values()), default=0)
    return SurveyTally(f"fin-{cohort}", cohort, submissions, eligible, made)


def _family(activity: Activity, *tallies: SurveyTally, **changes: Any) -> Family:
    questionnaire = make_questionnaire(**changes)
    return Family(
        activity.slug,
        {tally.survey: questionnaire for tally in tallies},
        release_family(tallies),
    )


def _cohort(slug: str, activity: Activity) -> Cohort:
    day = date(2026, 1, 12)
    return Cohort(slug=slug, activity=activity.slug, name=NAME, starts_on=day, ends_on=day)


def _account(*families: Family, **changes: Any) -> Account:
    fields: dict[str, Any] = {
        "programme": PROGRAMME,
        "scope": "essai",
        "activities": (COURSE, TALK),
        "cohorts": (_cohort("c1", COURSE), _cohort("c2", COURSE), _cohort("w1", TALK)),
        "sessions": (),
        "families": families,
        "roster": (),
        "noted": noted_in(changes.get("roster", ())),
        "running": frozenset(),
        "facts": (),
    }
    return Account(**fields | changes)


def _only(indicator: Indicator, account: Account) -> Any:
    (found,) = indicator_values([indicator], account)
    return found.value


SATISFIED = ShareIndicator(code="satisfied", name=NAME, feeds=(Feed(item="satisfaction"),))
USEFUL = ShareIndicator(code="useful", name=NAME, feeds=(Feed(item="usefulness"),))
SATISFACTION = {"very_satisfied": 12, "satisfied": 5, "dissatisfied": 1}


def test_a_share_counts_the_favourable_answers_of_those_who_could_answer() -> None:
    value = _only(
        SATISFIED, _account(_family(COURSE, _tally("c1", {"satisfaction": SATISFACTION})))
    )

    assert isinstance(value, Rate)
    assert (value.share.count, value.share.answers, value.share.eligible) == (17, 18, 40)


def test_a_share_counts_only_the_values_that_are_named() -> None:
    best = ShareIndicator(
        code="best", name=NAME, feeds=(Feed(item="satisfaction", values=("very_satisfied",)),)
    )
    value = _only(best, _account(_family(COURSE, _tally("c1", {"satisfaction": SATISFACTION}))))

    assert (value.share.count, value.share.answers) == (12, 18)


def test_activities_are_added_up_and_can_be_told_apart() -> None:
    account = _account(
        _family(COURSE, _tally("c1", {"satisfaction": SATISFACTION})),
        _family(TALK, _tally("w1", {"satisfaction": {"satisfied": 10}}, eligible=20)),
    )
    whole, course, talk = (
        _only(SATISFIED, part)
        for part in (account, of_activity(account, "cours"), of_activity(account, "webinaire"))
    )

    assert (whole.share.count, whole.share.answers, whole.share.eligible) == (27, 28, 60)
    assert (course.share.count, talk.share.count) == (17, 10)


def test_one_roster_that_nobody_knows_leaves_the_sum_without_bounds() -> None:
    account = _account(
        _family(COURSE, _tally("c1", {"satisfaction": SATISFACTION})),
        _family(TALK, _tally("w1", {"satisfaction": {"satisfied": 10}}, eligible=None)),
    )

    assert _only(SATISFIED, account).share.bounds is None


def test_answers_the_gate_withholds_are_in_no_sum_but_their_people_could_have_answered() -> None:
    account = _account(
        _family(COURSE, _tally("c1", {"satisfaction": SATISFACTION})),
        _family(TALK, _tally("w1", {"satisfaction": {"dissatisfied": 4}}, eligible=20)),
    )
    share = _only(SATISFIED, account).share

    assert (share.count, share.answers, share.eligible) == (17, 18, 60)
    assert _only(SATISFIED, of_activity(account, "webinaire")) == Unsaid()
    assert _only(SATISFIED, of_cohort(account, "w1")) == Unsaid()


def test_a_cohort_stands_by_itself() -> None:
    account = _account(
        _family(
            COURSE,
            _tally("c1", {"satisfaction": SATISFACTION}),
            _tally("c2", {"satisfaction": {"satisfied": 6}}, eligible=9),
        )
    )
    share = _only(SATISFIED, of_cohort(account, "c2")).share

    assert (share.count, share.answers, share.eligible) == (6, 6, 9)


def test_sans_objet_is_neither_an_answer_nor_eligible() -> None:
    rated = {"usefulness.security": {"useful": 6, "useless": 1, "not_applicable": 3}}
    account = _account(_family(COURSE, _tally("c1", rated)))
    values = {each.row: each for each in indicator_values([USEFUL], account)}
    security = values["security"].value

    assert isinstance(security, Rate)
    assert (security.share.count, security.share.answers) == (6, 7)
    assert security.share.eligible == 37
    assert values["mission"].value == Unsaid()
    assert values["security"].id == "essai/useful.security"
    assert values["security"].row_name == Text(fr="La sécurité", en="Security")


def test_one_row_of_a_matrix_can_be_an_indicator() -> None:
    one = ShareIndicator(code="safe", name=NAME, feeds=(Feed(item="usefulness.security"),))
    account = _account(_family(COURSE, _tally("c1", {"usefulness.security": {"useful": 8}})))
    (value,) = indicator_values([one], account)

    assert (value.row, value.id) == (None, "essai/safe")


def test_a_distribution_keeps_the_order_of_the_scale_and_its_zeros() -> None:
    bars = DistributionIndicator(code="bars", name=NAME, feeds=(Feed(item="satisfaction"),))
    value = _only(bars, _account(_family(COURSE, _tally("c1", {"satisfaction": SATISFACTION}))))

    assert isinstance(value, Distribution)
    assert [(group.code, group.share.count) for group in value.groups] == [
        ("very_satisfied", 12),
        ("satisfied", 5),
        ("dissatisfied", 1),
        ("very_dissatisfied", 0),
    ]
    assert value.answers == 18


def test_ticks_may_add_up_to_more_than_the_people() -> None:
    tools = DistributionIndicator(code="tools", name=NAME, feeds=(Feed(item="tools"),))
    ticked = SurveyTally(
        "fin-c1", "c1", 9, 9, {"tools": ItemTally(9, {"email": 8, "spreadsheet": 7})}
    )
    value = _only(tools, _account(_family(COURSE, ticked)))

    assert value.answers == 9
    assert sum(group.share.count for group in value.groups) == 15


def test_a_net_promoter_score_is_made_of_all_answers_together() -> None:
    nps = NetPromoterIndicator(code="nps", name=NAME, feeds=(Feed(item="recommend_score"),))
    account = _account(
        _family(COURSE, _tally("c1", {"recommend_score": {"10": 6, "0": 2}})),
        _family(TALK, _tally("w1", {"recommend_score": {"9": 4, "7": 4}})),
    )
    value = _only(nps, account)

    assert isinstance(value, Recommendation)
    assert value.score.score == pytest.approx(100 * (10 - 2) / 16)


def test_nothing_is_said_of_what_nobody_asks() -> None:
    absent = ShareIndicator(code="absent", name=NAME, feeds=(Feed(item="elsewhere"),))
    other = ShareIndicator(
        code="other", name=NAME, feeds=(Feed(item="satisfaction", questionnaire="long"),)
    )
    account = _account(_family(COURSE, _tally("c1", {"satisfaction": SATISFACTION})))

    assert indicator_values([absent, other], account) == ()


def test_an_indicator_is_reported_only_in_its_activities() -> None:
    here = ShareIndicator(
        code="here", name=NAME, feeds=(Feed(item="satisfaction"),), activities=("webinaire",)
    )
    account = _account(
        _family(COURSE, _tally("c1", {"satisfaction": SATISFACTION})),
        _family(TALK, _tally("w1", {"satisfaction": {"satisfied": 10}})),
    )

    assert indicator_values([here], of_activity(account, "cours")) == ()
    assert _only(here, account).share.answers == 10


def test_the_response_is_what_was_sent_of_what_was_asked() -> None:
    asked = ResponseIndicator(code="response", name=NAME, questionnaire="short")
    tallies = [
        _tally("c1", {"satisfaction": SATISFACTION}),
        _tally("c2", {"satisfaction": {"satisfied": 3}}, eligible=10),
    ]
    value = _only(asked, _account(_family(COURSE, *tallies)))
    unknown = _account(_family(COURSE, _tally("c1", {"satisfaction": SATISFACTION}, eligible=None)))

    assert (value.share.count, value.share.answers) == (21, 50)
    assert indicator_values([asked], unknown) == ()


def _enrolled(
    person: int, cohort: str, *, attended: int = 1, completed: bool = False, **changes: Any
) -> Enrolled:
    fields: dict[str, Any] = {
        "cohort": cohort,
        "person": UUID(int=person),
        "organisation": "Maison A",
        "region": "montreal",
        "kind": "",
        "role": "coordination",
        "sessions_attended": attended,
        "minutes_attended": 90.0 * attended,
        "completed": completed,
    }
    return Enrolled(**fields | changes)


ROSTER = (
    _enrolled(1, "w1"),
    _enrolled(2, "w1", attended=0, organisation="Maison B", region="laval", role="volunteer"),
    _enrolled(1, "c1", attended=2, completed=True),
    _enrolled(3, "c1", attended=1, organisation="Maison C", region="", role=""),
)
SESSIONS = tuple(
    Session(cohort=cohort, position=n, title=NAME, held_on=date(2026, 1, 12), minutes=90)
    for cohort, n in (("w1", 1), ("c1", 1), ("c1", 2))
)


@pytest.mark.parametrize(
    ("measure", "whole", "course"),
    [
        ("organisations", Count(value=3), Count(value=2)),
        ("people", Count(value=3), Count(value=2)),
        ("hours", Count(value=6), Count(value=4.5)),
        ("attendance", (3, 4), (2, 2)),  # registrations
        ("completion", (1, 2), (1, 2)),
    ],
)
def test_a_roster_is_counted(measure: Any, whole: Any, course: Any) -> None:
    indicator = RosterIndicator(code="roster", name=NAME, measure=measure)
    account = _account(_family(TALK), _family(COURSE), roster=ROSTER, sessions=SESSIONS)

    for part, expected in ((account, whole), (of_activity(account, "cours"), course)):
        value = _only(indicator, part)
        got = (value.share.count, value.share.answers) if isinstance(value, Rate) else value
        assert got == expected


def test_to_complete_one_session_is_to_attend_it() -> None:
    completion = RosterIndicator(code="completion", name=NAME, measure="completion")
    account = _account(roster=ROSTER, sessions=SESSIONS)

    assert indicator_values([completion], of_activity(account, "webinaire")) == ()


def test_what_a_list_says_of_completion_counts_where_no_session_is_known() -> None:
    completion = RosterIndicator(code="completion", name=NAME, measure="completion")
    value = _only(completion, _account(roster=ROSTER, sessions=()))

    assert (value.share.count, value.share.answers) == (1, 4)


def test_groups_of_the_roster_stand_in_the_order_of_the_questionnaire_the_unsaid_last() -> None:
    roles = RosterIndicator(code="roles", name=NAME, measure="roles")
    account = _account(
        _family(COURSE, _tally("c1", {})),
        roster=(*ROSTER, _enrolled(4, "c1", role="Astronaute")),
        sessions=SESSIONS,
    )
    value = _only(roles, account)

    assert [(group.code, group.share.count) for group in value.groups] == [
        ("coordination", 1),  # in two cohorts
        ("volunteer", 1),
        ("Astronaute", 1),
        ("", 1),
    ]
    assert value.groups[0].label == Text(fr="Coordination", en="Coordination")
    assert not value.groups[-1].label


def test_an_organisation_counts_once_however_many_people_it_sends() -> None:
    regions = RosterIndicator(code="regions", name=NAME, measure="regions")
    value = _only(regions, _account(roster=ROSTER, sessions=SESSIONS))

    assert {group.code: group.share.count for group in value.groups} == {
        "laval": 1,
        "montreal": 1,
        "": 1,
    }


def test_nothing_is_said_of_an_empty_roster() -> None:
    measures: tuple[Any, ...] = (
        *("organisations", "people", "hours", "attendance"),
        *("completion", "roles", "regions", "kinds"),
    )
    asked = [RosterIndicator(code=each, name=NAME, measure=each) for each in measures]

    assert indicator_values(asked, _account()) == ()


def test_a_fact_is_reported_where_it_was_entered_and_says_its_source() -> None:
    entered = Fact(
        programme="essai",
        activity="cours",
        code="grants",
        name=NAME,
        value=3.9,
        source=Text("Rapport", "Report"),
        on=date(2024, 12, 31),
    )
    fact = FactIndicator(code="grants", name=NAME, fact="grants")
    account = _account(facts=(entered,))

    assert indicator_values([fact], account) == ()
    assert indicator_values([fact], of_activity(account, "cours")) == (
        IndicatorValue(
            indicator="grants",
            scope="cours",
            value=EnteredFact(
                value=3.9, unit=Text(), source=Text("Rapport", "Report"), on=date(2024, 12, 31)
            ),
        ),
    )
