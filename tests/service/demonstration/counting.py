"""Counting the rows of the demonstration, one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import UUID

from surveys.bundle import Bundle
from surveys.questions import NOT_APPLICABLE
from surveys.submissions import AcceptedSubmission

WEBINAR, PLANNING, LEADERSHIP = "demo-webinaire", "demo-planification", "demo-leadership"


def at_the_end(bundle: Bundle, activity: str) -> list[AcceptedSubmission]:
    return [
        each
        for each in bundle.submissions
        if each.survey.startswith(activity) and not each.survey.endswith("-suivi")
    ]


def later(bundle: Bundle, activity: str = "demo-") -> list[AcceptedSubmission]:
    return [
        each
        for each in bundle.submissions
        if each.survey.startswith(activity) and each.survey.endswith("-suivi")
    ]


def count_of(
    submissions: Iterable[AcceptedSubmission], item: str, *favourable: str
) -> tuple[int, int]:
    """Count slowly: favourable answers, and all of them but "sans objet"."""
    given = [each.answers[item] for each in submissions if item in each.answers]
    given = [value for value in given if value != NOT_APPLICABLE]
    return sum(value in favourable for value in given), len(given)


def percent_of(submissions: Iterable[AcceptedSubmission], item: str, *favourable: str) -> float:
    count, answers = count_of(submissions, item, *favourable)
    return 100 * count / answers


def sessions_attended(bundle: Bundle) -> Counter[tuple[str, UUID]]:
    """By cohort and person; who never came is absent."""
    return Counter((each.cohort, each.person) for each in bundle.attendances)


def completed(bundle: Bundle, activity: str) -> tuple[int, int]:
    """Count slowly: who attended as many sessions as it takes, and who is enrolled."""
    (needed,) = (each.rule.sessions for each in bundle.activities if each.slug == activity)
    assert needed is not None
    attended = sessions_attended(bundle)
    enrolled = [each for each in bundle.enrolments if each.cohort.startswith(activity)]
    return sum(attended[each.cohort, each.person] >= needed for each in enrolled), len(enrolled)


def written(bundle: Bundle) -> Iterator[tuple[AcceptedSubmission, str]]:
    for submission in bundle.submissions:
        for text in submission.comments.values():
            yield submission, text
