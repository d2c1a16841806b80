"""The forms in which a programme, an activity or a cohort is made or corrected.

Who opens them: an administrator on the first day, with the title of the training in mind and
nothing read; a facilitator before each new cohort, with the calendar beside them; somebody who
found a wrong date. What they must be able to do: fill each one in within a minute, know before
saving what cannot be changed later, be led to the next step, and lose nothing of what they
typed when something is wrong.
"""

from typing import Final, Literal, NamedTuple, TypeAlias

import msgspec

from dashboards.pages.entry_fields import Asked, Field, Typed, entry_field
from dashboards.pages.frame import (
    NEW_PROGRAMME,
    PROGRAMMES,
    Crumb,
    Frame,
    activity_address,
    activity_settings_address,
    cohort_address,
    cohort_settings_address,
    framed,
    home_crumb,
    new_activity_address,
    new_cohort_address,
    new_survey_address,
    programme_address,
    programme_settings_address,
    roster_address,
    way_to,
    words_in,
)
from dashboards.pages.programme import dates_of
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import DEFAULT_ZONE, Activity, Cohort, Programme
from surveys.set_up_form import session_rows
from surveys.texts import Language, Text

Kind: TypeAlias = Literal["programme", "activity", "cohort"]
Step: TypeAlias = Literal["programme", "activity", "cohort", "survey", "link"]

STEPS: Final[tuple[Step, ...]] = ("programme", "activity", "cohort", "survey", "link")

MORE_ROWS: Final = 3
"""How many empty rows of sessions a form offers."""

ZONES: Final = (
    DEFAULT_ZONE,
    "America/Blanc-Sablon",
    "America/Halifax",
    "America/St_Johns",
    "America/Winnipeg",
    "America/Regina",
    "America/Edmonton",
    "America/Vancouver",
    "America/Port-au-Prince",
    "Africa/Dakar",
    "Europe/Paris",
)
"""Those a form offers; a file and a program may name any other."""

_SLUG = Asked("slug", "line", "field_slug", "hint_slug", optional=True)
_FIELDS: Final[dict[Kind, tuple[Asked, ...]]] = {
    "programme": (
        Asked("name", "pair", "field_name", "languages_hint"),
        Asked("zone", "choice", "field_zone", "hint_zone"),
        _SLUG,
    ),
    "activity": (
        Asked("name", "pair", "field_name", "languages_hint"),
        Asked("minutes", "number", "field_minutes", "hint_minutes", optional=True),
        Asked("percent", "number", "field_percent", "hint_percent", optional=True),
        Asked("sessions", "number", "field_sessions", "hint_sessions", optional=True),
        _SLUG,
    ),
    "cohort": (
        Asked("name", "pair", "field_name", "languages_hint"),
        Asked("starts_on", "date", "field_starts_on", "hint_days"),
        Asked("ends_on", "date", "field_ends_on", "hint_days"),
        Asked("eligible", "number", "field_eligible", "hint_eligible", optional=True),
        _SLUG,
    ),
}


class Double(NamedTuple):
    """What is there already and is called the same: saved a moment ago, most often."""

    name: Text
    address: str


class DoubleWords(NamedTuple):
    said: str
    link: str
    address: str


class SetUpView(msgspec.Struct, frozen=True, kw_only=True):
    kind: Kind
    programme: Programme | None = None
    """Of what is made or corrected; None: a new one is made."""
    activity: Activity | None = None
    cohort: Cohort | None = None
    corrects: bool = False
    """Whether it is there already."""
    typed: Typed = Typed()
    double: Double | None = None
    """Nothing was saved: somebody has to say first whether it is the same."""


class StepLine(NamedTuple):
    label: str
    current: bool


class _SessionRow(NamedTuple):
    legend: str
    cells: tuple[Field, ...]


class _Place(NamedTuple):
    action: str
    back: str
    kept: str
    """What stays as it is, in words; empty where something new is made."""


def set_up_page(view: SetUpView, language: Language) -> Page:
    """Return the form, filled in with what is known, each problem beside its field."""
    words, said = words_in(language), Words("set_up", language)
    place = _place(view, said)
    crumbs: tuple[Crumb, ...] = (home_crumb(words),)
    if view.programme and (view.corrects or view.kind != "programme"):
        inner = view.activity if view.kind == "cohort" or view.cohort else None
        crumbs = way_to(words, view.programme, inner)
    frame = Frame(
        said(f"{view.kind}_{'correct' if view.corrects else 'add'}"),
        place.action,
        crumbs,
        demonstration=bool(view.programme and view.programme.demonstration),
    )
    fields = tuple(_fields(view, said))
    rows = tuple(_session_rows(view.typed, said)) if view.kind == "cohort" else ()
    own = {field.id for field in fields}
    faulty = [field for field in fields if field.problem]
    faulty += [cell for row in rows for cell in row.cells if cell.problem]
    return framed(
        "set_up.html",
        frame,
        words,
        f=said,
        place=place,
        lead=said(f"{view.kind}_lead"),
        fixed=said(f"{view.kind}_fixed"),
        steps=() if view.corrects else steps(view.kind, said),
        fields=fields,
        rows=rows,
        rows_problem="" if "sessions" in own else view.typed.reasons("sessions", language),
        corrects=view.corrects,
        faulty=faulty,
        double=double_words(view.kind, view.double, said),
    )


