"""What can be asked: the drafts of a programme, and all that is published.

Who opens it: a facilitator, a week before a cohort ends, who saw that a question was badly
understood; a designer who adds a module. What they must be able to do: within ten seconds, open
their draft, or begin the next version of what was asked last time; and see which surveys use what.
"""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

import msgspec

from dashboards.pages.frame import (
    Frame,
    form_address,
    framed,
    programme_address,
    questionnaires_address,
    way_to,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Programme
from surveys.questionnaire import Questionnaire
from surveys.texts import Code, Language, Slug, Text

_SURVEYS_SHOWN: Final = 3


class DraftLine(msgspec.Struct, frozen=True, kw_only=True):
    draft: UUID
    title: Text | None
    """None: the text cannot be read at the moment."""
    version: int | None
    saved_by: str
    """Empty: they have no account any more."""
    saved_at: datetime
    """As the people of the programme read it."""


class PublishedLine(msgspec.Struct, frozen=True, kw_only=True):
    questionnaire: Questionnaire
    published_at: datetime
    surveys: tuple[tuple[Slug, Text], ...]
    """Of this programme, that use it: address and name of the cohort; the last to open last."""
    next_version: int
    """The first that is free."""


class QuestionnairesView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    drafts: tuple[DraftLine, ...]
    published: tuple[PublishedLine, ...]
    shipped: tuple[tuple[Code, Text], ...]
    published_now: bool = False
    """Whether a draft has just been."""


def draft_address(programme: Slug, draft: UUID) -> str:
    return f"{questionnaires_address(programme)}/{draft}"


def published_address(programme: Slug, code: Code, version: int) -> str:
    """Return where a published questionnaire is seen as participants see it."""
    return f"{questionnaires_address(programme)}/published/{code}/{version}"


class _DraftCard(NamedTuple):
    title: str
    saved: str
    address: str


class _PublishedRow(NamedTuple):
    title: str
    said: str
    source: str
    """What a draft of the next version begins with."""
    address: str
    surveys: tuple[tuple[str, str], ...]
    more: str
    """How many others there are; empty if there are none."""
    next_version: str
    next_label: str
    see_label: str


def questionnaires_page(view: QuestionnairesView, language: Language) -> Page:
    """Return the list of drafts and of what is published."""
    words, said = words_in(language), Words("editor", language)
    programme = view.programme
    frame = Frame(
        said("title"),
        questionnaires_address(programme.slug),
        way_to(words, programme),
        demonstration=programme.demonstration,
    )
    return framed(
        "questionnaires.html",
        frame,
        words,
        e=said,
        here=frame.address,
        drafts=tuple(_card(each, programme.slug, words, said) for each in view.drafts),
        published=tuple(_row(each, programme.slug, words, said) for each in view.published),
        published_now=view.published_now,
        programme=programme_address(programme.slug),
        shipped=tuple((code, title[language]) for code, title in view.shipped),
    )


def draft_title(title: Text | None, version: int | None, said: Words) -> str:
    """Return how a draft is called."""
    if title is None:
        return said("unreadable_title")
    name = title[said.language] or title.fr or title.en or said("untitled")
    return said("named", title=name, version=version)


def _card(line: DraftLine, programme: Slug, words: Words, said: Words) -> _DraftCard:
    name = line.saved_by or said("nobody")
    return _DraftCard(
        draft_title(line.title, line.version, said),
        said("saved", who=name, moment=words.moment(line.saved_at)),
        draft_address(programme, line.draft),
    )


def _row(line: PublishedLine, programme: Slug, words: Words, said: Words) -> _PublishedRow:
    questionnaire = line.questionnaire
    title = questionnaire.title[words.language]
    code, version = questionnaire.code, questionnaire.version
    latest = line.surveys[: -_SURVEYS_SHOWN - 1 : -1]
    others = len(line.surveys) - len(latest)
    return _PublishedRow(
        title=title,
        said=said("published_on", version=version, day=words.day(line.published_at)),
        source=f"published/{code}/{version}",
        address=published_address(programme, code, version),
        surveys=tuple((name[words.language], form_address(slug)) for slug, name in latest),
        more=said.count("more_surveys", others) if others else "",
        next_version=said("next_version", version=line.next_version),
        next_label=said("next_version_which", version=line.next_version, title=title),
        see_label=said("see_which", title=title, version=version),
    )
