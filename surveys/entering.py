"""What makes a fact, a benchmark or a note fit to be kept, whichever way it was entered."""

import math
import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final, NamedTuple, TypeVar

import msgspec

from surveys.facts import Benchmark, Entry, Fact, Note
from surveys.texts import LANGUAGES, Slug, Text

_Struct = TypeVar("_Struct", bound=msgspec.Struct)

LABEL: Final = 200
"""Most characters of a name, a title or a unit."""

SENTENCE: Final = 500
"""Most characters of a source, a population or a definition."""

PARAGRAPH: Final = 4_000
"""Most characters of a note."""

_FIRST_YEAR: Final = 1900

_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters but tabs and ends of lines: no workbook and no page can hold them."""


class EntryProblem(NamedTuple):
    """Why an entry cannot be kept; `field` is that of the struct."""

    field: str
    message: Text


MISSING: Final = {
    "name": Text(fr="Le nom manque.", en="The name is missing."),
    "value": Text(fr="La valeur manque.", en="The value is missing."),
    "source": Text(
        fr="La source manque : d’où vient ce nombre ?",
        en="The source is missing: where does the number come from?",
    ),
    "on": Text(
        fr="La date manque : de quel jour est ce nombre ?",
        en="The date is missing: on which day was the number true?",
    ),
    "indicator": Text(fr="L’indicateur manque.", en="The indicator is missing."),
    "code": Text(fr="Le code manque.", en="The code is missing."),
    "title": Text(
        fr="Une bonne pratique a besoin d’un titre.", en="A good practice needs a title."
    ),
    "text": Text(fr="Le texte manque.", en="The text is missing."),
}


def tidied(entry: _Struct) -> _Struct:
    """Return `entry` with its texts trimmed; a language left out takes the words of the other."""
    texts = {
        field: _both(value)
        for field in entry.__struct_fields__
        if isinstance(value := getattr(entry, field), Text)
    }
    return msgspec.structs.replace(entry, **texts)


def problems(entry: Entry, *, activities: Collection[Slug], today: date) -> list[EntryProblem]:
    """Return why a tidied entry cannot be kept.

    Args:
        entry: What was entered.
        activities: Those of its programme.
        today: No number is from a later day.
    """
    found = list(_activity_problems(entry, activities))
    match entry:
        case Fact():
            found += _fact_problems(entry, today)
        case Benchmark():
            found += _benchmark_problems(entry, today)
        case Note():
            needs_title = entry.kind == "good_practice"
            found += text_problems("title", entry.title, limit=LABEL, required=needs_title)
            found += text_problems("text", entry.text, limit=PARAGRAPH)
    return found


def _both(text: Text) -> Text:
    french, english = text.fr.strip(), text.en.strip()
    return Text(fr=french or english, en=english or french)


def _activity_problems(entry: Entry, activities: Collection[Slug]) -> Iterator[EntryProblem]:
    if entry.activity is not None and entry.activity not in activities:
        known = ", ".join(activities)
        yield EntryProblem(
            "activity",
            Text(
                fr=f"Le programme n’a pas d’activité « {entry.activity} ». Il a : {known or '–'}.",
                en=f"The programme has no activity “{entry.activity}”. It has: {known or '–'}.",
            ),
        )


def _fact_problems(fact: Fact, today: date) -> Iterator[EntryProblem]:
    yield from text_problems("name", fact.name, limit=LABEL)
    if not math.isfinite(fact.value):
        yield EntryProblem(
            "value", Text(fr="Ce n’est pas un nombre.", en="This is not a number one can write.")
        )
    yield from text_problems("unit", fact.unit, limit=LABEL, required=False)
    yield from text_problems("source", fact.source, limit=SENTENCE)
    if fact.on > today:
        yield EntryProblem(
            "on", Text(fr="Ce jour n’est pas encore venu.", en="This day has not come yet.")
        )
    elif fact.on.year < _FIRST_YEAR:
        yield EntryProblem("on", _too_old())


def _benchmark_problems(benchmark: Benchmark, today: date) -> Iterator[EntryProblem]:
    yield from text_problems("population", benchmark.population, limit=SENTENCE, required=False)
    yield from text_problems("definition", benchmark.definition, limit=SENTENCE, required=False)
    yield from text_problems("source", benchmark.source, limit=SENTENCE)
    if not math.isfinite(benchmark.value):
        yield EntryProblem("value", Text(fr="Ce n’est pas une part.", en="This is not a share."))
    if benchmark.year is not None and benchmark.year > today.year:
        yield EntryProblem(
            "year", Text(fr="Cette année n’est pas encore venue.", en="This year has not come yet.")
        )
    elif benchmark.year is not None and benchmark.year < _FIRST_YEAR:
        yield EntryProblem("year", _too_old())
    if benchmark.answers is not None and benchmark.answers < 1:
        yield EntryProblem("answers", Text(fr="Il en faut au moins 1.", en="It takes at least 1."))
    if benchmark.grade != "D" and not benchmark.definition:
        yield EntryProblem(
            "grade",
            Text(
                fr="Sans définition, personne ne sait si les taux se comparent : c’est la cote D.",
                en="Without a definition nobody knows whether the rates compare: that is grade D.",
            ),
        )
    elif benchmark.grade == "A" and not benchmark.population:
        yield EntryProblem(
            "grade",
            Text(
                fr="La cote A demande de savoir de qui est ce taux : dites la population.",
                en="Grade A takes knowing whose rate it is: give the population.",
            ),
        )


def text_problems(
    field: str, text: Text, *, limit: int, required: bool = True
) -> Iterator[EntryProblem]:
    if required and not text:
        yield EntryProblem(field, MISSING[field])
    if any(_UNSEEN.search(text[language]) for language in LANGUAGES):
        yield EntryProblem(
            field,
            Text(
                fr="Le texte contient un caractère qui ne s’écrit pas : retapez-le.",
                en="The text holds a character that cannot be written: type it again.",
            ),
        )
    longest = max(len(text[language]) for language in LANGUAGES)
    if longest > limit:
        yield EntryProblem(
            field,
            Text(
                fr=f"Le texte compte {longest} caractères ; la limite est {limit}.",
                en=f"The text has {longest} characters; the limit is {limit}.",
            ),
        )


def _too_old() -> Text:
    return Text(fr=f"L’année est avant {_FIRST_YEAR}.", en=f"The year is before {_FIRST_YEAR}.")
