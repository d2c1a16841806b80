"""Where « Vous avez dit, nous avons fait » is written, entry by entry.

Who opens it: a facilitator or a designer, once a survey is over and the team has talked about it.
What they must be able to do: within two minutes, write one thing that was said and what is done
about it, and publish it; within ten seconds, correct it or take it back; and copy the address.
"""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from dashboards.figures.theme_cohorts import told_apart
from dashboards.pages.announced import announced_words, shortened, when_said
from dashboards.pages.frame import (
    Frame,
    announced_address,
    announcing_address,
    framed,
    way_to,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.announcing import LONGEST, Announcement, AnnouncingFault, Part, Wording
from surveys.programme import Activity, Cohort, Programme
from surveys.texts import LANGUAGES, Language, Text


class AnnouncingView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohort: Cohort
    entries: tuple[Announcement, ...]
    """Drafts included, in the time zone of the programme."""
    themes: tuple[tuple[int, Text, tuple[str, ...]], ...]
    """Those that may be named: number, name, and words that tell it apart."""
    address: str
    """Of the service, in full."""
    edited: Announcement | None = None
    """What is corrected; None: something new is written."""
    typed: Wording | None = None
    faults: Mapping[Part, AnnouncingFault] = {}
    done: bool = False


class _Card(NamedTuple):
    title: str
    said: str
    doing: str
    state: str
    draft: bool
    address: str


class _Input(NamedTuple):
    name: str
    label: str
    value: str
    language: Language


class _Field(NamedTuple):
    name: Part
    label: str
    hint: str
    problem: str
    inputs: tuple[_Input, ...]


def announcing_page(view: AnnouncingView, language: Language) -> Page:
    """Return the list of entries with the form below it; of one that is corrected, the form."""
    words, said = words_in(language), announced_words(language)
    cohort, edited = view.cohort, view.edited
    listed = announcing_address(cohort.slug)
    title = said("edit_title") if edited else said("title")
    way = way_to(words, view.programme, view.activity, cohort)
    wording = view.typed or (edited.wording if edited else Wording(said=Text(), doing=Text()))
    return framed(
        "announcing.html",
        Frame(
            title,
            announcing_address(cohort.slug, edited.entry) if edited else listed,
            way,
            demonstration=view.programme.demonstration,
        ),
        words,
        a=said,
        view=view,
        listed=listed,
        public=f"{view.address}{announced_address(cohort.slug)}",
        public_path=announced_address(cohort.slug),
        cards=[] if edited else [_card(each, said) for each in view.entries],
        fields=[_field(part, wording, view.faults, said) for part in ("said", "doing")],
        themes=[
            (number, told_apart(name[language], typical), number == wording.theme)
            for number, name, typical in view.themes
        ],
        theme_problem=_fault(view.faults.get("theme"), said),
        published=edited is not None and edited.published_at is not None,
    )


def _card(each: Announcement, said: Words) -> _Card:
    return _Card(
        title=shortened(each.wording.said[said.language]),
        said=each.wording.said[said.language],
        doing=each.wording.doing[said.language],
        state=when_said(each, said, "state_"),
        draft=each.state == "draft",
        address=announcing_address(each.cohort, each.entry),
    )


def _field(
    part: Part, wording: Wording, faults: Mapping[Part, AnnouncingFault], said: Words
) -> _Field:
    text = wording.said if part == "said" else wording.doing
    return _Field(
        name=part,
        label=said(part),
        hint=said(f"{part}_hint"),
        problem=_fault(faults.get(part), said),
        inputs=tuple(
            _Input(
                f"{part}_{each}",
                said("in_french" if each == "fr" else "in_english"),
                text[each],
                each,
            )
            for each in LANGUAGES
        ),
    )


def _fault(fault: AnnouncingFault | None, said: Words) -> str:
    return said(f"fault_{fault}", longest=said.number(LONGEST)) if fault else ""
