"""Facts, benchmarks and notes of a programme, as a TOML file; see docs/how-to/enter-facts.md."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, Final

import msgspec

from surveys.entering import MISSING, problems, tidied
from surveys.facts import Benchmark, Entry, Fact, Note
from surveys.questionnaire import PLACE_IN
from surveys.texts import Language, Slug
from surveys.toml_text import TomlUnreadable, read_toml

_KINDS: Final[Mapping[str, type[Fact] | type[Benchmark] | type[Note]]] = {
    "facts": Fact,
    "benchmarks": Benchmark,
    "notes": Note,
}


class EntriesUnreadable(ValueError):
    """The file cannot be kept as it is; the message says where and why, a line for each reason."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    facts: tuple[dict[str, Any], ...] = ()
    benchmarks: tuple[dict[str, Any], ...] = ()
    notes: tuple[dict[str, Any], ...] = ()


def read_entries(
    text: bytes,
    programme: Slug,
    *,
    activities: Collection[Slug],
    today: date,
    language: Language = "en",
) -> tuple[Entry, ...]:
    """Decode the file, whole or not at all.

    Args:
        text: The bytes of the file.
        programme: Whose entries they are.
        activities: Those of the programme.
        today: No number is from a later day.
        language: Of the reasons, where there is a choice.

    Raises:
        EntriesUnreadable: something in it cannot be kept.
    """
    try:
        file = read_toml(text, _File)
    except TomlUnreadable as error:
        raise EntriesUnreadable(str(error)) from error
    entries: list[Entry] = []
    faults: list[str] = []
    for kind, struct in _KINDS.items():
        taken: dict[str, int] = {}
        for number, table in enumerate(getattr(file, kind), start=1):
            place = f"{kind.removesuffix('s')} {number}"
            try:
                entry = tidied(_entry(table, struct, programme))
            except msgspec.ValidationError as error:
                faults.append(f"{place}{_shape(str(error))}")
                continue
            faults += _faults(entry, place, activities, today, language)
            first = taken.setdefault(entry.key, number)
            if first != number:
                faults.append(f"{place}: it is entered twice, as number {first} too")
            entries.append(entry)
    if faults:
        raise EntriesUnreadable("\n".join(faults))
    return tuple(entries)


def _entry(
    table: dict[str, Any], struct: type[Fact] | type[Benchmark] | type[Note], programme: Slug
) -> Entry:
    """Raises msgspec.ValidationError."""
    if "programme" in table:
        raise msgspec.ValidationError("the programme is named in the command, not in the file")
    return msgspec.convert(table | {"programme": programme}, struct)


def _faults(
    entry: Entry, place: str, activities: Collection[Slug], today: date, language: Language
) -> Iterator[str]:
    for problem in problems(entry, activities=activities, today=today):
        yield f"{place}{PLACE_IN}{problem.field}: {problem.message[language]}"


def _shape(message: str) -> str:
    """Return msgspec's message with the place first."""
    if missing := re.search(r"missing required field `(\w+)`", message):
        field = missing[1]
        reason = MISSING[field].en if field in MISSING else "It is missing."
        return f"{PLACE_IN}{field}: {reason}"
    reason, _, path = message.partition(" - at `$.")
    path = path.rstrip("`")
    if "matching regex" in reason and path == "activity":
        reason = "the short name of an activity has lower-case letters, digits and - only"
    elif "matching regex" in reason:
        reason = "a code has lower-case letters, digits and _ only, 40 at most, a letter first"
    elif path == "value" and "<=" in reason:
        reason = "a share is written from 0 to 1: 0.56 for 56 %"
    elif path == "kind":
        reason = "it is one of introduction, good_practice, conclusion"
    elif path == "grade":
        reason = "it is one of A, B, C, D"
    return f"{PLACE_IN}{path.replace('.', PLACE_IN)}: {reason}" if path else f": {reason}"
