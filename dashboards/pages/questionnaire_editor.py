"""One questionnaire while it is written: its text, what is to be said of each line, and the form.

Who opens it: a facilitator with three minutes, who puts a badly worded question right and
publishes the next version; a designer with an hour, who writes a questionnaire. What they must be
able to do: within five seconds, see what keeps it from being published and on which line; while
typing, see the form in both languages as a participant will; and lose nothing, whatever happens to
the network or whoever else is editing.

It works without a script, with the button that checks. With `static/editor.js`, the same page is
fetched again while one types, and its parts take the places of the old ones. The preview is the
participants' own form, in a frame in which nothing runs and from which nothing can be sent.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from difflib import unified_diff
from typing import Final, Literal, NamedTuple, TypeAlias
from uuid import UUID

import msgspec

from analysis.disclosure.gate import INSIDE
from dashboards.pages.frame import (
    Crumb,
    Frame,
    framed,
    questionnaires_address,
    way_to,
    words_in,
)
from dashboards.pages.questionnaires import draft_address, draft_title
from dashboards.pages.survey_form import preview_page
from dashboards.render import Page, render
from dashboards.wording import Words
from surveys.linting.examine import Examined, Finding
from surveys.programme import Cohort, Programme
from surveys.texts import LANGUAGES, Language, Slug

DraftState: TypeAlias = Literal[
    "saved", "just_saved", "begun_again", "unsaved", "refused", "too_large"
]

_MOST_DIFFERENCES: Final = 200
"""Lines."""


_UNSAVED: Final = ("unsaved", "too_large")


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody else saved meanwhile."""

    by: str
    """Empty: they have no account any more."""
    at: datetime
    text: str


class EditorView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    draft: UUID
    text: str
    revision: int
    """What a save is put in the place of."""
    examined: Examined
    state: DraftState = "saved"
    """Whether `text` is what is stored."""
    conflict: Conflict | None = None
    cohorts: tuple[Cohort, ...] = ()
    cohort: Slug = ""
    """Whose roster it is checked against; empty: none."""
    people: int = 0
    """On that roster."""


class _Line(NamedTuple):
    number: int
    text: str
    severity: str
    """Of the worst finding on it; empty without one."""
    note: str


class _Preview(NamedTuple):
    language: Language
    title: str
    address: str
    """Of what is saved."""
    html: str
    """Of what is typed and not saved; empty where the address has the same."""


class _FindingLine(NamedTuple):
    severity: str
    label: str
    line: int
    message: str


def editor_page(view: EditorView, language: Language) -> Page:
    """Return the page on which a draft is written."""
    words, said = words_in(language), Words("editor", language)
    examined = view.examined
    address = draft_address(view.programme.slug, view.draft)
    questionnaire = examined.questionnaire
    title = draft_title(
        questionnaire.title if questionnaire else None,
        questionnaire.version if questionnaire else None,
        said,
    )
    crumb = Crumb(said("title"), questionnaires_address(view.programme.slug))
    at = f"?cohort={view.cohort}" if view.cohort else ""
    frame = Frame(
        title,
        f"{address}{at}",
        (*way_to(words, view.programme), crumb),
        demonstration=view.programme.demonstration,
    )
    return framed(
        "questionnaire_editor.html",
        frame,
        words,
        e=said,
        view=view,
        unsaved=view.state in _UNSAVED,
        here=address,
        list=crumb.address,
        summary=_summary(examined, said),
        lines=tuple(_lines(view.text, examined.findings, language)),
        findings=tuple(_finding(each, said) for each in examined.findings),
        previews=tuple(_previews(view, address, said)),
        publish=said("publish", version=questionnaire.version)
        if questionnaire
        else said("publish_first"),
        cohorts=tuple((each.slug, each.name[language]) for each in view.cohorts),
        roster=_roster(view, said),
        differences=_differences(view, words, said),
    )


def _summary(examined: Examined, said: Words) -> str:
    errors = sum(each.severity == "error" for each in examined.findings)
    warnings = len(examined.findings) - errors
    parts = [
        said.count("errors", errors) if errors else said("no_errors"),
        said.count("warnings", warnings) if warnings else said("no_warnings"),
    ]
    if needed := examined.minutes:
        key = "minutes_same" if needed.fewest == needed.most else "minutes"
        parts.append(said(key, fewest=needed.fewest, most=needed.most))
    return " · ".join(parts)


def _lines(text: str, findings: Sequence[Finding], language: Language) -> Iterator[_Line]:
    of_line: dict[int, list[Finding]] = {}
    for finding in findings:
        of_line.setdefault(finding.line, []).append(finding)
    for number, line in enumerate(text.split("\n"), start=1):
        here = of_line.get(number, [])
        severity = here[0].severity if here else ""
        yield _Line(number, line, severity, " ".join(each.message[language] for each in here))


def _finding(finding: Finding, said: Words) -> _FindingLine:
    label = said(finding.severity)
    if finding.language:
        label = f"{label}, {said(f'in_{finding.language}')}"
    return _FindingLine(finding.severity, label, finding.line, finding.message[said.language])


def _previews(view: EditorView, address: str, said: Words) -> Iterator[_Preview]:
    for language in LANGUAGES:
        shown = ""
        if view.state in _UNSAVED:
            shown = render(preview_page(view.examined.questionnaire, language))
        where = f"{address}/preview?lang={language}"
        yield _Preview(language, said(f"preview_{language}"), where, shown)


def _roster(view: EditorView, said: Words) -> str:
    if not view.cohort:
        return ""
    if not view.people:
        return said("cohort_empty")
    if view.people < INSIDE:
        return said("cohort_few", fewest=INSIDE)
    return said.count("cohort_people", view.people)


class _Differences(NamedTuple):
    told: str
    lines: tuple[str, ...]


def _differences(view: EditorView, words: Words, said: Words) -> _Differences | None:
    """Return how what is typed differs from what somebody else saved."""
    if view.conflict is None:
        return None
    theirs, mine = view.conflict.text.split("\n"), view.text.split("\n")
    found = list(unified_diff(theirs, mine, n=1, lineterm=""))[2:_MOST_DIFFERENCES]
    name = view.conflict.by or said("nobody")
    told = said("conflict", who=name, moment=words.moment(view.conflict.at))
    return _Differences(told, tuple(found))
