"""What is to be set up, however it was written down: in a file, in a form, or by a program.

The same plans and the same rules hold for all three. A problem names the field of its plan.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Final, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from surveys.entering import LABEL, EntryProblem, text_problems
from surveys.programme import DEFAULT_ZONE, Activity, Cohort, Programme, Session
from surveys.questionnaire import Questionnaire
from surveys.roster import AttendanceRule
from surveys.survey import KEPT_DAYS, Promise, Survey
from surveys.texts import Slug, Text

MOST_DAYS: Final = 3650
MOST_PEOPLE: Final = 1_000_000
MOST_SESSIONS: Final = 200
LONGEST_SESSION: Final = 1440
"""In minutes: a day."""

LAST_MINUTE: Final = time(23, 59)
"""When a day ends that a survey closes on: midnight would be read as the next day."""

_YEARS = range(2_000, 3_000)
"""Far from the first and last years of a calendar, where there is no time in UTC."""

_NOT_ADDRESSES = frozenset({"new"})
"""Words that stand where the slug of a programme does in addresses of ours."""

_Days: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=MOST_DAYS)]
_KeptDays: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=MOST_DAYS)]
_People: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=MOST_PEOPLE)]


class SetUpRefused(ValueError):
    """What was asked for cannot be set up; nothing was stored."""

    def __init__(self, problems: tuple[EntryProblem, ...]) -> None:
        super().__init__(" ".join(each.message.en for each in problems))
        self.problems = problems


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something to set up."""


class ProgrammePlan(Plan, frozen=True, kw_only=True):
    slug: Slug
    name: Text
    zone: str = DEFAULT_ZONE

    def made(self) -> Programme:
        return Programme(slug=self.slug, name=self.name, zone=self.zone)


class Attended(Plan, frozen=True, kw_only=True):
    minutes: Annotated[float, msgspec.Meta(ge=0)] = 0
    percent: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0


class Completed(Plan, frozen=True, kw_only=True):
    sessions: Annotated[int, msgspec.Meta(ge=1)]


class ActivityPlan(Plan, frozen=True, kw_only=True):
    slug: Slug
    name: Text
    attended: Attended = Attended()
    completed: Completed | None = None

    @property
    def rule(self) -> AttendanceRule:
        return AttendanceRule(
            minutes=self.attended.minutes,
            percent=self.attended.percent,
            sessions=self.completed.sessions if self.completed else None,
        )

    def made(self, programme: Slug, position: int) -> Activity:
        return Activity(
            slug=self.slug,
            programme=programme,
            name=self.name,
            position=position,
            rule=self.rule,
        )


class SessionPlan(Plan, frozen=True, kw_only=True):
    title: Text
    held_on: date
    minutes: int


class CohortPlan(Plan, frozen=True, kw_only=True):
    slug: Slug
    name: Text
    starts_on: date
    ends_on: date
    eligible: _People | None = None
    sessions: tuple[SessionPlan, ...] = ()

    def made(self, activity: Slug) -> Cohort:
        return Cohort(
            slug=self.slug,
            activity=activity,
            name=self.name,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            eligible=self.eligible,
        )

    def made_sessions(self) -> tuple[Session, ...]:
        return tuple(
            Session(
                cohort=self.slug,
                position=position,
                title=each.title,
                held_on=each.held_on,
                minutes=each.minutes,
            )
            for position, each in enumerate(self.sessions, start=1)
        )


class SurveyPlan(Plan, frozen=True, kw_only=True):
    slug: Slug
    questionnaire: str
    """Its code, with `.` and a version where that is not the newest; in a file also the path of
    one, which ends in `.toml`."""
    opens_at: datetime | None = None
    opens_after_days: _Days | None = None
    """From the last day of the cohort; it opens as that day begins."""
    closes_at: datetime | None = None
    promise: Promise = "open_link"
    closes_after_days: _Days | None = None
    """From the last day of the cohort; it closes at 23:59 on that day."""
    eligible: _People | None = None
    kept_days: _KeptDays | None = KEPT_DAYS
    """After it closes; then it is anonymised."""

    def dates(self, cohort: Cohort, zone: ZoneInfo) -> tuple[datetime, datetime | None]:
        """Return when it opens and closes, in UTC; one of each kind of date was given."""
        opens_at = self.opens_at or moment_after(cohort, self.opens_after_days or 0, time(), zone)
        closes_at = self.closes_at
        if self.closes_after_days is not None:
            closes_at = moment_after(cohort, self.closes_after_days, LAST_MINUTE, zone)
        return opens_at.astimezone(UTC), closes_at.astimezone(UTC) if closes_at else None

    def made(self, cohort: Cohort, questionnaire: Questionnaire, zone: ZoneInfo) -> Survey:
        opens_at, closes_at = self.dates(cohort, zone)
        return Survey(
            slug=self.slug,
            cohort=cohort.slug,
            questionnaire=questionnaire.code,
            version=questionnaire.version,
            opens_at=opens_at,
            closes_at=closes_at,
            promise=self.promise,
            eligible=self.eligible,
            kept_days=self.kept_days,
        )


