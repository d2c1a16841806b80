"""All that a programme accounts for, and the parts it is accounted for in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from analysis.disclosure.gate import ReleasedFamily
from analysis.inputs import Enrolled
from analysis.scores.roster import Noted, RosterScores, score_roster, undecided
from surveys.facts import Fact
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.questionnaire import Questionnaire
from surveys.texts import Slug


@dataclass(frozen=True, slots=True)
class Family:
    """The surveys of one activity that ask with one questionnaire."""

    activity: Slug
    asked: Mapping[Slug, Questionnaire]
    """By survey: versions may differ."""
    released: ReleasedFamily

    @property
    def questionnaire(self) -> Questionnaire:
        """The newest version."""
        return max(self.asked.values(), key=lambda each: each.version)


@dataclass(frozen=True, kw_only=True)
class Account:
    """What was asked, counted and entered of some cohorts; of answers, what the gate released."""

    programme: Programme
    scope: Slug
    """What it is of: the programme, one activity or one cohort."""
    activities: tuple[Activity, ...]
    cohorts: tuple[Cohort, ...]
    sessions: tuple[Session, ...]
    families: tuple[Family, ...]
    """One for each activity and questionnaire."""
    roster: tuple[Enrolled, ...]
    """Oldest cohort first."""
    noted: Noted
    """By everybody on the rosters, whoever is selected."""
    running: frozenset[Slug]
    """Cohorts that are not over: who has not completed them may still do so."""
    facts: tuple[Fact, ...]
    """Of the whole programme and of these activities."""

    @cached_property
    def roster_scores(self) -> RosterScores:
        """What the roster says: counted once, however many indicators ask for it."""
        return score_roster(
            self.roster,
            undecided=undecided(self.running, self.sessions),
            noted=self.noted,
        )


def of_activity(account: Account, activity: Slug) -> Account:
    """Return the part of one activity."""
    return _narrowed(
        account,
        activity,
        activities={activity},
        cohorts={each.slug for each in account.cohorts if each.activity == activity},
    )


def of_cohort(account: Account, cohort: Slug) -> Account:
    """Return the part of one cohort: each of its surveys by itself; no facts are known of it."""
    (activity,) = {each.activity for each in account.cohorts if each.slug == cohort}
    narrowed = _narrowed(account, cohort, activities={activity}, cohorts={cohort})
    families = tuple(
        Family(
            family.activity,
            {survey.survey: family.asked[survey.survey]},
            ReleasedFamily(each=(survey,), pooled=survey.items, submissions=survey.submissions),
        )
        for family in narrowed.families
        for survey in family.released.each
        if survey.cohort == cohort
    )
    return replace(narrowed, families=families, facts=())


def confined(account: Account, activities: Collection[Slug]) -> Account:
    """Return the same scope with what belongs to these activities only; facts stay as they are."""
    narrowed = _narrowed(
        account,
        account.scope,
        activities=activities,
        cohorts={each.slug for each in account.cohorts if each.activity in activities},
    )
    return replace(narrowed, facts=account.facts)


def _narrowed(
    account: Account, scope: Slug, *, activities: Collection[Slug], cohorts: Collection[Slug]
) -> Account:
    return Account(
        programme=account.programme,
        scope=scope,
        activities=tuple(each for each in account.activities if each.slug in activities),
        cohorts=tuple(each for each in account.cohorts if each.slug in cohorts),
        sessions=tuple(each for each in account.sessions if each.cohort in cohorts),
        families=tuple(each for each in account.families if each.activity in activities),
        roster=tuple(each for each in account.roster if each.cohort in cohorts),
        noted=account.noted,
        running=account.running,
        facts=tuple(each for each in account.facts if each.activity in activities),
    )
