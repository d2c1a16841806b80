"""Reminders of a survey, and how far one sending is."""

from typing import Any

from dashboards.pages.reminders import RemindersView, RoundShown
from tests.dashboards.examples import PROGRAMME, cohort_view
from tests.factories import make_questionnaire, make_survey

RUNNING = RoundShown(
    total=28,
    sent=12,
    already=3,
    failed=((5, "<b>bo@example.org"),),
    stopped=None,
    running=True,
    progress=0.5,
)


def reminders_view(**changes: Any) -> RemindersView:
    """Return the page of a survey of personal links that nobody was reminded of yet."""
    cohort = cohort_view()
    usual: dict[str, Any] = {
        "programme": PROGRAMME,
        "activity": cohort.activity,
        "cohort": cohort.cohort,
        "survey": make_survey(promise="one_per_invitation"),
        "questionnaire": make_questionnaire(),
        "state": "open",
        "made": 28,
        "address": "https://bilan.example.org/s/printemps-2026",
    }
    return RemindersView(**usual | changes)