def moment_after(cohort: Cohort, days: int, clock: time, zone: ZoneInfo) -> datetime:
    """Return a time so many days after the last day of a cohort."""
    return datetime.combine(cohort.ends_on + timedelta(days=days), clock, zone)


def programme_problems(plan: ProgrammePlan) -> list[EntryProblem]:
    found = list(text_problems("name", plan.name, limit=LABEL))
    if plan.slug in _NOT_ADDRESSES:
        found.append(EntryProblem("slug", _RESERVED))
    try:
        ZoneInfo(plan.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of zones
        found.append(
            _problem(
                "zone",
                f"Il n’y a pas de fuseau horaire « {plan.zone} » ; celui du Québec est "
                f"« {DEFAULT_ZONE} ».",
                f"There is no time zone {plan.zone!r}; Québec's is {DEFAULT_ZONE!r}.",
            )
        )
    return found


def activity_problems(plan: ActivityPlan) -> list[EntryProblem]:
    found = list(text_problems("name", plan.name, limit=LABEL))
    if plan.attended.minutes > LONGEST_SESSION:
        found.append(
            _problem(
                "minutes",
                f"Une séance dure {LONGEST_SESSION} minutes au plus.",
                f"A session lasts {LONGEST_SESSION} minutes at most.",
            )
        )
    if plan.completed and plan.completed.sessions > MOST_SESSIONS:
        found.append(_problem("sessions", *_MANY_SESSIONS))
    return found


def cohort_problems(plan: CohortPlan, rule: AttendanceRule | None) -> list[EntryProblem]:
    """Return why a cohort of an activity with this rule cannot be; None: there is no activity."""
    found = list(text_problems("name", plan.name, limit=LABEL))
    if plan.ends_on < plan.starts_on:
        found.append(
            _problem("ends_on", "Elle finit avant de commencer.", "It ends before it starts.")
        )
    if any(each.year not in _YEARS for each in (plan.starts_on, plan.ends_on)):
        found.append(_problem("starts_on", *_NO_YEAR))
    for place, session in enumerate(plan.sessions, start=1):
        found += _session_problems(plan, place, session)
    if len(plan.sessions) > MOST_SESSIONS:
        found.append(_problem("sessions", *_MANY_SESSIONS))
    if rule and (too_many := completion_problem(rule, len(plan.sessions))):
        found.append(too_many)
    return found


def _session_problems(plan: CohortPlan, place: int, session: SessionPlan) -> Iterator[EntryProblem]:
    title, held_on, minutes = (
        f"session_{place}_{each}" for each in ("title", "held_on", "minutes")
    )
    yield from text_problems(title, session.title, limit=LABEL, required=False)
    if not plan.starts_on <= session.held_on <= plan.ends_on:
        yield _problem(
            held_on,
            f"La séance {place} n’est pas entre le premier et le dernier jour de la cohorte.",
            f"Session {place} is not between the first and the last day of the cohort.",
        )
    if not 0 < session.minutes <= LONGEST_SESSION:
        yield _problem(
            minutes,
            f"La séance {place} dure de 1 à {LONGEST_SESSION} minutes.",
            f"Session {place} lasts from 1 to {LONGEST_SESSION} minutes.",
        )


def completion_problem(rule: AttendanceRule, sessions: int) -> EntryProblem | None:
    """Return that nobody could complete a cohort of so many sessions; 0: nobody knows how many."""
    needed = rule.sessions
    if not needed or not sessions or needed <= sessions:
        return None
    return _problem(
        "sessions",
        f"Son activité s’achève avec {needed} séances, et elle en a {sessions}.",
        f"Its activity is completed with {needed} sessions, and it has {sessions}.",
    )


def survey_problems(plan: SurveyPlan, cohort: Cohort | None, zone: ZoneInfo) -> list[EntryProblem]:
    """Return why a survey of a cohort cannot be; without a cohort, what is wrong all the same."""
    found = list(_survey_faults(plan))
    moments = (plan.opens_at, plan.closes_at, cohort and cohort.ends_on)
    if any(each and each.year not in _YEARS for each in moments):
        found.append(_problem("opens_at", *_NO_YEAR))
    if cohort and not found:
        opens_at, closes_at = plan.dates(cohort, zone)
        if closes_at and closes_at <= opens_at:
            found.append(_problem("closes_at", *_BACKWARDS))
    return found


def _survey_faults(plan: SurveyPlan) -> Iterator[EntryProblem]:
    if (plan.opens_at is None) == (plan.opens_after_days is None):
        yield _problem(
            "opens_at",
            "Il faut soit opens_at, soit opens_after_days.",
            "It needs one of opens_at and opens_after_days.",
        )
    if plan.closes_at is not None and plan.closes_after_days is not None:
        yield _problem(
            "closes_at",
            "Il faut soit closes_at, soit closes_after_days, ou aucun des deux.",
            "It takes one of closes_at and closes_after_days, or neither.",
        )
    if any(moment and not moment.tzinfo for moment in (plan.opens_at, plan.closes_at)):
        yield _problem(
            "opens_at",
            "Une heure s’écrit avec son décalage, par exemple 2026-11-24T12:00:00-05:00.",
            "A time needs its offset, for example 2026-11-24T12:00:00-05:00.",
        )
    if plan.promise == "one_per_invitation" and not (
        plan.closes_at or plan.closes_after_days is not None
    ):
        yield _problem("closes_at", *_SEALED_WITHOUT_END)


def is_over_already(survey: Survey, at: datetime) -> EntryProblem | None:
    """Return that a survey that is to be opened would be over from the start."""
    if survey.closes_at and survey.closes_at <= at:
        return _problem("closes_at", *_ALREADY_OVER)
    return None


def change_problems(
    was: Survey, now: Survey, *, at: datetime, judged: bool
) -> Iterator[EntryProblem]:
    """Yield why a survey cannot be changed like this, once it is there.

    Args:
        was: As it is.
        now: As it would be.
        at: When it would be changed.
        judged: Whether a content change names its answers: its verdict counts on their end.
    """
    fixed = ("slug", "cohort", "questionnaire", "version", "promise")
    for field in fixed:
        if getattr(was, field) != getattr(now, field):
            yield EntryProblem(field, _FIXED)
    if now.opens_at != was.opens_at and was.state(at) != "not_yet":
        yield EntryProblem("opens_at", _HAS_OPENED)
    if now.closes_at and now.closes_at <= now.opens_at:
        yield _problem("closes_at", *_BACKWARDS)
    if now.promise == "one_per_invitation" and now.closes_at is None:
        yield _problem("closes_at", *_SEALED_WITHOUT_END)
    if was.kept_days and (now.kept_days or MOST_DAYS + 1) > was.kept_days:
        yield EntryProblem("kept_days", _KEPT_LONGER)
    if now.closes_at == was.closes_at:
        return
    if now.closes_at and now.closes_at < at:
        yield _problem("closes_at", *_IN_THE_PAST)
    if was.state(at) == "over" and (reason := stays_over(was, judged=judged)):
        yield EntryProblem("closes_at", reason)


def stays_over(survey: Survey, *, judged: bool) -> Text | None:
    """Return why a survey that is over may not open again; None: it may."""
    if survey.promise == "one_per_invitation":
        return _SHOWN_AT_ONCE
    return _JUDGED if judged else None


def _problem(field: str, fr: str, en: str) -> EntryProblem:
    return EntryProblem(field, Text(fr=fr, en=en))


_MANY_SESSIONS = (
    f"Une cohorte a {MOST_SESSIONS} séances au plus.",
    f"A cohort has {MOST_SESSIONS} sessions at most.",
)
_NO_YEAR = ("Une année n’est pas entre 2000 et 2999.", "A year is not between 2000 and 2999.")
_BACKWARDS = ("Il ferme avant d’ouvrir.", "It closes before it opens.")
_ALREADY_OVER = (
    "Il serait déjà fermé : choisissez une date à venir.",
    "It would be closed already: choose a date to come.",
)
_IN_THE_PAST = (
    "Un sondage ne ferme pas dans le passé : choisissez une date à venir, ou fermez-le maintenant.",
    "A survey does not close in the past: choose a date to come, or close it now.",
)
_SEALED_WITHOUT_END = (
    "Avec des liens personnels, les résultats attendent la fermeture : dites quand.",
    "With personal links, results wait until it closes: say when.",
)
_RESERVED = Text(
    fr="Ce mot sert à une autre adresse de Bilan : choisissez-en un autre.",
    en="Bilan uses this word for another address: choose another.",
)
_FIXED = Text(
    fr="Ceci ne change plus : des personnes répondent, ou ont été invitées, sur cette promesse. "
    "Ouvrez plutôt un autre sondage.",
    en="This no longer changes: people answer, or were invited, on the strength of it. "
    "Open another survey instead.",
)
_KEPT_LONGER = Text(
    fr="Des personnes répondent sur cette promesse : on peut la raccourcir, pas l’allonger.",
    en="People answer on the strength of this: it can be made shorter, not longer.",
)
_HAS_OPENED = Text(
    fr="Le sondage a déjà ouvert : son début ne change plus.",
    en="The survey has opened: its beginning no longer changes.",
)
_SHOWN_AT_ONCE = Text(
    fr="Avec des liens personnels, les résultats sont montrés d’un coup à la fermeture : rouvert, "
    "on verrait quel lien sert et ce qui change. Ouvrez plutôt un autre sondage.",
    en="With personal links, results are shown all at once when it closes: reopened, one could "
    "see which link is used and what changes. Open another survey instead.",
)
_JUDGED = Text(
    fr="Un changement de contenu attend son verdict de ces réponses, et l’a peut-être déjà : "
    "elles ne continuent pas. Ouvrez plutôt un autre sondage.",
    en="A content change has, or awaits, its verdict from these answers: they do not go on. "
    "Open another survey instead.",
)
