"""« Vous avez dit, nous avons fait »: the public page of a cohort, and its feed.

Who opens it: a participant, from an e-mail or a slide, on a phone; a colleague or a funder who
wonders whether answers are read. What they must be able to do: within five seconds, see what was
said and what is done about it; within thirty, know when it was written and how to be told more.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from dashboards.pages.frame import announced_address, cohort_feed_address, programme_feed_address
from dashboards.pages.participant_frame import participant_page
from dashboards.render import Page
from dashboards.wording import Words
from surveys.announcing import Announcement
from surveys.programme import Cohort, Programme
from surveys.texts import Language, Slug, Text

_TITLE = 80
"""Most characters of a title in a feed."""


class NamedTheme(NamedTuple):
    """A theme as those outside may know it."""

    name: Text
    people: int


class AnnouncedView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    cohort: Cohort
    entries: tuple[Announcement, ...]
    """Those that are published, the latest first, in the time zone of the programme."""
    themes: Mapping[int, NamedTheme] = {}
    at_least: int = 0
    """How many answered at least, as those outside may know it; 0: it is not said."""


class FeedView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    cohort: Cohort | None
    """None: of the whole programme."""
    cohorts: Mapping[Slug, Text]
    """What cohorts are called."""
    entries: tuple[Announcement, ...]
    address: str
    """Of the service, in full."""
    changed_at: datetime
    """Of an empty feed: when the cohort or the programme began."""


class _Entry(NamedTuple):
    anchor: str
    said: str
    doing: str
    theme: str
    when: str


class _FeedEntry(NamedTuple):
    id: str
    title: str
    address: str
    published: str
    updated: str
    said: str
    doing: str


def announced_words(language: Language) -> Words:
    return Words("announced", language)


def announced_page(view: AnnouncedView, language: Language) -> Page:
    """Return the public page."""
    said, words = announced_words(language), Words("workspace", language)
    cohort, programme = view.cohort, view.programme
    return participant_page(
        "announced.html",
        language,
        demonstration=programme.demonstration,
        a=said,
        cohort=cohort.name[language],
        programme=programme.name[language],
        entries=[_entry(each, view.themes, said) for each in view.entries],
        people=said("people", count=words.number(view.at_least)) if view.at_least else "",
        feed=cohort_feed_address(cohort.slug, language),
        feed_programme=programme_feed_address(programme.slug, language),
    )


def feed_page(view: FeedView, language: Language) -> Page:
    """Return the same as an Atom feed (RFC 4287)."""
    said = announced_words(language)
    of = view.cohort or view.programme
    path = (
        cohort_feed_address(view.cohort.slug, language)
        if view.cohort
        else programme_feed_address(view.programme.slug, language)
    )
    changed = [each.changed_at for each in view.entries if each.changed_at]
    context = {
        "a": said,
        "language": language,
        "title": said("of", title=said("title"), cohort=of.name[language]),
        "author": view.programme.name[language],
        "own": f"{view.address}{path}",
        "alternate": f"{view.address}{announced_address(view.cohort.slug, language)}"
        if view.cohort
        else "",
        "updated": max(changed, default=view.changed_at).isoformat(timespec="seconds"),
        "entries": _feed_entries(view, language),
    }
    return Page("announced.xml", language, context)


def _entry(each: Announcement, themes: Mapping[int, NamedTheme], said: Words) -> _Entry:
    wording, language = each.wording, said.language
    theme = themes.get(wording.theme) if wording.theme is not None else None
    return _Entry(
        anchor=str(each.entry),
        said=wording.said[language],
        doing=wording.doing[language],
        theme=said("theme", theme=theme.name[language], count=said.number(theme.people))
        if theme
        else "",
        when=when_said(each, said),
    )


def when_said(each: Announcement, said: Words, kind: str = "") -> str:
    """Return « Publié le …, corrigé le … », or its short form with `kind` "state_"."""
    days = {
        "day": said.day(each.published_at) if each.published_at else "",
        "corrected": said.day(each.corrected_at) if each.corrected_at else "",
    }
    return said(f"{kind}{each.state}", **days)


def shortened(text: str) -> str:
    """Return the first line of a text, short enough for a title."""
    line = text.partition("\n")[0]
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"


def _feed_entries(view: FeedView, language: Language) -> Sequence[_FeedEntry]:
    made = []
    for each in view.entries:
        if each.published_at is None or each.changed_at is None:
            continue
        page = announced_address(each.cohort, language)
        title = shortened(each.wording.said[language])
        if view.cohort is None:
            title = f"{view.cohorts[each.cohort][language]} – {title}"
        made.append(
            _FeedEntry(
                id=each.entry.urn,
                title=title,
                address=f"{view.address}{page}#{each.entry}",
                published=each.published_at.isoformat(timespec="seconds"),
                updated=each.changed_at.isoformat(timespec="seconds"),
                said=each.wording.said[language],
                doing=each.wording.doing[language],
            )
        )
    return made
