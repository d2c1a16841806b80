"""A programme with everything collected in it: what an import reads and a demonstration makes."""

from dataclasses import dataclass

from surveys.facts import Benchmark, Fact, Note
from surveys.indicators import Indicator
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.questionnaire import Questionnaire
from surveys.roster import Attendance, Enrolment, Organisation, Person
from surveys.submissions import AcceptedSubmission
from surveys.survey import Survey


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """Stored whole or not at all; storing it twice changes nothing."""

    programme: Programme
    activities: tuple[Activity, ...]
    cohorts: tuple[Cohort, ...]
    sessions: tuple[Session, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    people: tuple[Person, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    questionnaires: tuple[Questionnaire, ...]
    surveys: tuple[Survey, ...]
    submissions: tuple[AcceptedSubmission, ...]
    indicators: tuple[Indicator, ...] = ()
    """None: the programme accounts for those that Bilan ships."""
    facts: tuple[Fact, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    notes: tuple[Note, ...] = ()
