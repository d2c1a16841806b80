"""A fact, a benchmark or a note as somebody types it into a form, and back."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from surveys.entering import MISSING, EntryProblem, problems, tidied
from surveys.facts import Benchmark, Entry, Fact, Grade, Note, NoteKind
from surveys.texts import LANGUAGES, Slug, Text, folded
from surveys.typed_fields import NO_NUMBER, NotKept, TypedFields, plain_number

EntryKind: TypeAlias = Literal["fact", "benchmark", "note"]

GRADES: Final[tuple[Grade, ...]] = ("A", "B", "C", "D")
NOTE_KINDS: Final[tuple[NoteKind, ...]] = ("introduction", "good_practice", "conclusion")

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TAKEN: Final = {
    "fact": (
        "code",
        Text(
            fr="Un autre fait porte ce code, au même endroit : corrigez-le, ou changez le code.",
            en="Another fact has this code, in the same place: correct it, or change the code.",
        ),
    ),
    "benchmark": (
        "indicator",
        Text(
            fr="Cet indicateur a déjà un repère, au même endroit : corrigez-le plutôt.",
            en="This indicator has a benchmark already, in the same place: correct that one.",
        ),
    ),
    "note": (
        "title",
        Text(
            fr="Un autre texte porte ce titre, au même endroit : corrigez-le, ou changez le titre.",
            en="Another text has this title, in the same place: correct it, or change the title.",
        ),
    ),
}
_NO_CODE = Text(
    fr="Un code a des minuscules sans accent, des chiffres et _ seulement, 40 au plus, une lettre "
    "d’abord.",
    en="A code has lower-case letters, digits and _ only, 40 at most, a letter first.",
)
_NO_SHARE = Text(fr="Écrivez un pourcentage, de 0 à 100.", en="Write a percentage, from 0 to 100.")


class Desk(NamedTuple):
    """Where something is entered."""

    programme: Slug
    activities: Collection[Slug]
    taken: Collection[str]
    """The keys of all others of the same kind."""
    today: date


def entry_from_fields(kind: EntryKind, fields: Mapping[str, str], desk: Desk) -> Entry | NotKept:
    """Return what was typed, or every reason why it cannot be kept.

    Args:
        kind: What is entered.
        fields: By name: that of the struct, with `_fr` or `_en` for each language of a text.
            A benchmark's `value` is a percentage; a fact without a code takes one of its name.
        desk: Where.
    """
    typed = _Typed(fields)
    match kind:
        case "fact":
            entry: Entry = _fact(typed, desk)
        case "benchmark":
            entry = _benchmark(typed, desk)
        case "note":
            entry = _note(typed, desk)
    entry = tidied(entry)
    unread = {problem.field for problem in typed.problems}
    found = typed.problems + [
        problem
        for problem in problems(entry, activities=desk.activities, today=desk.today)
        if problem.field not in unread
    ]
    if not found and entry.key in desk.taken:
        found.append(EntryProblem(*_TAKEN[kind]))
    return NotKept(tuple(found)) if found else entry


def fields_from_entry(entry: Entry) -> dict[str, str]:
    """Return the fields that `entry_from_fields` reads as `entry`."""
    fields: dict[str, str] = {}
    for name in entry.__struct_fields__:
        value = getattr(entry, name)
        match value:
            case Text():
                fields |= {f"{name}_{language}": value[language] for language in LANGUAGES}
            case float():
                exact = Decimal(str(value)) * (100 if isinstance(entry, Benchmark) else 1)
                fields[name] = plain_number(exact)
            case _:
                fields[name] = "" if value is None else str(value)
    return fields


def code_of(name: str) -> str:
    """Return a code made of the words of a name."""
    return folded(name, "_").lstrip("_0123456789")[:40].rstrip("_")


class _Typed(TypedFields):
    """The fields of an entry."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(fields, MISSING)

    def activity(self) -> Slug | None:
        return self.line("activity") or None

    def code(self, field: str, instead: str = "") -> str:
        code = self.line(field) or instead
        if not code:
            self.refuse(field, MISSING[field])
        elif not _CODE.fullmatch(code):
            self.refuse(field, _NO_CODE)
        return code

    def number(self, field: str) -> float:
        return float(self.decimal(field, self.line(field), NO_NUMBER))

    def share(self, field: str) -> float:
        share = self.decimal(field, self.line(field).removesuffix("%"), _NO_SHARE) / 100
        if not 0 <= share <= 1:
            self.refuse(field, _NO_SHARE)
        return float(share)


def _fact(typed: _Typed, desk: Desk) -> Fact:
    name = typed.text("name")
    named = bool(name) or bool(typed.line("code"))
    return Fact(
        programme=desk.programme,
        activity=typed.activity(),
        name=name,
        code=typed.code("code", code_of(name.fr or name.en)) if named else "",
        value=typed.number("value"),
        unit=typed.text("unit"),
        source=typed.text("source"),
        on=typed.day("on", desk.today),
    )


def _benchmark(typed: _Typed, desk: Desk) -> Benchmark:
    grade = typed.one_of("grade", GRADES, "D")
    return Benchmark(
        programme=desk.programme,
        activity=typed.activity(),
        indicator=typed.code("indicator"),
        value=typed.share("value"),
        population=typed.text("population"),
        year=typed.whole("year"),
        answers=typed.whole("answers"),
        definition=typed.text("definition"),
        source=typed.text("source"),
        grade=grade,
    )


def _note(typed: _Typed, desk: Desk) -> Note:
    return Note(
        programme=desk.programme,
        activity=typed.activity(),
        kind=typed.one_of("kind", NOTE_KINDS, "introduction"),
        title=typed.text("title"),
        text=typed.text("text"),
    )
