"""A second look: a designer places ideas again without seeing where they are, then both compare.

Who opens it: first a designer who wonders whether the themes mean to others what they mean to
them: within ten seconds, draw ideas and know whom to send here. Then another designer, at a desk
or on a phone, who must place an idea in five seconds, stop at any moment and go on later. Last
both: within a minute, see whether the themes hold, which do not, and move what was misplaced.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, TypeAlias

import msgspec

from analysis.agreement.alpha import reading
from analysis.agreement.second_look import Compared, Placing
from analysis.disclosure.ideas import ShownIdea
from analysis.disclosure.themes import ShownTheme
from dashboards.figures.theme_cohorts import label_and_language
from dashboards.pages.frame import (
    Frame,
    framed,
    second_look_address,
    theme_address,
    themes_address,
    way_to_themes,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Programme
from surveys.texts import Language

_KEYS = "123456789"
_WORDS_SHOWN = 4
NONE, UNCLEAR = "none", "unclear"
"""What a form sends in the place of a theme's number."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """It is under way, and not this reader's."""

    placed: int
    of: int
    reader: str
    """Name; empty while nobody has begun."""
    first: str
    """Name of who cannot take it."""
    yours: bool
    """Whether that is who reads this."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One idea to place."""

    idea: ShownIdea
    number: int
    """From 1."""
    of: int
    placed: int
    """How many are placed."""
    placing: Placing | None = None
    """Where the reader put it before; None: not yet."""


class Differing(msgspec.Struct, frozen=True, kw_only=True):
    """An idea that two people put in different places; None stands for no theme."""

    idea: ShownIdea
    stood: int | None
    placed: int | None
    now: int | None


class LookResult(msgspec.Struct, frozen=True, kw_only=True):
    compared: Compared
    readable: int
    """Ideas that could have been drawn."""
    reader: str
    """Name; empty where nothing is left of what anybody placed."""
    at: datetime
    """When the last idea was placed, or the look was started where that is not known."""
    differ: tuple[Differing, ...]


Stage: TypeAlias = Waiting | Reading | LookResult


class SecondLookView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    themes: tuple[ShownTheme, ...]
    """Where ideas can be placed, most respondents first."""
    stage: Stage | None
    """None before the first look."""
    may_decide: bool


class Choice(NamedTuple):
    value: str
    label: str
    keywords: str
    key: str
    """Of the keyboard; empty where there are none left."""
    chosen: bool


class ThemeLine(NamedTuple):
    theme: str
    address: str
    """Empty where the theme is no longer shown."""
    both: str
    first: str
    second: str
    agreement: str


class DifferLine(NamedTuple):
    idea: ShownIdea
    stood: str
    placed: str
    move: str
    """What the button says that moves it; empty where it is there, or nowhere to be put."""
    action: str
    """Where that is sent to."""
    into: str
    note: str
    """That it was moved since; else empty."""
    see: str
    """Says where it is now, to be read there among others."""
    address: str


def second_look_page(view: SecondLookView, language: Language) -> Page:
    """Return the page at the stage where the second look is."""
    words, said = words_in(language), Words("second_look", language)
    activity = view.activity.slug
    frame = Frame(
        said("title"),
        second_look_address(activity),
        way_to_themes(words, view.programme, view.activity),
        demonstration=view.programme.demonstration,
    )
    stage = view.stage
    read = stage if isinstance(stage, Reading) else None
    result = stage if isinstance(stage, LookResult) else None
    return framed(
        "second_look.html",
        frame,
        words,
        s=said,
        themes=themes_address(activity),
        any_theme=bool(view.themes),
        may_decide=view.may_decide,
        waiting=_waiting(stage, said) if isinstance(stage, Waiting) else (),
        reading=read,
        numbered=said("reading_number", number=words.number(read.number), of=words.number(read.of))
        if read
        else "",
        choices=_choices(view.themes, read, words) if read else (),
        told=_told(result, words) if result else (),
        lines=_lines(result, view, words) if result else (),
        alpha=alpha_told(result.compared, said) if result else (),
        differ=[_differing(each, view, words) for each in result.differ] if result else (),
    )


def _waiting(stage: Waiting, said: Words) -> tuple[str, ...]:
    who = said("waiting_reader", who=stage.reader) if stage.reader else said("waiting_nobody")
    first = said("waiting_yours") if stage.yours else said("waiting_first", who=stage.first)
    placed = said("waiting_placed", placed=said.number(stage.placed), of=said.number(stage.of))
    return (placed, who, first, said("waiting_result"))


