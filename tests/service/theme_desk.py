"""Two cohorts and what a search found in their comments: one theme rose, and more is proposed."""

from datetime import UTC, datetime

import msgspec

from analysis.themes.results import (
    Alarm,
    Mention,
    ReadComment,
    Theme,
    ThemesFound,
    Watch,
)
from service.store.database import Database
from surveys.bundle import Bundle
from surveys.submissions import AcceptedSubmission, day_ordered_id
from surveys.texts import Text
from tests.factories import NOON, make_accepted, make_searched, make_two_cohorts
from tests.service.searches import keep_search

TIME, LUNCH, TRAVEL = 1, 2, 3
"""Themes; the last only in the proposal."""

SAID = {
    "printemps-2026": [TIME] * 6 + [LUNCH] * 6 + [None] * 5,
    "hiver-2026": [TIME] * 14 + [LUNCH] * 2 + [None] * 6,
}
"""The theme of each submission's one idea, by survey."""

WORDS = {TIME: "Plus de temps", LUNCH: "Un meilleur repas", None: "Moins de route"}


def bundle() -> Bundle:
    said = ((survey, theme) for survey, themes in SAID.items() for theme in themes)
    return make_two_cohorts(
        tuple(_submission(number, survey, theme) for number, (survey, theme) in enumerate(said))
    )


def _submission(number: int, survey: str, theme: int | None) -> AcceptedSubmission:
    return make_accepted(
        submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
        survey=survey,
        answers={"role": "other" if number % 2 else "volunteer"},
        comments={"needs_next": f"{WORDS[theme]}, la {number}e fois"},
    )


def found(written: Bundle, *, proposed: bool = False) -> ThemesFound:
    """What stands; or what is proposed, where the ideas in no theme are a theme of their own."""
    themes = [theme for said in SAID.values() for theme in said]
    places = [TRAVEL if proposed and theme is None else theme for theme in themes]
    return ThemesFound(
        themes=tuple(
            Theme(
                number=number,
                label=label,
                words=(label.fr.casefold(),),
                respondents=places.count(number),
                ideas=places.count(number),
                quotes=(places.index(number),),
                stability=0.75,
                coherence=0.2,
            )
            for number, label in (
                (TIME, Text(fr="Temps", en="Time")),
                (LUNCH, Text(fr="Repas", en="Lunch")),
                (TRAVEL, Text(fr="Route", en="Travel")),
            )
            if number in places
        ),
        mentions=tuple(
            Mention(
                theme=place,
                submission_id=each.submission_id,
                question="needs_next",
                start=0,
                end=len(each.comments["needs_next"]),
                language="fr",
                says=() if place is None else (0, 1, 2),
                unsure="far" if place is None else None,
            )
            for each, place in zip(written.submissions, places, strict=True)
        ),
        read=tuple(
            ReadComment(
                submission_id=each.submission_id,
                question="needs_next",
                ideas=1,
                unsure=int(place is None),
            )
            for each, place in zip(written.submissions, places, strict=True)
        ),
        embedder="words",
        suggestion_only=False,
        next_number=TRAVEL if proposed else TRAVEL + 1,
    )


def search(database: Database, written: Bundle) -> None:
    """Store what a search found: what stands, a proposal, and an alarm."""
    alarm = Alarm(
        theme=TIME,
        cohort="cohorte-2",
        kind="growing",
        p=0.004,
        people=14,
        of=22,
        people_before=6,
        of_before=17,
    )
    few = msgspec.structs.replace(alarm, theme=LUNCH, p=0.02, people=2)
    searched = make_searched(
        found(written),
        proposed=found(written, proposed=True),
        watch=Watch(cohort="cohorte-2", looks=1, of=22, alarms=(alarm, few)),
    )
    keep_search(database, "formation", searched, at=datetime.now(UTC))
