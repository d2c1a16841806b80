"""The registers of anonymisation and of confidentiality incidents.

Who opens it: an administrator of the service, on the day of an incident, with somebody waiting;
once a year for the board; when the Commission d'accès à l'information asks for a copy. What they
must be able to do: within two minutes, enter what is known of an incident, in the words of the
law; within ten seconds, take a register away as a file.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from dashboards.figures.sheet import Sheet
from dashboards.pages.entry_fields import Asked, Typed, entry_field
from dashboards.pages.frame import Crumb, Frame, framed, home_crumb, words_in
from dashboards.render import Page
from dashboards.wording import Words
from surveys.incidents import RISKS, Incident, fields_from_incident
from surveys.texts import Language

REGISTERS = "/registers"
NEW_INCIDENT = f"{REGISTERS}/incidents/new"
CLOCK = f"{REGISTERS}/clock"

_ASKED = (
    Asked("information", "long", "information", "information_hint"),
    Asked("circumstances", "long", "circumstances"),
    Asked("happened", "line", "happened", "happened_hint"),
    Asked("known_on", "date", "known_on"),
    Asked("people", "line", "people", "people_hint"),
    Asked("risk", "choice", "risk"),
    Asked("assessment", "long", "assessment", "assessment_hint"),
    Asked("commission_on", "date", "commission_on", optional=True),
    Asked("people_on", "date", "people_on", optional=True),
    Asked("public", "long", "public", optional=True),
    Asked("measures", "long", "measures", "measures_hint"),
)


class AnonymisedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One survey that was anonymised, and how much of it went."""

    survey: str
    anonymised_on: date
    closed_on: date
    kept_days: int
    parts: tuple[str, ...]
    submissions: int
    texts: int
    receipts: int
    codes: int
    links: int


class EnteredIncident(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the register; the last of a number holds."""

    number: int
    entered_on: date
    incident: Incident


class DoubtedClock(msgspec.Struct, frozen=True, kw_only=True):
    """A clock of the machine that nothing is anonymised by until somebody says that it is right."""

    today: date
    """What it says."""
    looked_on: date
    """When surveys were last looked through."""


class RegistersView(msgspec.Struct, frozen=True, kw_only=True):
    anonymisations: tuple[AnonymisedLine, ...]
    incidents: tuple[EnteredIncident, ...]
    saved: bool = False
    doubted: DoubtedClock | None = None


class IncidentView(msgspec.Struct, frozen=True, kw_only=True):
    """An incident to enter, or to correct."""

    number: int | None = None
    typed: Typed = Typed()


class _Row(NamedTuple):
    number: str
    correct: str
    label: str
    cells: tuple[tuple[str, str], ...]


def registers_page(view: RegistersView, language: Language) -> Page:
    words, said = words_in(language), Words("registers", language)
    latest = {each.number: each for each in view.incidents}
    return framed(
        "registers.html",
        Frame(said("title"), REGISTERS, (home_crumb(words),)),
        words,
        g=said,
        saved=view.saved,
        doubted=view.doubted and _doubted(view.doubted, said, words),
        anonymised=[_cells(line, said, words) for line in view.anonymisations],
        incidents=[
            _Row(
                words.number(number),
                incident_address(number),
                said("correct", number=words.number(number)),
                _incident_cells(entered, said, words),
            )
            for number, entered in sorted(latest.items(), reverse=True)
        ],
        new=NEW_INCIDENT,
        files=REGISTERS,
    )


def _doubted(clock: DoubtedClock, said: Words, words: Words) -> dict[str, str]:
    today = words.day(clock.today)
    return {
        "said": said("doubted", today=today, looked_on=words.day(clock.looked_on)),
        "right": said("clock_is_right", today=today),
        "today": clock.today.isoformat(),
        "action": CLOCK,
    }


def incident_page(view: IncidentView, language: Language) -> Page:
    """Return the form, filled in with what is known, each problem beside its field."""
    words, said = words_in(language), Words("registers", language)
    number = view.number
    action = NEW_INCIDENT if number is None else incident_address(number)
    title = said("enter") if number is None else said("correct", number=words.number(number))
    risks: list[tuple[str, str]] = [(risk, said(f"risk_{risk}")) for risk in RISKS]
    if (
        view.typed.fields.get("risk") not in RISKS
    ):  # the one answer that nobody gives by hurrying on
        risks.insert(0, ("", said("risk_open")))
    return framed(
        "incident.html",
        Frame(title, action, (home_crumb(words), Crumb(said("title"), REGISTERS))),
        words,
        g=said,
        lead=said("enter_said" if number is None else "correct_said"),
        fields=[
            entry_field(each, view.typed, said, risks if each.field == "risk" else ())
            for each in _ASKED
        ],
        problems=len(view.typed.problems),
        action=action,
        back=REGISTERS,
    )


def incident_address(number: int) -> str:
    return f"{REGISTERS}/incidents/{number}"


def anonymisations_sheet(lines: Sequence[AnonymisedLine], language: Language) -> Sheet:
    """Return the register as a file."""
    words, said = words_in(language), Words("registers", language)
    rows = [_cells(line, said, words) for line in lines]
    columns = ("survey", "anonymised_on", "closed_on", "kept_days", *_SAID_OF_ALL)
    return Sheet(
        columns=tuple(said(column) for column in columns),
        rows=tuple(tuple(cell for _, cell in row) for row in rows),
    )


def incidents_sheet(lines: Sequence[EnteredIncident], language: Language) -> Sheet:
    """Return every line of the register as a file, those that were corrected too."""
    said = Words("registers", language)
    return Sheet(
        columns=(said("number"), said("entered_at"), *(said(each.label) for each in _ASKED)),
        rows=tuple(
            (
                line.number,
                line.entered_on.isoformat(),
                *_in_words(fields_from_incident(line.incident), said).values(),
            )
            for line in lines
        ),
    )


_SAID_OF_ALL = ("described", "purpose", "technique", "analysis")


def _cells(line: AnonymisedLine, said: Words, words: Words) -> tuple[tuple[str, str], ...]:
    """Return what the regulation asks to note, each with its heading."""
    removed = ("submissions", "texts", "receipts", "codes", "links")
    numbers = {each: words.number(getattr(line, each)) for each in removed}
    parts = ", ".join(said(part) for part in line.parts) or said("none")
    told = (line.survey, line.anonymised_on.isoformat(), line.closed_on.isoformat())
    return (
        *zip(map(said, ("survey", "anonymised_on", "closed_on")), told, strict=True),
        (said("kept_days"), str(line.kept_days)),
        (said("described"), said("described_as", **numbers)),
        (said("purpose"), said("purpose_is")),
        (said("technique"), said("technique_is")),
        (said("analysis"), said("analysis_is", parts=parts)),
    )


def _incident_cells(
    entered: EnteredIncident, said: Words, words: Words
) -> tuple[tuple[str, str], ...]:
    typed = _in_words(fields_from_incident(entered.incident), said)
    told = [(said(each.label), typed[each.field]) for each in _ASKED if typed[each.field]]
    return ((said("entered_at"), words.day(entered.entered_on)), *told)


def _in_words(fields: dict[str, str], said: Words) -> dict[str, str]:
    return {each.field: fields[each.field] for each in _ASKED} | {
        "risk": said(f"risk_{fields['risk']}")
    }