def _choices(themes: tuple[ShownTheme, ...], stage: Reading, words: Words) -> tuple[Choice, ...]:
    """Return where the idea can be put: themes by name, for their size would tell something."""
    said = Words("second_look", words.language)
    named = sorted(
        ((label_and_language(theme, words), theme) for theme in themes),
        key=lambda each: (each[0].casefold(), each[1].number),
    )
    keys = dict(zip((theme.number for _, theme in named), _KEYS, strict=False))
    before = stage.placing
    chosen = None if before is None else _value(before)
    options = [
        (
            str(theme.number),
            label,
            ", ".join(theme.words[:_WORDS_SHOWN]),
            keys.get(theme.number, ""),
        )
        for label, theme in named
    ]
    options += [
        (NONE, said("reading_none"), "", "0"),
        (UNCLEAR, said("reading_unclear"), "", "u"),
    ]
    return tuple(Choice(*option, chosen=option[0] == chosen) for option in options)


def _value(placing: Placing) -> str:
    if placing.unclear:
        return UNCLEAR
    return NONE if placing.theme is None else str(placing.theme)


def _told(result: LookResult, words: Words) -> tuple[str, ...]:
    said, compared = Words("second_look", words.language), result.compared
    told = []
    if result.reader:
        told.append(
            said(
                "result_read",
                who=result.reader,
                read=said.number(compared.read),
                readable=said.number(result.readable),
                day=said.day(result.at.date()),
            )
        )
    if compared.unclear:
        told.append(said.count("result_unclear", compared.unclear))
    if clear := compared.read - compared.unclear:
        told.append(said("result_alike", of=said.number(clear), alike=said.number(compared.alike)))
    return tuple(told)


def alpha_told(compared: Compared, said: Words) -> tuple[str, str]:
    """Return the alpha with its interval, empty where there is none; and what it allows."""
    if compared.alpha is None or compared.interval is None:
        return "", said("alpha_none")
    alpha, low, high = (
        said.number(each, digits=2, every_digit=True)
        for each in (compared.alpha, *compared.interval)
    )
    told = said("result_alpha", alpha=alpha, low=low, high=high)
    return told, said(f"alpha_{reading(compared.interval)}")


def _lines(result: LookResult, view: SecondLookView, words: Words) -> tuple[ThemeLine, ...]:
    names = _names(view, words)
    in_order = [*(theme.number for theme in view.themes), None]
    found = result.compared.themes
    in_order += [theme for theme in found if theme not in in_order]
    there = {theme.number for theme in view.themes}
    return tuple(
        ThemeLine(
            theme=_called(theme, names, words),
            address=theme_address(view.activity.slug, theme) if theme in there else "",
            both=words.number(counts.both),
            first=words.number(counts.first),
            second=words.number(counts.second),
            agreement=words.number(counts.agreement, digits=2, every_digit=True),
        )
        for theme in in_order
        if (counts := found.get(theme)) is not None
    )


def _differing(each: Differing, view: SecondLookView, words: Words) -> DifferLine:
    said, names = Words("second_look", words.language), _names(view, words)
    activity = view.activity.slug
    here = themes_address(activity) if each.now is None else theme_address(activity, each.now)
    movable = each.now != each.placed and (each.placed is None or each.placed in names)
    move = ""
    if movable and view.may_decide:
        move = said("move_out") if each.placed is None else said("move", theme=names[each.placed])
    return DifferLine(
        idea=each.idea,
        stood=_called(each.stood, names, words),
        placed=_called(each.placed, names, words),
        move=move,
        action=f"{here}/unsure/add" if each.now is None else f"{here}/move",
        into="" if each.placed is None else str(each.placed),
        note=said("moved") if each.now != each.stood else "",
        see=said("see_nowhere")
        if each.now is None
        else said("see", theme=_called(each.now, names, words)),
        address=f"{here}#unsure" if each.now is None else f"{here}#ideas",
    )


def _names(view: SecondLookView, words: Words) -> Mapping[int, str]:
    return {theme.number: label_and_language(theme, words) for theme in view.themes}


def _called(theme: int | None, names: Mapping[int, str], words: Words) -> str:
    said = Words("second_look", words.language)
    return said("nowhere") if theme is None else names.get(theme, said("gone"))
