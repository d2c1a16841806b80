"""Made-up changes, and the cohorts they are judged by."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from analysis.disclosure.gate import release_family
from analysis.inputs import SurveyTally
from analysis.loop.changes import ContentChange, Event, Hypothesis, Registered, canonical, stamp
from analysis.loop.register import Kept, Register, When, read_register, registered
from analysis.scores.account import Family
from surveys.programme import Cohort
from surveys.survey import Survey
from surveys.texts import Text
from tests.analysis.tallies import survey_tally
from tests.factories import make_questionnaire, make_survey

REGISTERED = datetime(2026, 1, 5, 12, tzinfo=UTC)
WHEN = When("somebody", REGISTERED)
OVER = datetime(2027, 1, 1, tzinfo=UTC)


def make_hypothesis(**changes: Any) -> Hypothesis:
    fields: dict[str, Any] = {
        "questionnaire": "short",
        "item": "usefulness.security",
        "measure": "favourable",
        "expects": "higher",
        "smallest": 0.05,
        "before": ("before",),
        "after": ("after",),
    }
    return Hypothesis(**fields | changes)


def make_change(**changes: Any) -> ContentChange:
    """Return a change whose hypothesis takes what is not of the change itself."""
    own = {"what", "activity", "module", "need"}
    fields: dict[str, Any] = {
        "what": "Une heure de pratique au lieu de l’exposé",
        "activity": "formation",
        "module": "usefulness.security",
        "hypothesis": make_hypothesis(**{k: v for k, v in changes.items() if k not in own}),
    }
    return ContentChange(**fields | {k: v for k, v in changes.items() if k in own})


def make_cohort(slug: str, month: int) -> Cohort:
    return Cohort(
        slug=slug,
        activity="formation",
        name=Text(fr=slug, en=slug),
        starts_on=date(2026, month, 1),
        ends_on=date(2026, month, 20),
    )


def kept(*events: Event) -> list[Kept]:
    texts = [canonical(event) for event in events]
    return [Kept(text, stamp(text)) for text in texts]


def register_of(*changes: ContentChange, rivals: int | None = 1) -> Register:
    """Return the register of these changes, in their order."""
    events: list[Registered] = []
    for change in changes:
        so_far = read_register(kept(*events))
        events.append(registered(so_far, "essai", change, WHEN, rivals=rivals))
    return read_register(kept(*events))


def rated(useful: int, of: int) -> dict[str, dict[str, int]]:
    return {"usefulness.security": {"useful": useful, "useless": of - useful}}


def make_family(tallies: Mapping[str, dict[str, dict[str, int]]], **asked: Any) -> Family:
    """Return what is released of cohorts by the answers to their items."""
    made: Sequence[SurveyTally] = [
        survey_tally(
            max((sum(counts.values()) for counts in items.values()), default=0),
            items,
            survey=f"survey-{cohort}",
            cohort=cohort,
        )
        for cohort, items in tallies.items()
    ]
    return Family(
        "formation",
        {each.survey: asked.get(each.cohort, make_questionnaire()) for each in made},
        release_family(made),
    )


def surveys_of(*cohorts: str, closes_at: datetime | None = OVER) -> list[Survey]:
    return [
        make_survey(
            slug=f"survey-{cohort}",
            cohort=cohort,
            opens_at=REGISTERED + timedelta(days=1),
            closes_at=closes_at,
        )
        for cohort in cohorts
    ]


def edited(event: Registered, **changes: Any) -> Registered:
    """Return the event as somebody would like it to have been."""
    hypothesis = msgspec.structs.replace(event.change.hypothesis, **changes)
    change = msgspec.structs.replace(event.change, hypothesis=hypothesis)
    return msgspec.structs.replace(event, change=change)
