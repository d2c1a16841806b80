"""What a list of participants changes on the roster of a cohort.

A person is known by their e-mail address within a programme, else by their name, where
one of the two has no address. What the list leaves empty stays as it was; who is on the
roster and not in the list stays on it. So the same list twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from service.formats.roster_columns import folded
from service.formats.roster_file import RosterLine
from service.store.roster import RosterKept, RosterRows
from surveys.roster import Attendance, Enrolment, Organisation, Person
from surveys.roster_list import ListProblem, ProblemKind


@dataclass
class RosterChanges:
    """What a list changes; nothing is stored yet."""

    rows: RosterRows = field(default_factory=RosterRows)
    problems: list[ListProblem] = field(default_factory=list)
    enrolled: int = 0
    """Lines of people who were not on this roster."""
    changed: int = 0
    """Lines of people who were, and of whom something changes."""
    same: int = 0
    not_in_list: int = 0
    """People of the roster whom the list does not name."""


def roster_changes(known: RosterKept, lines: Sequence[RosterLine]) -> RosterChanges:
    """Return what `lines` change; nothing may be stored of changes with problems."""
    return _Comparison(known).of(lines)


class _People:
    """Everybody of a programme, found by address and by name, in the order they came."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people: dict[UUID, Person] = {}
        self._places: dict[UUID, int] = {}
        self._at: defaultdict[str, set[UUID]] = defaultdict(set)
        self._named: defaultdict[str, set[UUID]] = defaultdict(set)
        for person in people:
            self.put(person)

    def get(self, person: UUID) -> Person | None:
        return self._people.get(person)

    def put(self, person: Person) -> None:
        """Add somebody, or have what they are called now stand in the place of what was."""
        if before := self._people.get(person.person):
            self._at[before.email.lower()].discard(person.person)
            self._named[folded(before.name)].discard(person.person)
        self._people[person.person] = person
        self._places.setdefault(person.person, len(self._places))
        self._at[person.email.lower()].add(person.person)
        self._named[folded(person.name)].add(person.person)

    def at(self, email: str) -> list[Person]:
        return self._in_order(self._at.get(email, ()))

    def named(self, name: str) -> list[Person]:
        return self._in_order(self._named.get(folded(name), ()))

    def _in_order(self, some: Collection[UUID]) -> list[Person]:
        return [self._people[person] for person in sorted(some, key=self._places.__getitem__)]


class _Comparison:
    """One list, line by line, beside what is known."""

    def __init__(self, known: RosterKept) -> None:
        self._known = known
        self._people = _People(known.people)
        self._organisations = {folded(each.name): each for each in known.organisations}
        self._line_of: dict[UUID, int] = {}
        self._said_on: dict[tuple[str, str], int] = {}
        self._changes = RosterChanges()

    def of(self, lines: Sequence[RosterLine]) -> RosterChanges:
        for line in lines:
            person = self._person(line)
            if person is not None:
                self._compare(line, person)
        self._changes.not_in_list = len(self._known.enrolments.keys() - self._line_of.keys())
        there = set(self._known.organisations)
        self._changes.rows.organisations = [
            each for each in self._organisations.values() if each not in there
        ]
        return self._changes

    def _person(self, line: RosterLine) -> UUID | None:
        """Return who the line is about, somebody new perhaps; None with a problem kept."""
        found = self._candidates(line)
        if len(found) > 1:
            self._problem("ambiguous", line, line.name)
            return None
        person = found[0] if found else Person(person=uuid4(), name=line.name, email=line.email)
        if person.person in self._line_of:
            self._problem("twice", line, line.name or line.email, str(self._line_of[person.person]))
            return None
        self._line_of[person.person] = line.line
        given = Person(
            person=person.person,
            name=line.name or person.name,
            email=line.email or person.email,
        )
        if given != self._people.get(person.person):
            self._changes.rows.people.append(given)
        self._people.put(given)
        return given.person

    def _candidates(self, line: RosterLine) -> list[Person]:
        """Return the one with the address; else those of the name, of this cohort if possible."""
        if line.email and (same := self._people.at(line.email)):
            return same[:1]
        if not line.name:
            return []
        named = [each for each in self._people.named(line.name) if not (each.email and line.email)]
        return [each for each in named if each.person in self._known.enrolments] or named

    def _compare(self, line: RosterLine, person: UUID) -> None:
        before = self._known.enrolments.get(person)
        after = self._enrolment(line, person, before)
        noted = {
            session for session in line.sessions if (session, person) in self._known.attendances
        }
        there = [session for session, yes in line.sessions.items() if yes and session not in noted]
        gone = [session for session, yes in line.sessions.items() if not yes and session in noted]
        self._changes.rows.attendances += self._at(there, person)
        self._changes.rows.absences += self._at(gone, person)
        renamed = bool(self._changes.rows.people) and self._changes.rows.people[-1].person == person
        if before is None:
            self._changes.enrolled += 1
        elif after != before or there or gone or renamed:
            self._changes.changed += 1
        else:
            self._changes.same += 1
        if after != before:
            self._changes.rows.enrolments.append(after)

    def _at(self, sessions: Sequence[int], person: UUID) -> list[Attendance]:
        return [
            Attendance(cohort=self._known.cohort, session=session, person=person)
            for session in sessions
        ]

    def _enrolment(self, line: RosterLine, person: UUID, before: Enrolment | None) -> Enrolment:
        """Return what the line says; what it leaves empty stays as it was."""
        there = before or Enrolment(cohort=self._known.cohort, person=person, organisation="")
        return Enrolment(
            cohort=self._known.cohort,
            person=person,
            organisation=self._organisation(line) or there.organisation,
            role=line.role or there.role,
            completed=there.completed if line.completed is None else line.completed,
            sessions_counted=(
                there.sessions_counted if line.sessions_counted is None else line.sessions_counted
            ),
        )

    def _organisation(self, line: RosterLine) -> str:
        """Return the organisation as it is spelt already, with what the line adds to it."""
        if not line.organisation:
            return ""
        key = folded(line.organisation)
        before = self._organisations.get(key) or Organisation(
            programme=self._known.programme, name=line.organisation
        )
        for what, said in (("region", line.region), ("kind", line.kind)):
            first = self._said_on.setdefault((key, what), line.line) if said else line.line
            if said and first != line.line and said != getattr(before, what):
                self._problem("organisation_differs", line, line.organisation, str(first))
        self._organisations[key] = Organisation(
            programme=before.programme,
            name=before.name,
            region=line.region or before.region,
            kind=line.kind or before.kind,
        )
        return before.name

    def _problem(self, kind: ProblemKind, line: RosterLine, given: str, other: str = "") -> None:
        self._changes.problems.append(
            ListProblem(kind=kind, line=line.line, given=given, other=other)
        )
