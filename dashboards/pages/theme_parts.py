"""What the machine proposes to split off one theme, before anybody decides.

Who opens it: a designer who sees that a theme holds more than one need. What they must be able to
do: within a minute, read what is like the examples they ticked, or in which parts the theme falls,
untick what does not belong, and make a new theme of the rest. Nothing changes before they do.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from analysis.disclosure.ideas import ShownIdea
from analysis.disclosure.parts import ShownPart
from analysis.disclosure.themes import ShownTheme
from dashboards.figures.theme_cohorts import label_of
from dashboards.figures.trend import cohort_labels
from dashboards.pages.frame import (
    Crumb,
    Frame,
    framed,
    theme_address,
    theme_parts_address,
    way_to_themes,
    words_in,
)
from dashboards.pages.theme_decisions import IdeaLine, idea_lines
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.texts import Language, Slug

LISTED_LIKE, LISTED_OF_A_PART = 200, 60
"""Ideas one by one; the others of a part go with them, if the reader leaves it so."""

State: TypeAlias = Literal[
    "asking", "unasked", "failed", "too_few_examples", "none", "few", "unstable", "unread", "shown"
]
"""Where the proposal is: being made; not made, or gone; broken; two examples are needed; nothing
is like the examples; too few different ideas; no stable parts; none of it may be read; there."""


class PartsView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohorts: tuple[Cohort, ...]
    theme: ShownTheme
    like: bool
    """Whether what is like examples is asked for, rather than parts."""
    examples: tuple[str, ...]
    """What was ticked, by what ideas are called."""
    ticked: tuple[ShownIdea, ...]
    """Those of the examples that are in the theme and may be read."""
    state: State
    parts: tuple[ShownPart, ...] = ()
    at: datetime | None = None
    """When it was proposed."""
    job: str = ""
    """Id of the job that makes it."""
    reason: str = ""
    """Why it failed, in the words of the program."""


class PartForm(NamedTuple):
    """One part, to be made a theme."""

    number: int
    heading: str
    keywords: str
    note: str
    ideas: tuple[IdeaLine, ...]
    others: str
    """How many are not listed; empty: all are."""
    name_fr: str
    name_en: str


def theme_parts_page(view: PartsView, language: Language) -> Page:
    """Return what is proposed, with its ideas to be unticked."""
    words, said = words_in(language), Words("parts", language)
    activity, number = view.activity.slug, view.theme.number
    like = view.like
    called = label_of(view.theme, words)
    frame = Frame(
        said("title_like" if like else "title_parts", theme=called),
        theme_parts_address(activity, number, view.examples),
        (
            *way_to_themes(words, view.programme, view.activity),
            Crumb(called, theme_address(activity, number)),
        ),
        demonstration=view.programme.demonstration,
    )
    names = {slug: label.name for slug, label in cohort_labels(view.cohorts, words).items()}
    return framed(
        "theme_parts.html",
        frame,
        words,
        p=said,
        h=Words("themes", language),
        like=like,
        state=view.state,
        told=said(f"state_{view.state}_like" if like else f"state_{view.state}_parts")
        if view.state in {"shown", "unasked"}
        else said(f"state_{view.state}"),
        reason=view.reason,
        polled=f"/api/jobs/{view.job}" if view.state == "asking" else "",
        examples=view.examples,
        ticked=idea_lines(view.ticked, names, words),
        forms=tuple(
            _form(place, part, like=like, cohorts=names, words=words)
            for place, part in enumerate(view.parts)
        ),
        at=view.at.isoformat() if view.at else "",
        ask=theme_parts_address(activity, number),
        back=theme_address(activity, number),
    )


def _form(
    place: int, part: ShownPart, *, like: bool, cohorts: Mapping[Slug, str], words: Words
) -> PartForm:
    said = Words("parts", words.language)
    listed = part.ideas[: LISTED_LIKE if like else LISTED_OF_A_PART]
    others = len(part.ideas) - len(listed)
    label = part.label
    count = said.count("ideas", len(part.ideas))
    return PartForm(
        number=place,
        heading=said("like_heading", count=count)
        if like
        else said("part_heading", number=words.number(place + 1), count=count),
        keywords=", ".join(part.words),
        note=said("largest") if place == 0 and not like else "",
        ideas=idea_lines(listed, cohorts, words),
        others=said.count("others", others) if others else "",
        name_fr=label.fr if label else "",
        name_en=label.en if label else "",
    )
