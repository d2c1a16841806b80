"""What a form of the pages of themes decides."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, assert_never, get_args

from analysis.themes.decisions import (
    LONGEST_NAME,
    Add,
    Confirm,
    Decision,
    Dismiss,
    Lock,
    Merge,
    Move,
    Rename,
    Restore,
    Split,
    Unconfirm,
    Unlock,
)
from dashboards.pages.frame import Show, Sort, after_doing, needs_address
from service.errors import FormUnreadable
from service.jobs.theme_search import Subject
from service.web.form_fields import number_asked
from surveys.texts import LANGUAGES, Slug, Text

Doing: TypeAlias = Literal[
    "rename",
    "merge",
    "split",
    "move",
    "dismiss",
    "restore",
    "confirm",
    "unconfirm",
    "lock",
    "unlock",
]
"""What the address of a form says is to be done."""

_SHOWN = 18
"""Characters of what is no number, in what is said of it."""


def decision_from_fields(doing: Doing, theme: int, fields: Sequence[tuple[str, str]]) -> Decision:
    """Return what is decided of a theme.

    Raises:
        FormUnreadable: a field is missing, or no form of ours sends it so.
    """
    match doing:
        case "rename":
            return Rename(theme=theme, name=_name(fields))
        case "merge":
            return Merge(theme=theme, into=number_of(_field(fields, "into")))
        case "split":
            return split_from_fields(theme, fields)
        case "move":
            into = _field(fields, "into")
            return Move(theme=theme, ideas=_ideas(fields), into=number_of(into) if into else None)
        case "dismiss":
            return Dismiss(theme=theme)
        case "restore":
            return Restore(theme=theme)
        case "confirm":
            return Confirm(theme=theme)
        case "unconfirm":
            return Unconfirm(theme=theme)
        case "lock":
            return Lock(theme=theme)
        case "unlock":
            return Unlock(theme=theme)
        case _:
            assert_never(doing)


def split_from_fields(theme: int, fields: Sequence[tuple[str, str]]) -> Split:
    """Return which ideas of a theme are made another; raises as `decision_from_fields`."""
    return Split(theme=theme, ideas=_ideas(fields), name=_name(fields))


def addition_from_fields(fields: Sequence[tuple[str, str]]) -> Add:
    """Return which ideas that are in no theme are put into one.

    Raises:
        FormUnreadable: a field is missing, or no form of ours sends it so.
    """
    return Add(theme=number_of(_field(fields, "into")), ideas=_ideas(fields))


def board_from_fields(activity: Slug, fields: Sequence[tuple[str, str]]) -> str | None:
    """Return the address of the board as its reader had it, at the card to go on with.

    None where the form is of another page. Raises FormUnreadable.
    """
    sent = dict(fields)
    if sent.get("back") != "needs":
        return None
    onward = number_of(sent["onward"]) if sent.get("onward") else None
    return after_doing(needs_address(activity, *board_asked(sent)), "decided", at=onward)


def board_asked(sent: Mapping[str, str]) -> tuple[Show | None, Sort]:
    """Return which themes are asked for, None for those that need somebody; and the order."""
    shows: tuple[Show, ...] = get_args(Show)
    sorts: tuple[Sort, ...] = get_args(Sort)
    show = next((each for each in shows if each == sent.get("show")), None)
    sort: Sort = next((each for each in sorts if each == sent.get("sort")), "emergence")
    return show, sort


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


def _name(fields: Sequence[tuple[str, str]]) -> Text:
    fr, en = (_field(fields, language) for language in LANGUAGES)
    if max(len(fr), len(en)) > LONGEST_NAME:
        raise FormUnreadable(f"a name has at most {LONGEST_NAME} characters")
    return Text(fr=fr, en=en)


def number_of(value: str) -> int:
    """Return the number of a theme that a form sends; raises FormUnreadable."""
    number = number_asked(value)
    if number is None:
        raise FormUnreadable(f"{value[:_SHOWN]!r} is no number of a theme")
    return number
