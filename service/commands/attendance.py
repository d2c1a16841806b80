"""`bilan attendance`: note who was at a session, from the report of a meeting tool."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import rich_click as click

from analysis.attendees import Recognised, Shown, shown_in
from analysis.who_came import Came, HeldSession, WhoCame, who_came
from service.commands.opening import named, open_database, read_settings
from service.formats.attendance.report import AttendanceReport, read_attendance_report
from service.formats.spelling import spelling
from service.formats.tables import LARGEST_FILE, TableUnreadable
from service.formats.words import quoted
from service.store import reads
from service.store.attendances import Replaced, note_who_came, people_of
from service.store.catalogue import Snapshot, read_snapshot
from surveys.programme import Activity, Session
from surveys.roster import AttendanceRule, Person

_SHOWN_UNREADABLE = 20
_WAYS = {"hand": "as you say", "email": "by address", "name": "by name", "part": "part of a name"}
_DOUBTS = {
    "nobody": "nobody on the roster fits",
    "several": "several on the roster fit",
    "contradiction": "the address and the name fit different people",
}


class _Asked(NamedTuple):
    cohort: str
    session: int
    file: Path
    matches: tuple[str, ...]
    starts: str | None
    other_day: bool
    skip_unreadable: bool
    dry_run: bool


@click.command()
@click.argument("cohort")
@click.argument("session", type=click.IntRange(min=1))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--match",
    "matches",
    multiple=True,
    metavar="SHOWN=PERSON",
    help="Who a name or address in the report is: an e-mail address or name on the roster; "
    "nothing after “=”: nobody on it.",
)
@click.option("--starts", metavar="HH:MM", help="When the session began: only its time counts.")
@click.option("--other-day", is_flag=True, help="The session was held on the day of the report.")
@click.option(
    "--skip-unreadable", is_flag=True, help="Leave out the lines of the report that can't be read."
)
@click.option("--dry-run", is_flag=True, help="Show what would be noted; store nothing.")
def attendance(**options: Any) -> None:
    """Note who was at SESSION (1 for the first) of COHORT, as FILE tells.

    FILE is an attendance report of Zoom, Teams or BigBlueButton, as CSV or XLSX. What was
    noted of the session before is replaced: the same FILE again changes nothing.
    """
    asked = _Asked(**options)
    began = _clock(asked.starts)
    changes = "" if asked.dry_run else f"bilan attendance {asked.cohort} {asked.session}"
    with open_database(read_settings(), changes=changes) as database:
        with database.cursor() as cursor:
            activity = _activity(read_snapshot(cursor), asked.cohort)
            session = _session(reads.sessions(cursor, asked.cohort), asked)
            people = people_of(cursor, asked.cohort)
        if not people:
            raise click.ClickException(
                f"Nobody whose name is known is on the roster of {asked.cohort!r}: import it with "
                "`bilan roster`."
            )
        report = _read(asked.file, session)
        _tell(_report_lines(report))
        held = HeldSession(
            session=session, rule=activity.rule, starts=began, meeting=report.meeting
        )
        decided = _decisions(asked.matches, report, people)
        found = who_came(report.presences, held, people, decided)
        _tell(_found_lines(found, held, people))
        _check(asked, report, found, session)
        if asked.dry_run:
            click.echo("Nothing was stored: this was a dry run.")
        else:
            with database.transaction() as cursor:
                replaced = note_who_came(cursor, session, found)
            click.echo(_stored(replaced))


def _clock(starts: str | None) -> time | None:
    """Raises click.BadParameter, a sentence."""
    if starts is None:
        return None
    try:
        return datetime.strptime(starts, "%H:%M").time()  # noqa: DTZ007 -- the report has no zone
    except ValueError as error:
        raise click.BadParameter(
            f"{starts!r} is not a time such as 13:30", param_hint="--starts"
        ) from error


def _activity(snapshot: Snapshot, cohort: str) -> Activity:
    """Raises click.ClickException, a sentence, if there is no such cohort."""
    return snapshot.activities[named(cohort, snapshot.cohorts, "cohort").activity]


def _session(sessions: Sequence[Session], asked: _Asked) -> Session:
    """Raises click.ClickException, a sentence, if there is no such session."""
    for session in sessions:
        if session.position == asked.session:
            return session
    there = ", ".join(f"{each.position} ({each.held_on})" for each in sessions) or "none"
    raise click.ClickException(f"{asked.cohort!r} has no session {asked.session}. It has: {there}.")


def _read(path: Path, session: Session) -> AttendanceReport:
    """Raises click.ClickException, a sentence, if the file is not a report."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TableUnreadable.too_large(str(path))
        return read_attendance_report(str(path), path.read_bytes(), day=session.held_on)
    except (OSError, TableUnreadable) as error:
        raise click.ClickException(str(error)) from error