def steps(current: Step, said: Words) -> tuple[StepLine, ...]:
    """Return the way from nothing to a link."""
    return tuple(StepLine(said(f"step_{step}"), step == current) for step in STEPS)


def double_words(
    kind: Kind | Literal["survey"], double: Double | None, said: Words
) -> DoubleWords | None:
    """Return the question whether it is the same, if there is one."""
    if double is None:
        return None
    name = double.name[said.language]
    question = said(f"double_{kind}", called=name)
    return DoubleWords(question, said("double_open", called=name), double.address)


def zone_said(zone: str, said: Words) -> str:
    """Return a time zone by the places it is of; one that no form offers, by its own name."""
    return said(f"zone_{zone.replace('/', '_')}") if zone in ZONES else zone


def _fields(view: SetUpView, said: Words) -> list[Field]:
    zone = view.typed.fields.get("zone") or DEFAULT_ZONE
    offered = [(each, zone_said(each, said)) for each in dict.fromkeys((*ZONES, zone))]
    fixed = {"slug", "zone"} if view.corrects else set()
    return [
        entry_field(asked, view.typed, said, offered if asked.field == "zone" else ())
        for asked in _FIELDS[view.kind]
        if asked.field not in fixed
    ]


def _session_rows(typed: Typed, said: Words) -> list[_SessionRow]:
    """Return every row that holds something, those between, and some that are empty."""
    last = max(session_rows(typed.fields), default=0)
    return [
        _SessionRow(
            said("session_number", number=said.number(number)),
            tuple(
                entry_field(
                    Asked(f"session_{number}_{part}", shape, f"session_{part}"), typed, said
                )
                for part, shape in _CELLS
            ),
        )
        for number in range(1, last + MORE_ROWS + 1)
    ]


_CELLS: Final[tuple[tuple[str, Literal["line", "date", "number"]], ...]] = (
    ("title_fr", "line"),
    ("title_en", "line"),
    ("held_on", "date"),
    ("minutes", "number"),
)


def _place(view: SetUpView, said: Words) -> _Place:
    programme, activity, cohort = view.programme, view.activity, view.cohort
    if programme is None:
        return _Place(NEW_PROGRAMME, PROGRAMMES, "")
    there = programme_address(programme.slug)
    match view.kind:
        case "programme":
            kept = said("zone_kept", zone=zone_said(programme.zone, said), slug=programme.slug)
            return _Place(programme_settings_address(programme.slug), there, kept)
        case "activity" if activity:
            kept = said("slug_kept", slug=activity.slug)
            address = activity_settings_address(activity.slug)
            return _Place(address, activity_address(activity), kept)
        case "cohort" if cohort:
            kept = said("slug_kept", slug=cohort.slug)
            address = cohort_settings_address(cohort.slug)
            return _Place(address, cohort_address(cohort.slug), kept)
        case "cohort" if activity:
            return _Place(new_cohort_address(activity.slug), activity_address(activity), "")
        case _:
            return _Place(new_activity_address(programme.slug), there, "")


class BareCohortView(msgspec.Struct, frozen=True, kw_only=True):
    """A cohort of which nothing is asked yet."""

    programme: Programme
    activity: Activity
    cohort: Cohort


def bare_cohort_page(view: BareCohortView, language: Language) -> Page:
    """Return the page of a cohort without a survey: what comes next."""
    words, said = words_in(language), Words("set_up", language)
    cohort = view.cohort
    frame = Frame(
        cohort.name[language],
        cohort_address(cohort.slug),
        way_to(words, view.programme, view.activity),
        demonstration=view.programme.demonstration,
    )
    return framed(
        "bare_cohort.html",
        frame,
        words,
        f=said,
        lead=f"{view.activity.name[language]} · {dates_of(cohort, words)}",
        steps=steps("survey", said),
        new_survey=new_survey_address(cohort.slug),
        settings=cohort_settings_address(cohort.slug),
        roster=roster_address(cohort.slug),
    )
