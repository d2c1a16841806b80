"""Erase the answers of somebody who asks for it, and has lost the receipt.

Who opens it: an administrator with an e-mail, or a caller, who says « effacez mes réponses ». What
they must be able to do: within a minute, find the answers by a sentence that the person gives,
without reading them, erase them, and be able to say when no byte will be left.
"""

from typing import Literal, NamedTuple, TypeAlias

import msgspec

from dashboards.pages.frame import (
    Crumb,
    Frame,
    erasing_address,
    erasing_now_address,
    framed,
    survey_address,
    way_to,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.questionnaire import Questionnaire
from surveys.survey import Survey
from surveys.texts import Code, Language

Outcome: TypeAlias = Literal["none", "several", "too_short", "nothing_typed"]
"""Why nothing can be erased."""

OnDisk: TypeAlias = Literal["done", "pending", "late"]
"""Whether bytes of what was erased still stand in the file."""


class ErasingView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohort: Cohort
    survey: Survey
    questionnaire: Questionnaire
    sealed: bool
    """Whether nothing may be sought in what was written."""
    receipts: str
    """Where participants erase their answers themselves, in full."""
    shortest: int
    """Characters that words to look for must have."""
    on_disk: OnDisk
    code: str = ""
    """As it was typed."""
    words: str = ""
    problem: Outcome | None = None
    found: tuple[Code, ...] | None = None
    """Questions that the words answer, none for a receipt; None: nothing was found, or sought."""
    done: bool = False


class _TextLine(NamedTuple):
    code: Code
    label: str


def erasing_page(view: ErasingView, language: Language) -> Page:
    words, said = words_in(language), Words("erasing", language)
    slug = view.survey.slug
    title = view.questionnaire.title[language]
    asked = {
        question.code: question.text[language]
        for question in view.questionnaire.questions
        if question.code in (view.found or ())
    }
    quoted = {code: words("quoted", text=text) for code, text in asked.items()}
    return framed(
        "erasing.html",
        Frame(
            said("title"),
            erasing_address(slug),
            (
                *way_to(words, view.programme, view.activity, view.cohort),
                Crumb(title, survey_address(slug)),
            ),
            demonstration=view.programme.demonstration,
        ),
        words,
        e=said,
        lead=said("lead", address=view.receipts),
        words_said=said("words_said", shortest=words.number(view.shortest)),
        personal=view.survey.promise == "one_per_invitation",
        sealed=view.sealed,
        problem=said(view.problem, **_shortest(view, words)) if view.problem else "",
        found=view.found is not None,
        found_in=said("found_in", questions=", ".join(quoted.values())) if quoted else "",
        texts=[_TextLine(code, said("text_of", question=text)) for code, text in quoted.items()],
        code=view.code,
        sought_words=view.words,
        now=erasing_now_address(slug),
        disk=said(f"disk_{view.on_disk}"),
        done=view.done,
    )


def _shortest(view: ErasingView, words: Words) -> dict[str, str]:
    return {"shortest": words.number(view.shortest)} if view.problem == "too_short" else {}
