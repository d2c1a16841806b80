"""Set up and correct programmes, activities, cohorts and surveys while the service runs.

One change at a time; the catalogue shows it before the lock is let go, so an address that was
free is still free when it is taken.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import duckdb
from msgspec.structs import replace

from service.store import reads
from service.store.anonymising import register
from service.store.catalogue import Catalogue, Setup, Snapshot, published_questionnaires
from service.store.content_changes import register_of
from service.store.database import Database
from service.store.load import load, set_up_within
from service.store.shipped import shipped_questionnaires
from service.store.sql import query
from service.store.times import to_stored
from surveys.bundle import Bundle
from surveys.entering import EntryProblem
from surveys.programme import Activity, Cohort, Programme
from surveys.questionnaire import Questionnaire
from surveys.set_up_form import TAKEN, Setting, changed_survey
from surveys.setting_up import (
    ActivityPlan,
    CohortPlan,
    ProgrammePlan,
    SurveyPlan,
    activity_problems,
    change_problems,
    cohort_problems,
    completion_problem,
    is_over_already,
    programme_problems,
    stays_over,
    survey_problems,
)
from surveys.survey import Survey
from surveys.texts import Slug, Text
from surveys.typed_fields import NotKept

_OF_A_SURVEY = ("delete_survey", "delete_form_openings", "delete_live_slide", "delete_told_tables")


class SetUp(NamedTuple):
    """Each change returns why it cannot be, and stores it if nothing is against it."""

    database: Database
    catalogue: Catalogue

    def add_programme(self, plan: ProgrammePlan, *, at: datetime) -> tuple[EntryProblem, ...]:
        with self.database.setting_up:
            found = [*programme_problems(plan), *_taken(plan.slug, self.now.programmes)]
            if not found:
                self._keep(_bundle(plan.made()), at=at)
        return tuple(found)

    def correct_programme(
        self, was: Programme, plan: ProgrammePlan, *, at: datetime
    ) -> tuple[EntryProblem, ...]:
        found = programme_problems(plan)
        if not found:
            with self.database.setting_up:
                self._keep(_bundle(replace(was, name=plan.name)), at=at)
        return tuple(found)

    def add_activity(
        self, programme: Programme, plan: ActivityPlan, *, at: datetime
    ) -> tuple[EntryProblem, ...]:
        with self.database.setting_up:
            found = [*activity_problems(plan), *_taken(plan.slug, self.now.activities)]
            if not found:
                there = self.now.activities_of(programme.slug)
                position = max((each.position for each in there), default=-1) + 1
                made = plan.made(programme.slug, position)
                self._keep(_bundle(programme, activities=(made,)), at=at)
        return tuple(found)

    def correct_activity(
        self, was: Activity, plan: ActivityPlan, *, at: datetime
    ) -> tuple[EntryProblem, ...]:
        """Correct its name and its rule, under which each of its cohorts can be completed."""
        programme = self.now.programmes[was.programme]
        with self.database.setting_up:
            found = [*activity_problems(plan), *self._uncompletable(plan)]
            if not found:
                made = plan.made(was.programme, was.position)
                self._keep(_bundle(programme, activities=(made,)), at=at)
        return tuple(found)

    def add_cohort(
        self, activity: Activity, plan: CohortPlan, *, at: datetime
    ) -> tuple[EntryProblem, ...]:
        with self.database.setting_up:
            found = [
                *cohort_problems(plan, activity.rule),
                *_taken(plan.slug, self.now.cohorts),
            ]
            if not found:
                self._keep(self._cohort_bundle(activity, plan), at=at)
        return tuple(found)

    def correct_cohort(
        self, activity: Activity, plan: CohortPlan, *, rows: Collection[int], at: datetime
    ) -> tuple[EntryProblem, ...]:
        """Correct all of it; a session whose position so far is not among the `rows` typed goes."""
        with self.database.setting_up:
            found = cohort_problems(plan, activity.rule)
            with self.database.transaction() as cursor:
                found += _attended(cursor, plan.slug, rows)
                if not found:
                    set_up_within(cursor, self._cohort_bundle(activity, plan), at=at, correct=True)
                    cursor.execute(
                        query("delete_sessions_after"),
                        {"cohort": plan.slug, "position": len(plan.sessions)},
                    )
                    cursor.execute(
                        query("set_eligible"), {"cohort": plan.slug, "eligible": plan.eligible}
                    )
            self.catalogue.reload()
        return tuple(found)

    def add_survey(
        self, cohort: Cohort, plan: SurveyPlan, *, at: datetime
    ) -> tuple[EntryProblem, ...]:
        """Open a survey; publish what it asks if that is shipped and asked for the first time."""
        activity = self.now.activities[cohort.activity]
        programme = self.now.programmes[activity.programme]
        zone = ZoneInfo(programme.zone)
        questionnaire = named_questionnaire(self.questionnaires(), plan.questionnaire)
        with self.database.setting_up:
            found = [*survey_problems(plan, cohort, zone), *_taken(plan.slug, self.now.setups)]
            if questionnaire is None:
                found.append(EntryProblem("questionnaire", _NO_QUESTIONNAIRE))
            if not found and questionnaire:
                survey = plan.made(cohort, questionnaire, zone)
                over = is_over_already(survey, at)
                found += [over] if over else []
                if not over:
                    made = _bundle(
                        programme,
                        activities=(activity,),
                        cohorts=(cohort,),
                        questionnaires=(questionnaire,),
                        surveys=(survey,),
                    )
                    self._keep(made, at=at, correct=False)
        return tuple(found)

    def change_survey(
        self, slug: Slug, fields: Mapping[str, str], *, at: datetime
    ) -> tuple[EntryProblem, ...]:
        """Give a survey the dates and the number that were typed."""
        with self.database.setting_up:
            setup = self.catalogue.setup(slug)
            setting = Setting(setup.cohort, ZoneInfo(setup.programme.zone), at)
            changed = changed_survey(fields, setup.survey, setting)
            if isinstance(changed, NotKept):
                return changed.problems
            return self._change(setup, changed, at=at)

    def close_survey(self, slug: Slug, *, at: datetime) -> tuple[EntryProblem, ...]:
        """Close a survey now; one that is over stays as it is."""
        with self.database.setting_up:
            setup = self.catalogue.setup(slug)
            match setup.survey.state(at):
                case "over":
                    return ()
                case "not_yet":
                    return (EntryProblem("closes_at", _NOT_OPEN),)
                case "open":
                    return self._change(setup, replace(setup.survey, closes_at=at), at=at)

    def remove_survey(self, slug: Slug, *, at: datetime) -> tuple[EntryProblem, ...]:
        """Remove a survey that nothing came of, such as one that asks the wrong questions."""
        with self.database.setting_up:
            setup = self.catalogue.setup(slug)
            with self.database.transaction() as cursor:
                kept = self._kept_by(cursor, setup, at)
                if kept is None:
                    for name in _OF_A_SURVEY:
                        cursor.execute(query(name), {"survey": slug})
            self.database.telling.forget(slug)
            self.catalogue.reload()
        return (EntryProblem("survey", kept),) if kept else ()

    def is_removable(self, setup: Setup, *, at: datetime) -> bool:
        """Whether nothing would be lost with a survey, but for answers that are on their way."""
        later = at + _ON_THEIR_WAY
        with self.database.cursor() as cursor:
            return self._kept_by(cursor, setup, later) is None

    def questionnaires(self) -> list[Questionnaire]:
        """Return all that can be asked, published or shipped: by code, newest version first."""
        with self.database.cursor() as cursor:
            published = published_questionnaires(cursor)
        shipped = {(each.code, each.version): each for each in shipped_questionnaires().values()}
        every = (shipped | published).values()
        return sorted(every, key=lambda each: (each.code, -each.version))

    def is_anonymised(self, setup: Setup) -> bool:
        """Whether nothing but counts is left of a survey, to which no answer can be added."""
        with self.database.cursor() as cursor:
            return any(each.survey == setup.survey.slug for each in register(cursor))

    def stays_over(self, setup: Setup) -> Text | None:
        """Return why a survey that is over may not open again; None: it may."""
        if self.is_anonymised(setup):
            return _ANONYMISED
        return stays_over(setup.survey, judged=self.judged(setup))

    def judged(self, setup: Setup) -> bool:
        """Whether a content change is, or will be, judged by what a survey was answered."""
        with self.database.cursor() as cursor:
            register = register_of(cursor, setup.programme.slug)
        hypotheses = [
            each.registered.change.hypothesis for each in register.entries if each.withdrawn is None
        ]
        return any(
            each.questionnaire == setup.questionnaire.code
            and setup.cohort.slug in {*each.before, *each.after}
            for each in hypotheses
        )

    @property
    def now(self) -> Snapshot:
        return self.catalogue.now

    def _kept_by(
        self, cursor: duckdb.DuckDBPyConnection, setup: Setup, at: datetime
    ) -> Text | None:
        """Return why a survey stays; None: nothing is lost with it.

        What was accepted before it closed may still be on its way to the disk.
        """
        closed = setup.survey.closes_at
        if setup.survey.state(at) == "open":
            return _STILL_OPEN
        if closed and timedelta() <= at - closed < _ON_THEIR_WAY:
            return _JUST_CLOSED
        ((answered, linked),) = cursor.execute(
            query("survey_held"), {"survey": setup.survey.slug}
        ).fetchall()
        if answered or linked:
            return _ANSWERED if answered else _LINKED
        return _JUDGED if self.judged(setup) else None

    def _change(self, setup: Setup, changed: Survey, *, at: datetime) -> tuple[EntryProblem, ...]:
        found = tuple(change_problems(setup.survey, changed, at=at, judged=self.judged(setup)))
        if changed.closes_at != setup.survey.closes_at and self.is_anonymised(setup):
            found = (*found, EntryProblem("closes_at", _ANONYMISED))
        if not found:
            closes_at = changed.closes_at
            with self.database.transaction() as cursor:
                cursor.execute(
                    query("correct_survey"),
                    {
                        "survey": changed.slug,
                        "opens_at": to_stored(changed.opens_at),
                        "closes_at": to_stored(closes_at) if closes_at else None,
                        "eligible": changed.eligible,
                        "kept_days": changed.kept_days,
                    },
                )
            self.catalogue.reload()
        return found

    def _keep(self, bundle: Bundle, *, at: datetime, correct: bool = True) -> None:
        load(self.database, bundle, at=at, correct=correct)
        self.catalogue.reload()

    def _cohort_bundle(self, activity: Activity, plan: CohortPlan) -> Bundle:
        return _bundle(
            self.now.programmes[activity.programme],
            activities=(activity,),
            cohorts=(plan.made(activity.slug),),
            sessions=plan.made_sessions(),
        )

    def _uncompletable(self, plan: ActivityPlan) -> Iterator[EntryProblem]:
        cohorts = [each.slug for each in self.now.cohorts_of(plan.slug)]
        with self.database.cursor() as cursor:
            sessions = Counter(each.cohort for each in reads.sessions(cursor, *cohorts))
        for cohort, count in sessions.items():
            if problem := completion_problem(plan.rule, count):
                name = self.now.cohorts[cohort].name
                yield EntryProblem(
                    "sessions",
                    Text(
                        fr=f"{name.fr}\u00a0: {problem.message.fr}",
                        en=f"{name.en}: {problem.message.en}",
                    ),
                )


def named_questionnaire(every: Sequence[Questionnaire], name: str) -> Questionnaire | None:
    """Return what `code` names, in its newest version, or `code.version`; None if nothing is."""
    return next(
        (each for each in every if name in {each.code, f"{each.code}.{each.version}"}), None
    )


def eligible_given(cursor: duckdb.DuckDBPyConnection, cohort: Slug) -> int | None:
    """Return how many can answer in a cohort, as somebody gave it and not as its roster says."""
    ((eligible,),) = cursor.execute(query("eligible_given"), {"cohort": cohort}).fetchall()
    return None if eligible is None else int(eligible)


def _bundle(programme: Programme, **parts: Any) -> Bundle:
    nothing: dict[str, Any] = dict.fromkeys(
        ("activities", "cohorts", "questionnaires", "surveys", "submissions"), ()
    )
    return Bundle(programme=programme, **nothing | parts)


def _taken(slug: Slug, there: Collection[Slug]) -> Iterator[EntryProblem]:
    if slug in there:
        yield EntryProblem("slug", TAKEN)


def _attended(
    cursor: duckdb.DuckDBPyConnection, cohort: Slug, rows: Collection[int]
) -> Iterator[EntryProblem]:
    """Yield that sessions stay at which people were noted: attendances know them by position."""
    ((last,),) = cursor.execute(query("last_session_attended"), {"cohort": cohort}).fetchall()
    if last and not set(range(1, last + 1)) <= set(rows):
        yield EntryProblem(
            "sessions",
            Text(
                fr=f"Des présences sont notées jusqu’à la séance {last}\u00a0: aucune ne s’enlève "
                "avant elle, ni elle.",
                en=f"Attendance is noted up to session {last}: neither it nor those before it can "
                "be removed.",
            ),
        )


_NO_QUESTIONNAIRE = Text(
    fr="Ce questionnaire n’est pas publié\u00a0: choisissez dans la liste.",
    en="This questionnaire is not published: choose from the list.",
)
_ON_THEIR_WAY = timedelta(minutes=1)
"""How long answers that were accepted may take to be on disk, generously."""

_ANONYMISED = Text(
    fr="Ce sondage est anonymisé : il n’en reste que des décomptes, auxquels rien ne s’ajoute. "
    "Ouvrez plutôt un autre sondage.",
    en="This survey was anonymised: only counts are left, to which nothing is added. "
    "Open another survey instead.",
)
_STILL_OPEN = Text(
    fr="Ce sondage est ouvert\u00a0: fermez-le d’abord. Il a pu être donné à quelqu’un.",
    en="This survey is open: close it first. Somebody may have been given its address.",
)
_JUST_CLOSED = Text(
    fr="Ce sondage vient de fermer\u00a0: une réponse peut encore arriver. Réessayez dans une "
    "minute.",
    en="This survey has just closed: an answer may still arrive. Try again in a minute.",
)
_ANSWERED = Text(
    fr="Des gens ont répondu à ce sondage\u00a0: il reste, et leurs réponses avec lui.",
    en="People have answered this survey: it stays, and their answers with it.",
)
_LINKED = Text(
    fr="Des liens personnels de ce sondage ont été créés et peuvent être partis\u00a0: il reste.",
    en="Personal links of this survey were made and may have been sent: it stays.",
)
_JUDGED = Text(
    fr="Un changement de contenu sera jugé par ce sondage\u00a0: retirez d’abord ce changement.",
    en="A content change is to be judged by this survey: withdraw that change first.",
)
_NOT_OPEN = Text(
    fr="Ce sondage n’a pas encore ouvert\u00a0: changez plutôt ses dates.",
    en="This survey has not opened yet: change its dates instead.",
)
