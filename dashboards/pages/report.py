"""Where the bilan is made: one programme, two languages, three files each.

Who opens it: whoever accounts for the programme, at its end or before a meeting with a
funder. What they must be able to do: within ten seconds, read the report; within twenty,
have the PDF to send and the two files that go with it, all under one seal.
"""

from datetime import date
from typing import NamedTuple

import msgspec

from analysis.disclosure.gate import PUBLIC
from dashboards.pages.frame import (
    Frame,
    framed,
    report_address,
    way_to,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Programme
from surveys.texts import Language


class ReportEdition(msgspec.Struct, frozen=True, kw_only=True):
    """The bilan in one language, as it stands."""

    language: Language
    seal: str
    made_on: date
    figures: int


class ReportView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    editions: tuple[ReportEdition, ...]
    changed: bool = False
    """Whether a file was asked for under a seal that no longer holds."""


class _File(NamedTuple):
    label: str
    address: str


class _Shown(NamedTuple):
    title: str
    said: str
    seal: str
    files: tuple[_File, ...]


def report_page(view: ReportView, language: Language) -> Page:
    words = words_in(language)
    programme = view.programme
    frame = Frame(
        words("report"),
        report_address(programme.slug),
        way_to(words, programme),
        demonstration=programme.demonstration,
    )
    own_first = sorted(view.editions, key=lambda edition: edition.language != language)
    return framed(
        "report.html",
        frame,
        words,
        changed=view.changed,
        threshold=words.number(PUBLIC),
        editions=tuple(_shown(edition, programme, words) for edition in own_first),
    )


def _shown(edition: ReportEdition, programme: Programme, words: Words) -> _Shown:
    def file(label: str, suffix: str, *, download: bool = True) -> _File:
        asked = f"{suffix}?in={edition.language}&seal={edition.seal}"
        address = report_address(programme.slug, asked + ("&download=true" if download else ""))
        return _File(words(label), address)

    return _Shown(
        title=words(f"report_language_{edition.language}"),
        said=words.count("report_figures", edition.figures, day=words.day(edition.made_on)),
        seal=edition.seal,
        files=(
            file("report_read", ".html", download=False),
            file("report_pdf", ".pdf"),
            file("report_html", ".html"),
            file("report_snapshot", ".json"),
        ),
    )
