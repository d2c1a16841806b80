"""From a snapshot to the report: one pure function, whatever it is then printed as.

Who reads it: a foundation, a board, the organisations themselves, months after the last
session, on paper or on a screen. What they must be able to do: within a minute, say what
the programme was and what came of it; for any number, find of how many it is and how far
it can be trusted; and give the file to somebody who can check every digit of it.
"""

from datetime import date

from dashboards.report.blocks import Report, Section
from dashboards.report.figures import compute
from dashboards.report.method import method_section
from dashboards.report.opening import (
    activities_section,
    conclusion_section,
    good_practice_section,
    key_figures_section,
    programme_section,
)
from dashboards.report.opinions import (
    follow_up_section,
    opinions_section,
    usefulness_section,
)
from dashboards.report.printing import Printer, printer
from dashboards.report.snapshot import Snapshot
from dashboards.report.taking_part import attendance_section, people_section
from dashboards.report.voices import facts_section, needs_section, testimonials_section

_SECTIONS = (
    programme_section,
    activities_section,
    key_figures_section,
    people_section,
    attendance_section,
    opinions_section,
    usefulness_section,
    follow_up_section,
    needs_section,
    testimonials_section,
    good_practice_section,
    facts_section,
    conclusion_section,
    method_section,
)


def draw(snapshot: Snapshot, seal: str) -> Report:
    """Return the report; sections without content are left out.

    Args:
        snapshot: What it is drawn from.
        seal: SHA-256 of the snapshot's file.

    Raises:
        SnapshotUnreadable: counts of the snapshot contradict each other.
    """
    figures, p = compute(snapshot), printer(snapshot.language)
    made = [make(figures, p) for make in _SECTIONS]
    return Report(
        language=p.language,
        kicker=p("kicker"),
        title=snapshot.programme.name[p.language],
        period=_period(snapshot, p),
        made_on=p("made_on", day=p.numbers.day(snapshot.made_on)),
        demonstration=p("demonstration") if snapshot.programme.demonstration else "",
        colon=p.numbers("colon"),
        seal_label=p("seal_label"),
        seal=seal,
        seal_explained=p("seal_explained"),
        contents=p("contents"),
        skip=p("skip"),
        page=p("page"),
        sections=tuple(section for section in made if _full(section)),
    )


def _full(section: Section) -> bool:
    return bool(section.blocks or section.parts)


def _period(snapshot: Snapshot, p: Printer) -> str:
    first = [each.starts_on for each in snapshot.activities if each.starts_on]
    last = [each.ends_on for each in snapshot.activities if each.ends_on]
    if not first or not last:
        return ""
    begins, ends = _month(min(first), p), _month(max(last), p)
    return begins if begins == ends else p("period", first=begins, last=ends)


def _month(day: date, p: Printer) -> str:
    """Return « janvier 2022 »."""
    return f"{p.numbers.month_name(day.month)} {day.year}"
