"""The form in which one fact, benchmark or note is entered, corrected or removed.

Who opens it: whoever writes the report, with a document beside them that holds the
number. What they must be able to do: within a minute, type it with its source and date;
and lose nothing of what they typed when something is missing.
"""

from collections.abc import Mapping
from typing import Final

import msgspec

from dashboards.pages.entry_fields import Asked, Typed, entry_field
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
from surveys.texts import Language


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


_FIELDS: Final[dict[EntryKind, tuple[Asked, ...]]] = {
    "fact": (
        Asked("name", "pair", "field_name"),
        Asked("value", "number", "field_value", "hint_value"),
        Asked("unit", "pair", "field_unit", "hint_unit", optional=True),
        Asked("on", "date", "field_on", "hint_on"),
        Asked("source", "sentences", "field_source", "hint_source"),
        Asked("activity", "choice", "field_activity"),
        Asked("code", "line", "field_code", "hint_code", optional=True),
    ),
    "benchmark": (
        Asked("indicator", "line", "field_indicator", "hint_indicator"),
        Asked("value", "number", "field_share", "hint_share"),
        Asked("activity", "choice", "field_activity"),
        Asked("source", "sentences", "field_source", "hint_source"),
        Asked("population", "sentences", "field_population", optional=True),
        Asked("year", "number", "field_year", optional=True),
        Asked("answers", "number", "field_answers", optional=True),
        Asked("definition", "sentences", "field_definition", "hint_definition", optional=True),
        Asked("grade", "choice", "field_grade", "hint_grade"),
    ),
    "note": (
        Asked("kind", "choice", "field_kind"),
        Asked("activity", "choice", "field_activity"),
        Asked("title", "pair", "field_title", "hint_title", optional=True),
        Asked("text", "texts", "field_text"),
    ),
}


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
    typed = Typed(view.fields, view.problems)
    fields = tuple(
        entry_field(asked, typed, said, _options(asked.field, view, said))
        for asked in _FIELDS[view.kind]
    )
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


def _options(field: str, view: EntryFormView, said: Words) -> list[tuple[str, str]]:
    match field:
        case "activity":
            activities = [(each.slug, each.name[said.language]) for each in view.activities]
            return [("", said("whole_programme")), *activities]
        case "grade":
            return [
                (grade, said("grade", grade=grade, meaning=said(f"grade_{grade}")))
                for grade in reversed(GRADES)
            ]
        case "kind":
            return [(kind, said(f"kind_{kind}")) for kind in NOTE_KINDS]
        case _:
            return []
