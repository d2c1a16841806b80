"""Those who answer a survey: in which cohort, in which language, and how it went for them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from service.demonstration.apportion import apportion, chance
from surveys.texts import Language

_LANGUAGES: dict[Language, float] = {"fr": 88, "en": 12}  # percent of participants


class Participant(NamedTuple):
    cohort: int
    """Position of the cohort in its activity, from 1."""
    asked_on: date
    mood: float
    """How well it went for them, in standard deviations; all their answers lean on it."""
    language: Language


def participants(about: str, days: Sequence[date], counts: Sequence[int]) -> list[Participant]:
    """Return those who answer: by cohort, the day they are asked and how many they are."""
    draw = chance(about, "participants")
    everybody = []
    for position, (day, count) in enumerate(zip(days, counts, strict=True), start=1):
        cohort_mood = draw.gauss(0, 0.2)  # some cohorts go better than others
        languages = apportion(_LANGUAGES, count)
        draw.shuffle(languages)
        everybody += [
            Participant(position, day, draw.gauss(cohort_mood, 1), language)
            for language in languages
        ]
    return everybody
