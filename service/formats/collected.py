"""All the rows of an import together: cohorts, their surveys, and what they accept."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from service.formats.answers import CellFault
from service.formats.cohorts import LONGEST_SLUG, RowCohort, dated
from service.formats.import_plan import ImportPlan
from service.formats.import_rows import BlankRow, ReadRow, RowOutcome, UnreadableRow
from service.formats.mapping import MappingProblem, MappingUnusable
from service.formats.spelling import spelling
from surveys.acceptance import SubmissionRejected, accept
from surveys.bundle import Bundle
from surveys.programme import Cohort
from surveys.submissions import AcceptedSubmission
from surveys.survey import Survey

_NOON = time(12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Collected:
    bundle: Bundle
    """The submissions of every row that can be read."""

    unreadable: tuple[UnreadableRow, ...]
    blank: tuple[BlankRow, ...]
    repeated: int
    """Rows that another of the files holds too; they are stored once."""

    settled: Counter[str]
    """How often the mapping decided between several possible answers, by its rule."""


def collect(
    name: str, plan: ImportPlan, outcomes: Iterable[RowOutcome], *, at: datetime
) -> Collected:
    """Return what to store for the rows of an import made at `at`.

    Raises:
        MappingUnusable: two cohorts get the same address, or one has no dates.
    """
    unreadable: list[UnreadableRow] = []
    blank: list[BlankRow] = []
    read: dict[UUID, ReadRow] = {}
    rows = 0
    for outcome in outcomes:
        match outcome:
            case UnreadableRow():
                unreadable.append(outcome)
            case BlankRow():
                blank.append(outcome)
            case ReadRow():
                rows += 1
                read.setdefault(outcome.submission.id, outcome)
    today = at.astimezone(UTC).date()
    cohorts = _cohorts(name, plan, list(read.values()))
    days = {
        row.submission.id: row.day or min(cohorts[row.cohort.slug].ends_on, today)
        for row in read.values()
    }
    surveys = _surveys(plan, cohorts, read.values(), days)
    accepted: list[AcceptedSubmission] = []
    for row in read.values():
        received = datetime.combine(days[row.submission.id], _NOON)
        try:
            survey = surveys[row.cohort.slug]
            accepted.append(accept(plan.questionnaire, survey, row.submission, at=received))
        except SubmissionRejected as rejected:
            unreadable.append(_rejected(row, rejected))
    return Collected(
        bundle=_bundle(plan, cohorts, surveys, accepted),
        unreadable=tuple(unreadable),
        blank=tuple(blank),
        repeated=rows - len(read),
        settled=sum((row.settled for row in read.values()), Counter()),
    )


def _cohorts(name: str, plan: ImportPlan, rows: Sequence[ReadRow]) -> dict[str, Cohort]:
    """Return the cohorts of `rows` by slug, dated."""
    problems: dict[MappingProblem, None] = {}
    told: dict[str, RowCohort] = {}
    days: defaultdict[str, list[date]] = defaultdict(list)
    for row in rows:
        first = told.setdefault(row.cohort.slug, row.cohort)
        days[first.slug] += [row.day] if row.day else []
        if spelling(row.cohort.name.en) != spelling(first.name.en):
            problems[_same_slug(first, row.cohort)] = None
    cohorts: dict[str, Cohort] = {}
    for slug, each in told.items():
        cohort = dated(each, activity=plan.activity.slug, days=days[slug])
        if cohort is None:
            problems[_undated(each)] = None
        elif len(address := plan.survey_slug(slug)) > LONGEST_SLUG:
            problems[_too_long(each, address)] = None
        else:
            cohorts[slug] = cohort
    if problems:
        raise MappingUnusable(name, list(problems))
    return cohorts


def _same_slug(one: RowCohort, other: RowCohort) -> MappingProblem:
    return MappingProblem(
        f"cohorts “{one.name.en}” and “{other.name.en}”",
        f"both would have the address {one.slug}: list them with a slug of their own, "
        "or as words of one cohort.",
    )


def _undated(cohort: RowCohort) -> MappingProblem:
    return MappingProblem(
        f"cohort “{cohort.name.en}”",
        "nothing says when it was: list it with starts_on and ends_on, or name a column of dates.",
    )


def _too_long(cohort: RowCohort, address: str) -> MappingProblem:
    return MappingProblem(
        f"cohort “{cohort.name.en}”",
        f"its address, {address}, has more than {LONGEST_SLUG} characters: "
        "shorten the slug of the cohort or of the activity.",
    )


def _surveys(
    plan: ImportPlan,
    cohorts: dict[str, Cohort],
    rows: Iterable[ReadRow],
    days: dict[UUID, date],
) -> dict[str, Survey]:
    """Return a survey for each cohort: closed, since its answers were given elsewhere."""
    received: defaultdict[str, list[date]] = defaultdict(list)
    for row in rows:
        received[row.cohort.slug].append(days[row.submission.id])
    return {
        slug: Survey(
            slug=plan.survey_slug(slug),
            cohort=slug,
            questionnaire=plan.questionnaire.code,
            version=plan.questionnaire.version,
            opens_at=_midnight(min(cohort.starts_on, *received[slug])),
            closes_at=_midnight(max(received[slug]) + timedelta(days=1)),
        )
        for slug, cohort in cohorts.items()
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(tzinfo=UTC))


def _rejected(row: ReadRow, rejected: SubmissionRejected) -> UnreadableRow:
    faults = (
        CellFault(row.headers.get(problem.question or ""), problem.text.en)
        for problem in rejected.problems
    )
    return UnreadableRow(row.file, row.line, tuple(faults))


def _bundle(
    plan: ImportPlan,
    cohorts: dict[str, Cohort],
    surveys: dict[str, Survey],
    accepted: Sequence[AcceptedSubmission],
) -> Bundle:
    """Return what is stored: only cohorts that answers came from, oldest first."""
    answered = {submission.survey for submission in accepted}
    kept = sorted(
        (cohort for slug, cohort in cohorts.items() if surveys[slug].slug in answered),
        key=lambda cohort: (cohort.starts_on, cohort.ends_on, cohort.slug),
    )
    return Bundle(
        programme=plan.programme,
        activities=(plan.activity,),
        cohorts=tuple(kept),
        questionnaires=(plan.questionnaire,),
        surveys=tuple(surveys[cohort.slug] for cohort in kept),
        submissions=tuple(accepted),
    )
