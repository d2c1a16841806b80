"""A programme, an activity, a cohort or a survey as somebody types it into a form, and back."""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Final, Literal, NamedTuple, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from surveys.entering import MISSING as MISSING_ENTRIES
from surveys.entering import EntryProblem, tidied
from surveys.programme import DEFAULT_ZONE, Activity, Cohort, Programme, Session
from surveys.setting_up import (
    LAST_MINUTE,
    MOST_DAYS,
    MOST_PEOPLE,
    MOST_SESSIONS,
    ActivityPlan,
    Attended,
    CohortPlan,
    Completed,
    ProgrammePlan,
    SessionPlan,
    SurveyPlan,
    activity_problems,
    cohort_problems,
    programme_problems,
    survey_problems,
)
from surveys.survey import KEPT_DAYS, Promise, Survey
from surveys.texts import LANGUAGES, Slug, Text, folded
from surveys.typed_fields import NO_NUMBER, NotKept, TypedFields, plain_number

Opens: TypeAlias = Literal["now", "at", "after"]
Closes: TypeAlias = Literal["never", "at", "after"]

OPENS: Final[tuple[Opens, ...]] = ("now", "at", "after")
CLOSES: Final[tuple[Closes, ...]] = ("after", "at", "never")
PROMISES: Final[tuple[Promise, ...]] = ("open_link", "one_per_browser", "one_per_invitation")

_SESSION = re.compile(r"session_([1-9]\d{0,2})_(?:title_fr|title_en|held_on|minutes)")
_SESSION_OF = re.compile(r"session_\d+")
_USUAL_DAYS: Final = 14
_LONGEST_SLUG: Final = 64
_FIRST, _LAST = date(2000, 1, 1), date(2999, 12, 31)
"""What stands in for a day that cannot be read: every other lies between them."""

_WHOLE_PERCENT: Final = 100
_PlanT = TypeVar("_PlanT", bound=msgspec.Struct)

MISSING: Final = {
    "name": MISSING_ENTRIES["name"],
    "starts_on": Text(
        fr="Le premier jour manque, et aucune séance ne le dit.",
        en="The first day is missing, and no session says it.",
    ),
    "ends_on": Text(
        fr="Le dernier jour manque, et aucune séance ne le dit.",
        en="The last day is missing, and no session says it.",
    ),
    "held_on": Text(fr="Quel jour a lieu cette séance ?", en="On which day is this session?"),
    "minutes": Text(
        fr="Combien de minutes dure cette séance ?", en="How many minutes does this session last?"
    ),
    "on": Text(fr="Choisissez le jour.", en="Choose the day."),
    "after_days": Text(fr="Écrivez le nombre de jours.", en="Write the number of days."),
    "questionnaire": Text(fr="Choisissez un questionnaire.", en="Choose a questionnaire."),
}
_NO_SLUG = Text(
    fr="Une adresse a des minuscules sans accent, des chiffres et des traits d’union, 64 au plus.",
    en="An address has lower-case letters, digits and hyphens only, 64 at most.",
)
TAKEN: Final = Text(
    fr="Cette adresse est prise : ajoutez-y l’année, par exemple.",
    en="This address is taken: add the year to it, for example.",
)
_NO_PERCENT = Text(
    fr="Écrivez un pourcentage, de 0 à 100.", en="Write a percentage, from 0 to 100."
)
_AT_LEAST_ONE = Text(fr="Il en faut au moins 1.", en="It takes at least 1.")


class Setting(NamedTuple):
    """Where and when a survey is set up."""

    cohort: Cohort
    zone: ZoneInfo
    at: datetime


class Naming(NamedTuple):
    """Under which address something new may stand."""

    taken: Collection[Slug] = ()
    within: Slug = ""
    """What it stands in: goes before its own words where those are taken."""
    kept: Slug | None = None
    """Of what is corrected: it keeps its own."""


