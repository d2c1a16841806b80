"""What a form of the pages of themes decides."""

from collections.abc import Sequence
from typing import Literal, TypeAlias, assert_never

from analysis.themes.decisions import (
    Decision,
    Dismiss,
    Lock,
    Merge,
    Move,
    Rename,
    Restore,
    Split,
    Unlock,
)
from service.errors import FormUnreadable
from service.jobs.theme_search import Subject
from surveys.texts import Slug, Text

Doing: TypeAlias = Literal[
    "rename", "merge", "split", "move", "dismiss", "restore", "lock", "unlock"
]
"""What the address of a form says is to be done."""

_MOST_DIGITS = 9


def decision_from_fields(doing: Doing, theme: int, fields: Sequence[tuple[str, str]]) -> Decision:
    """Return what is decided of a theme.

    Raises:
        FormUnreadable: a field is missing, or no form of ours sends it so.
    """
    match doing:
        case "rename":
            return Rename(theme=theme, name=_name(fields))
        case "merge":
            return Merge(theme=theme, into=_number(_field(fields, "into")))
        case "split":
            return Split(theme=theme, ideas=_ideas(fields), name=_name(fields))
        case "move":
            into = _field(fields, "into")
            return Move(theme=theme, ideas=_ideas(fields), into=_number(into) if into else None)
        case "dismiss":
            return Dismiss(theme=theme)
        case "restore":
            return Restore(theme=theme)
        case "lock":
            return Lock(theme=theme)
        case "unlock":
            return Unlock(theme=theme)
        case _:
            assert_never(doing)


def search_from_fields(activity: Slug, fields: Sequence[tuple[str, str]]) -> Subject:
    """Return what is to be searched; a form without fields places what arrived.

    Raises:
        FormUnreadable: no form of ours asks for it so.
    """
    how = dict(fields).get("how", "")
    try:
        return Subject.read(f"{activity} {how}".strip())
    except ValueError as error:
        raise FormUnreadable(str(error)) from error


def _field(fields: Sequence[tuple[str, str]], name: str) -> str:
    for key, value in fields:
        if key == name:
            return value.strip()
    raise FormUnreadable(f"the form has no field {name}")


def _ideas(fields: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for key, value in fields if key == "idea"))


def _name(fields: Sequence[tuple[str, str]]) -> Text | None:
    """Return a name, one language in place of the other where only one is given."""
    fr, en = (" ".join(_field(fields, language).split()) for language in ("fr", "en"))
    return Text(fr=fr or en, en=en or fr) if fr or en else None


def _number(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) <= _MOST_DIGITS):
        raise FormUnreadable(f"{value[:20]!r} is no number of a theme")
    return int(value)
