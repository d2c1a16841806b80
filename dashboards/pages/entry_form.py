"""The form in which one fact, benchmark or note is entered, corrected or removed.

Who opens it: whoever writes the report, with a document beside them that holds the
number. What they must be able to do: within a minute, type it with its source and date;
and lose nothing of what they typed when something is missing.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

import msgspec

from dashboards.pages.frame import (
    Crumb,
    Frame,
    entries_address,
    entry_address,
    framed,
    way_to,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.entering import EntryProblem
from surveys.entry_form import GRADES, NOTE_KINDS, EntryKind
from surveys.programme import Activity, Programme
from surveys.texts import LANGUAGES, Language


class EntryFormView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activities: tuple[Activity, ...]
    kind: EntryKind
    key: str | None = None
    """Of what is corrected; None: something new."""
    fields: Mapping[str, str] = {}
    """As `surveys.entry_form` reads them."""
    problems: tuple[EntryProblem, ...] = ()
    gone: bool = False
    """Whether what was to be corrected is there no more."""


class _Asked(NamedTuple):
    field: str
    """Of the struct."""
    shape: Literal["line", "number", "date", "choice", "pair", "sentences", "texts"]
    """Pair, sentences, texts: one input a language."""
    label: str
    hint: str = ""
    optional: bool = False


_FIELDS: Final[dict[EntryKind, tuple[_Asked, ...]]] = {
    "fact": (
        _Asked("name", "pair", "field_name"),
        _Asked("value", "number", "field_value", "hint_value"),
        _Asked("unit", "pair", "field_unit", "hint_unit", optional=True),
        _Asked("on", "date", "field_on", "hint_on"),
        _Asked("source", "sentences", "field_source", "hint_source"),
        _Asked("activity", "choice", "field_activity"),
        _Asked("code", "line", "field_code", "hint_code", optional=True),
    ),
    "benchmark": (
        _Asked("indicator", "line", "field_indicator", "hint_indicator"),
        _Asked("value", "number", "field_share", "hint_share"),
        _Asked("activity", "choice", "field_activity"),
        _Asked("source", "sentences", "field_source", "hint_source"),
        _Asked("population", "sentences", "field_population", optional=True),
        _Asked("year", "number", "field_year", optional=True),
        _Asked("answers", "number", "field_answers", optional=True),
        _Asked("definition", "sentences", "field_definition", "hint_definition", optional=True),
        _Asked("grade", "choice", "field_grade", "hint_grade"),
    ),
    "note": (
        _Asked("kind", "choice", "field_kind"),
        _Asked("activity", "choice", "field_activity"),
        _Asked("title", "pair", "field_title", "hint_title", optional=True),
        _Asked("text", "texts", "field_text"),
    ),
}


class _Option(NamedTuple):
    value: str
    label: str
    chosen: bool


class _Input(NamedTuple):
    name: str
    label: str
    value: str
    language: Language | None


class _Field(NamedTuple):
    id: str
    shape: str
    label: str
    hint: str
    problem: str
    inputs: tuple[_Input, ...]
    options: tuple[_Option, ...]


def entry_form_page(view: EntryFormView, language: Language) -> Page:
    """Return the form, filled in with what is known, each problem beside its field."""
    words, said = words_in(language), Words("facts", language)
    programme = view.programme
    title = said(f"{view.kind}_add" if view.key is None else f"{view.kind}_correct")
    address = entry_address(programme.slug, view.kind, view.key)
    listed = Crumb(said("title"), entries_address(programme.slug))
    frame = Frame(
        title,
        address,
        (*way_to(words, programme), listed),
        demonstration=programme.demonstration,
    )
    fields = tuple(_field(asked, view, said) for asked in _FIELDS[view.kind])
    return framed(
        "entry_form.html",
        frame,
        words,
        f=said,
        action=address,
        fields=fields,
        faulty=tuple(field for field in fields if field.problem),
        gone=view.gone,
        remove="" if view.key is None else f"{address}/remove",
        remove_label=said(f"{view.kind}_remove"),
        back=f"{listed.address}#{view.kind}s",
    )


def _field(asked: _Asked, view: EntryFormView, said: Words) -> _Field:
    label = said(asked.label)
    if asked.shape in {"pair", "sentences", "texts"}:
        inputs = tuple(
            _Input(
                name,
                said("in_french" if language == "fr" else "in_english"),
                view.fields.get(name, ""),
                language,
            )
            for language in LANGUAGES
            for name in [f"{asked.field}_{language}"]
        )
    else:
        inputs = (_Input(asked.field, label, view.fields.get(asked.field, ""), None),)
    reasons = [
        problem.message[said.language] for problem in view.problems if problem.field == asked.field
    ]
    return _Field(
        id=asked.field,
        shape=asked.shape,
        label=said("optional", label=label) if asked.optional else label,
        hint=said(asked.hint) if asked.hint else "",
        problem=" ".join(reasons),
        inputs=inputs,
        options=tuple(_options(asked.field, view, said)) if asked.shape == "choice" else (),
    )


def _options(field: str, view: EntryFormView, said: Words) -> list[_Option]:
    match field:
        case "activity":
            offered = [("", said("whole_programme"))]
            offered += [(each.slug, each.name[said.language]) for each in view.activities]
        case "grade":
            offered = [
                (grade, said("grade", grade=grade, meaning=said(f"grade_{grade}")))
                for grade in reversed(GRADES)
            ]
        case _:
            offered = [(kind, said(f"kind_{kind}")) for kind in NOTE_KINDS]
    chosen = view.fields.get(field, "")
    return [_Option(value, label, value == chosen) for value, label in offered]