def proposed_slug(name: str, naming: Naming) -> Slug:
    """Return an address made of the words of a name that nothing has; empty: it has no words."""
    words = folded(name, "-")
    if not words:
        return ""
    longer = f"{naming.within}-{words}" if naming.within else words
    numbered = (f"{words[: _LONGEST_SLUG - 5]}-{number}" for number in count(2))
    for each in (words, longer, *(next(numbered) for _ in range(len(naming.taken) + 1))):
        slug = each[:_LONGEST_SLUG].strip("-")
        if slug not in naming.taken:
            return slug
    return ""


class _Typed(TypedFields):
    """The fields of something to set up."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        parts = {f"session_{number}_held_on": MISSING["held_on"] for number in session_rows(fields)}
        super().__init__(fields, MISSING | parts)

    def slug(self, name: Text, naming: Naming) -> Slug:
        """Return the address that was typed, or one made of the name."""
        if naming.kept is not None:
            return naming.kept
        typed = self.line("slug")
        slug = typed or proposed_slug(name.fr or name.en, naming)
        if not slug and not name:
            return ""  # that the name is missing is said already
        try:
            msgspec.convert(slug, Slug)
        except msgspec.ValidationError:
            self.refuse("slug", _NO_SLUG)
        if slug in naming.taken:
            self.refuse("slug", TAKEN)
        return slug

    def amount(self, field: str) -> float:
        """Return a number that may be left out; then it is 0."""
        written = self.line(field)
        amount = float(self.decimal(field, written, NO_NUMBER)) if written else 0.0
        if amount < 0:
            self.refuse(field, NO_NUMBER)
        return amount

    def percent(self, field: str) -> float:
        written = self.line(field).removesuffix("%")
        percent = float(self.decimal(field, written, _NO_PERCENT)) if written else 0.0
        if not 0 <= percent <= _WHOLE_PERCENT:
            self.refuse(field, _NO_PERCENT)
        return percent

    def at_least_one(self, field: str, most: int = MOST_SESSIONS) -> int | None:
        number = self.whole(field)
        if number is not None and number < 1:
            self.refuse(field, _AT_LEAST_ONE)
        elif number is not None and number > most:
            self.refuse(field, _at_most(most))
        return number

    def people(self, field: str) -> int | None:
        return self.at_least_one(field, MOST_PEOPLE)

    def day_or(self, field: str, known: date | None, instead: date) -> date:
        """Return a day; where none is typed, the one that is known from elsewhere."""
        return known if known and not self.line(field) else self.day(field, instead)

    def moment(self, field: str, clock: time, setting: Setting) -> datetime:
        """Return the day and the time that were typed, in UTC."""
        if self.line(f"{field}_on"):
            day = self.day(f"{field}_on", _FIRST)
        else:
            self.refuse(f"{field}_on", MISSING["on"])
            day = _FIRST
        time_of_day = self.clock(f"{field}_time", clock)
        return datetime.combine(day, time_of_day, setting.zone).astimezone(UTC)

    def days(self, field: str) -> int:
        name = f"{field}_after_days"
        days = self.whole(name)
        if days is None:
            if not self.line(name):
                self.refuse(name, MISSING["after_days"])
            return 0
        if days > MOST_DAYS:
            self.refuse(name, _at_most(MOST_DAYS))
        return days

    def untouched(self, field: str, there: Mapping[str, str]) -> bool:
        """Whether what was typed of a date is what stood there."""
        never = self.line(field) == "never"
        names = [field] if never else [field, f"{field}_on", f"{field}_time"]
        return all(self.line(name) == there.get(name, "") for name in names)


def programme_from_fields(
    fields: Mapping[str, str], naming: Naming, zone: str | None = None
) -> ProgrammePlan | NotKept:
    """Return what was typed, or why it cannot be; `zone`: it has one, which stays."""
    typed = _Typed(fields)
    name = typed.text("name")
    plan = ProgrammePlan(
        slug=typed.slug(name, naming), name=name, zone=zone or typed.line("zone") or DEFAULT_ZONE
    )
    plan = tidied(plan)
    return _kept(plan, typed, programme_problems(plan))


def activity_from_fields(fields: Mapping[str, str], naming: Naming) -> ActivityPlan | NotKept:
    typed = _Typed(fields)
    name = typed.text("name")
    sessions = typed.at_least_one("sessions")
    plan = tidied(
        ActivityPlan(
            slug=typed.slug(name, naming),
            name=name,
            attended=Attended(minutes=typed.amount("minutes"), percent=typed.percent("percent")),
            completed=Completed(sessions=sessions) if sessions else None,
        )
    )
    return _kept(plan, typed, activity_problems(plan))


def cohort_from_fields(
    fields: Mapping[str, str], activity: Activity, naming: Naming
) -> CohortPlan | NotKept:
    """Return what was typed, or why it cannot be; days left empty are those of the sessions."""
    typed, rows = _Typed(fields), session_rows(fields)
    name = typed.text("name")
    sessions = tuple(_session(typed, *place) for place in enumerate(rows, start=1))
    days = [each.held_on for each in sessions]
    plan = tidied(
        CohortPlan(
            slug=typed.slug(name, naming),
            name=name,
            starts_on=typed.day_or("starts_on", min(days, default=None), _FIRST),
            ends_on=typed.day_or("ends_on", max(days, default=None), _LAST),
            eligible=typed.people("eligible"),
            sessions=tuple(map(tidied, sessions)),
        )
    )
    at_rows = {f"session_{place}": f"session_{row}" for place, row in enumerate(rows, start=1)}
    found = [
        each._replace(field=_SESSION_OF.sub(lambda m: at_rows[m[0]], each.field))
        for each in cohort_problems(plan, activity.rule)
    ]
    return _kept(plan, typed, found)


def _session(typed: _Typed, place: int, number: int) -> SessionPlan:
    row = f"session_{number}"
    minutes = typed.whole(f"{row}_minutes")
    if minutes is None and not typed.line(f"{row}_minutes"):
        typed.refuse(f"{row}_minutes", MISSING["minutes"])
    return SessionPlan(
        title=typed.text(f"{row}_title") or Text(fr=f"Séance {place}", en=f"Session {place}"),
        held_on=typed.day(f"{row}_held_on", _FIRST),
        minutes=minutes or 0,
    )


def survey_from_fields(
    fields: Mapping[str, str], setting: Setting, naming: Naming
) -> SurveyPlan | NotKept:
    typed = _Typed(fields)
    if not (questionnaire := typed.line("questionnaire")):
        typed.refuse("questionnaire", MISSING["questionnaire"])
    slug = typed.slug(Text(fr=setting.cohort.slug), naming)
    plan = _survey_plan(typed, setting, slug, questionnaire)
    plan = msgspec.structs.replace(plan, promise=typed.one_of("promise", PROMISES, "open_link"))
    found = [] if typed.problems else survey_problems(plan, setting.cohort, setting.zone)
    return _kept(plan, typed, found)


def survey_suggested(setting: Setting, naming: Naming) -> dict[str, str]:
    """Return what most people choose: open now, for two weeks after the cohort ends."""
    last = setting.cohort.ends_on + timedelta(days=_USUAL_DAYS)
    ends = last >= setting.at.astimezone(setting.zone).date()
    return {
        "slug": proposed_slug(setting.cohort.slug, naming),
        "opens": "now",
        "closes": "after" if ends else "never",
        "closes_after_days": str(_USUAL_DAYS) if ends else "",
        "promise": "open_link",
        "kept_days": str(KEPT_DAYS),
    }


def changed_survey(fields: Mapping[str, str], was: Survey, setting: Setting) -> Survey | NotKept:
    """Return a survey with the dates and the number that were typed.

    A date that was not touched stays to the second, and so does one that the form did not ask.
    """
    there = fields_from_survey(was, setting.zone)
    typed = _Typed(there | dict(fields))
    plan = _survey_plan(typed, setting, was.slug, was.questionnaire)
    plan = msgspec.structs.replace(plan, promise=was.promise)
    if problems := typed.problems or survey_problems(plan, setting.cohort, setting.zone):
        return NotKept(tuple(problems))
    opens_at, closes_at = plan.dates(setting.cohort, setting.zone)
    return msgspec.structs.replace(
        was,
        opens_at=was.opens_at if typed.untouched("opens", there) else opens_at,
        closes_at=was.closes_at if typed.untouched("closes", there) else closes_at,
        eligible=plan.eligible,
        kept_days=plan.kept_days,
    )


def _survey_plan(typed: _Typed, setting: Setting, slug: Slug, questionnaire: str) -> SurveyPlan:
    opens = typed.one_of("opens", OPENS, "now")
    closes = typed.one_of("closes", CLOSES, "never")
    opens_at = setting.at.replace(second=0, microsecond=0) if opens == "now" else None
    return SurveyPlan(
        slug=slug,
        questionnaire=questionnaire,
        opens_at=typed.moment("opens", time(), setting) if opens == "at" else opens_at,
        opens_after_days=typed.days("opens") if opens == "after" else None,
        closes_at=typed.moment("closes", LAST_MINUTE, setting) if closes == "at" else None,
        closes_after_days=typed.days("closes") if closes == "after" else None,
        eligible=typed.people("eligible"),
        kept_days=typed.at_least_one("kept_days", MOST_DAYS),
    )


def session_rows(fields: Mapping[str, str]) -> list[int]:
    """Return the numbers of the rows in which anything of a session is typed, in order."""
    found = (_SESSION.fullmatch(name) for name, value in fields.items() if value.strip())
    return sorted({int(each[1]) for each in found if each})[: MOST_SESSIONS + 1]


def fields_from_programme(programme: Programme) -> dict[str, str]:
    return _texts("name", programme.name) | {"zone": programme.zone, "slug": programme.slug}


def fields_from_activity(activity: Activity) -> dict[str, str]:
    rule = activity.rule
    return _texts("name", activity.name) | {
        "slug": activity.slug,
        "minutes": _number(rule.minutes),
        "percent": _number(rule.percent),
        "sessions": "" if rule.sessions is None else str(rule.sessions),
    }


def fields_from_cohort(cohort: Cohort, sessions: Collection[Session]) -> dict[str, str]:
    fields = _texts("name", cohort.name) | {
        "slug": cohort.slug,
        "starts_on": cohort.starts_on.isoformat(),
        "ends_on": cohort.ends_on.isoformat(),
        "eligible": "" if cohort.eligible is None else str(cohort.eligible),
    }
    for number, session in enumerate(sessions, start=1):
        fields |= _texts(f"session_{number}_title", session.title)
        fields[f"session_{number}_held_on"] = session.held_on.isoformat()
        fields[f"session_{number}_minutes"] = str(session.minutes)
    return fields


def fields_from_survey(survey: Survey, zone: ZoneInfo) -> dict[str, str]:
    """Return its dates as the clock of `zone` says them, and its number."""
    closes = {"closes": "at", **_clock("closes", survey.closes_at, zone)}
    return {
        "opens": "at",
        **_clock("opens", survey.opens_at, zone),
        **(closes if survey.closes_at else {"closes": "never"}),
        "eligible": "" if survey.eligible is None else str(survey.eligible),
        "kept_days": "" if survey.kept_days is None else str(survey.kept_days),
    }


def _clock(field: str, moment: datetime | None, zone: ZoneInfo) -> dict[str, str]:
    if moment is None:
        return {}
    there = moment.astimezone(zone)
    return {f"{field}_on": there.date().isoformat(), f"{field}_time": f"{there:%H:%M}"}


def _texts(field: str, text: Text) -> dict[str, str]:
    return {f"{field}_{language}": text[language] for language in LANGUAGES}


def _number(amount: float) -> str:
    return plain_number(Decimal(str(amount))) if amount else ""


def _at_most(most: int) -> Text:
    return Text(fr=f"Il en faut {most} au plus.", en=f"It takes {most} at most.")


def _kept(plan: _PlanT, typed: _Typed, found: Collection[EntryProblem]) -> _PlanT | NotKept:
    """Return the plan, or why it cannot be: what could not be read is not judged once more."""
    unread = {problem.field for problem in typed.problems}
    problems = (*typed.problems, *(each for each in found if each.field not in unread))
    return NotKept(problems) if problems else plan
