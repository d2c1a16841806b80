"""The slide that invites a room to answer, projected in the last three minutes.

Who opens it: a facilitator, on the computer that is projected or shared. Who reads
it: everybody in the room and behind the shared screen, in French or in English,
from the last row. What they must be able to do: within five seconds, know what is
asked of them and how long it takes, and point a phone at the code; within fifteen,
have typed the address where no camera helps. The facilitator must see that answers
are arriving, and nobody who has just sent theirs. Then, within ten seconds and with
one choice, on this computer or from a phone: show the room what it answered.

So both languages stand on one page and nothing has to be pressed to begin. It is light
whatever the browser prefers: a projector shows dark grounds as grey, and readers
of codes want dark on light; a dark room or a shared screen has a dark one with one
press. Whoever would rather not show a number hides it.
"""

from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from analysis.disclosure.gate import INSIDE, PUBLIC
from analysis.disclosure.live_results import NOTHING_YET, Projected
from dashboards.figures.qr_code import qr_svg
from dashboards.pages.frame import (
    cohort_address,
    count_address,
    slide_address,
    slide_events_address,
    words_in,
)
from dashboards.pages.slide_results import (
    Said,
    SlideResults,
    questions_to_show,
    slide_results,
    slide_words,
)
from dashboards.pages.survey_form import minutes
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Cohort
from surveys.questionnaire import Questionnaire
from surveys.survey import Survey, SurveyState
from surveys.texts import LANGUAGES, Language, Text

_FIRST = PUBLIC + INSIDE
"""Answers from which on results can show: while a survey is open, `INSIDE` of them are not told."""

_ON_ONE_LINE = {"short": 26, "medium": 36, "long": 48}
"""Most characters of an address that is written in one line, by how large it is written."""

_ONLY_HERE = {"localhost", "127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 -- compared, never bound


class SlideView(msgspec.Struct, frozen=True, kw_only=True):
    questionnaire: Questionnaire
    survey: Survey
    cohort: Cohort
    address: str
    """Where participants answer, in full."""
    state: SurveyState
    at_least: int | None
    """How many answered, as `analysis.disclosure.live_count` releases it; None: not shown."""
    question: str = ""
    """Whose results are asked for; empty: answers are collected."""
    shown: Projected = NOTHING_YET
    sealed: bool = False
    """Whether nothing may be shown before the survey is closed, whoever asks."""
    version: str = ""
    """Of what is shown: a screen that shows another asks for the page again."""
    dark: bool = False
    demonstration: bool = False


class _Side(NamedTuple):
    """What the slide says in one language."""

    language: Language
    title: str
    invitation: str
    minutes: str
    state: str
    """How many answered or, outside the dates, since or until when nobody can."""
    demonstration: str
    only_here: str


class _Choice(NamedTuple):
    """Something that can be put on the screen."""

    code: str
    """Of the question; empty: the invitation."""
    label: str
    """What the question asks."""
    chosen: bool


class _Ways(NamedTuple):
    """Where whoever presents can go from here."""

    here: str
    other_count: str
    other_ground: str
    cohort: str


def slide_page(view: SlideView, language: Language) -> Page:
    """Return the slide in both languages; `language` is that of what only the facilitator reads."""
    results = slide_results(view.questionnaire, view.question, view.shown, language)
    written = view.address.removeprefix("https://")  # what a browser adds by itself
    host, slash, path = written.partition("/s/")
    choices = _choices(view, language)
    context = {
        "language": language,
        "t": words_in(language),
        "l": slide_words(language),
        "allowed": frozenset({"project"}),
        "title": view.questionnaire.title[language],
        "sides": tuple(_side(view, words_in(each)) for each in LANGUAGES),
        "view": view,
        "slug": view.survey.slug,
        "state": view.state,
        "says_state": view.state != "open" or view.at_least is not None,
        "counted": view.at_least is not None,
        "count": count_address(view.survey.slug),
        "events": slide_events_address(view.survey.slug),
        "qr": None if view.state == "over" else qr_svg(view.address).decode(),
        "address": view.address,
        "address_parts": (f"{host}/", f"{slash.removeprefix('/')}{path}"),
        "address_size": _size(len(written)),
        "only_here": is_only_here(view.address),
        "results": results,
        "notices": _notices(view, results),
        "join": tuple(Said(each, slide_words(each)("join")) for each in LANGUAGES),
        "choices": choices,
        "beside": _beside(choices),
        "ways": _ways(view),
    }
    return Page("slide.html", language, context)


def is_only_here(address: str) -> bool:
    """Whether no other device can open an address, because it is that of the computer itself."""
    return urlsplit(address).hostname in _ONLY_HERE


def _ways(view: SlideView) -> _Ways:
    slug, count, dark = view.survey.slug, view.at_least is not None, view.dark
    return _Ways(
        here=slide_address(slug, count=count, dark=dark),
        other_count=slide_address(slug, count=not count, dark=dark),
        other_ground=slide_address(slug, count=count, dark=not dark),
        cohort=cohort_address(view.cohort.slug, slug),
    )


def _choices(view: SlideView, language: Language) -> tuple[_Choice, ...]:
    """Return what can be put on the screen, the invitation first."""
    questions = () if view.sealed else questions_to_show(view.questionnaire)
    return (
        _Choice("", "", not view.question),
        *(
            _Choice(each.code, each.text[language], each.code == view.question)
            for each in questions
        ),
    )


def _beside(choices: tuple[_Choice, ...]) -> dict[str, str]:
    """Return what stands before and after what is on the screen, by the key of its button."""
    at = next((number for number, each in enumerate(choices) if each.chosen), 0)
    found = {"before": choices[at - 1].code if at else None}
    found["after"] = choices[at + 1].code if at + 1 < len(choices) else None
    return {key: code for key, code in found.items() if code is not None}


def _notices(view: SlideView, results: SlideResults | None) -> tuple[Said, ...]:
    """Return what a room is told of results: when they change, or why there are none yet."""
    if not view.question or view.sealed:
        return ()
    key = "later" if view.state != "over" else "too_few"
    if results and view.state == "over":
        return ()
    key = "tenfold" if results else key
    most = _FIRST if key == "later" else PUBLIC
    return tuple(Said(each, slide_words(each)(key, most=most)) for each in LANGUAGES)


def count_said(at_least: int) -> Text:
    """Return « Au moins 15 réponses » and "At least 15 answers".

    Args:
        at_least: What `analysis.disclosure.live_count.stepped` returned.
    """
    return Text(**{each: _count_said(at_least, words_in(each)) for each in LANGUAGES})


def _count_said(at_least: int, words: Words) -> str:
    if at_least == 0:
        return words("slide_few", step=words.number(INSIDE))
    return words("slide_at_least", count=words.number(at_least))


def _side(view: SlideView, words: Words) -> _Side:
    language = words.language
    return _Side(
        language=language,
        title=view.questionnaire.title[language],
        invitation=words("slide_invitation"),
        minutes=words("slide_minutes", minutes=minutes(view.questionnaire.questions)),
        state=_state(view, words),
        demonstration=words("demonstration"),
        only_here=words("slide_only_here"),
    )


def _state(view: SlideView, words: Words) -> str:
    match view.state:
        case "not_yet":
            return words("slide_not_yet", at=words.moment(view.survey.opens_at))
        case "over":
            return words("slide_over")
        case "open":
            return "" if view.at_least is None else _count_said(view.at_least, words)


def _size(characters: int) -> str:
    """Return how large an address is written: one too long for a line breaks before the survey."""
    return next((size for size, most in _ON_ONE_LINE.items() if characters <= most), "medium")