def _decisions(
    matches: Sequence[str], report: AttendanceReport, people: Sequence[Person]
) -> dict[tuple[str, str], UUID | None]:
    """Return what --match says. Raises click.BadParameter, a sentence."""
    shown = shown_in(report.presences)
    decided: dict[tuple[str, str], UUID | None] = {}
    for match in matches:
        written, equals, who = (part.strip() for part in match.rpartition("="))
        meant = [each for each in shown if _is_called(each, written)]
        if not equals or not meant:
            raise click.BadParameter(
                f"{match!r}: nobody is shown as {written!r} in the report", param_hint="--match"
            )
        person = _person(match, who, people) if who else None
        decided |= {(each.name, each.email): person for each in meant}
    return decided


def _is_called(shown: Shown, written: str) -> bool:
    return spelling(written) in {spelling(shown.name), spelling(shown.email)} - {""}


def _person(match: str, who: str, people: Sequence[Person]) -> UUID:
    """Raises click.BadParameter, a sentence, unless exactly one on the roster is called so."""
    called = [
        each for each in people if spelling(who) in {spelling(each.email), spelling(each.name)}
    ]
    if len(called) == 1:
        return called[0].person
    problem = "several are" if called else "nobody is"
    advice = ": give an e-mail address" if called else ""
    raise click.BadParameter(
        f"{match!r}: {problem} called {who!r} on the roster{advice}", param_hint="--match"
    )


def _check(asked: _Asked, report: AttendanceReport, found: WhoCame, session: Session) -> None:
    """Raises click.ClickException, a sentence, if part of the report, or all, would be lost."""
    if report.unreadable and not asked.skip_unreadable:
        raise click.ClickException(
            "Nothing was stored. Mend the file, or leave out the lines that can't be read with "
            "--skip-unreadable."
        )
    if found.day and found.day != session.held_on and not asked.other_day:
        raise click.ClickException(
            f"Nothing was stored. Session {session.position} was to be held on "
            f"{session.held_on}, and the report sees people on {found.day}: name another "
            "session, or say --other-day if it was held then."
        )


def _report_lines(report: AttendanceReport) -> Iterator[str]:
    people = len(shown_in(report.presences))
    yield f"{report.file}: {report.tool}, {len(report.presences)} presence(s), {people} name(s)."
    yield from (f"  {note.en}" for note in report.notes)
    for row in report.unreadable[:_SHOWN_UNREADABLE]:
        yield f"  {report.file}, line {row.line}: {row.reason.en}."
    if len(report.unreadable) > _SHOWN_UNREADABLE:
        yield f"  … {len(report.unreadable) - _SHOWN_UNREADABLE} more line(s) can’t be read."


def _found_lines(found: WhoCame, held: HeldSession, people: Sequence[Person]) -> Iterator[str]:
    session, rule = held.session, held.rule
    yield (
        f"Session {session.position}, “{session.title.en}”, {session.held_on}, "
        f"{session.minutes} min. Attended: {_rule(rule)}."
    )
    attended = sum(each.attended for each in found.came)
    yield f"{len(found.came)} of {len(people)} on the roster were there, {attended} attended:"
    for each in found.came:
        verdict = "attended " if each.attended else "too short"
        yield f"  {verdict} {_minutes(each)}  {each.person.name}{_names(each)}"
    if found.outside:
        names = ", ".join(each.person.name for each in found.outside)
        yield f"There outside the session alone, not noted: {names}."
    if found.other_days:
        names = ", ".join(each.name for each in found.other_days)
        yield f"There on other days alone, not noted: {names}."
    if found.nobody:
        yield f"Not on the roster, as you say: {', '.join(each.name for each in found.nobody)}."
    yield from _doubt_lines(found, people)


def _rule(rule: AttendanceRule) -> str:
    parts = [f"{rule.minutes:g} min"] if rule.minutes else []
    parts += [f"{rule.percent:g}% of it"] if rule.percent else []
    return f"at least {' and '.join(parts)}" if parts else "whoever came"


def _doubt_lines(found: WhoCame, people: Sequence[Person]) -> Iterator[str]:
    if not found.unrecognised:
        return
    names = {each.person: f"{each.name} <{each.email}>" for each in people}
    yield f"{len(found.unrecognised)} not recognised; say who with --match:"
    for each in found.unrecognised:
        email = f" <{each.shown.email}>" if each.shown.email else ""
        likely = "; ".join(names[person].removesuffix(" <>") for person in each.candidates)
        yield f"  {quoted(each.shown.name)}{email}: {_DOUBTS[each.doubt]}" + (
            f": {likely}?" if likely else "."
        )


def _minutes(came: Came) -> str:
    return "   ? min" if came.minutes is None else f"{came.minutes:4.0f} min"


def _names(came: Came) -> str:
    """Return as whom somebody was recognised, where that is not their name as on the roster."""
    other = [each for each in came.names if each.shown.name != came.person.name]
    return f"  ({', '.join(map(_name, other))})" if other else ""


def _name(recognised: Recognised) -> str:
    return f"{quoted(recognised.shown.name)}, {_WAYS[recognised.way]}"


def _stored(replaced: Replaced) -> str:
    return (
        f"Noted: {replaced.new} new, {replaced.changed} changed, {replaced.removed} removed, "
        f"{replaced.same} as before."
    )


def _tell(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)
