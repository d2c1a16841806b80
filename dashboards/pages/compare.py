"""Cohorts or activities side by side.

Who opens it: a facilitator who wonders whether the evening cohort went better, or a
designer with two courses in hand. What they must be able to do: within ten seconds, see
whether there is any lead at all; within thirty, say how sure it is, and not take it for
a finding.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from analysis.claims.compare import Beside, Comparison
from analysis.claims.differences import Difference
from analysis.claims.pairs import ScalePair
from analysis.claims.refusal import Refusal
from dashboards.figures.figure import Figure, Table
from dashboards.figures.sides import Answered, SideItem, sides
from dashboards.figures.trend import point_cell
from dashboards.pages.frame import (
    COMPARE,
    Crumb,
    Frame,
    framed,
    home_crumb,
    way_to,
    words_in,
)
from dashboards.pages.item_words import item_text
from dashboards.pages.selection import SelectionView, said_of, selected_address, selection_bar
from dashboards.pages.taken import Spoken, Taken, TakenPage, file_links
from dashboards.render import Page
from dashboards.sentences import Groups, difference_cell, explored_sentence
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.questionnaire import Questionnaire
from surveys.texts import Code, Language, Slug, Text

Kind: TypeAlias = Literal["cohort", "activity"]
MOST = 3
FEWEST = 2


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """All that can be compared, and what was chosen."""

    kind: Kind
    chosen: tuple[Slug, ...]
    """Different ones, as many as were asked for."""
    refused: Literal["", "too_many", "too_few", "mixed"] = ""
    """Why there is no comparison of what was chosen; empty where nothing was."""
    activities: tuple[tuple[Activity, tuple[Cohort, ...]], ...]
    """With their cohorts, oldest first."""


class CompareView(msgspec.Struct, frozen=True, kw_only=True):
    choices: Choices
    programmes: tuple[Programme, ...]
    """Those that the sides belong to; all of them where nothing is compared."""
    comparison: Comparison | None
    questionnaires: dict[Code, Questionnaire]
    """Each that was asked, in its newest version."""
    names: dict[Slug, Text]
    """Of the sides."""
    selected: SelectionView = SelectionView()
    """Whose answers are compared."""


class Line(NamedTuple):
    item: str
    sentence: str


class _Option(NamedTuple):
    value: str
    label: str
    chosen: bool


class _OptionGroup(NamedTuple):
    label: str
    options: tuple[_Option, ...]


class _Select(NamedTuple):
    label: str
    name: Kind
    groups: tuple[_OptionGroup, ...]


class _Form(NamedTuple):
    title: str
    selects: tuple[_Select, ...]


def compare_page(view: CompareView, language: Language) -> Page:
    """Return a comparison and the forms to choose one."""
    words, said = words_in(language), Words("claims", language)
    choices, comparison = view.choices, view.comparison
    lines = sentences(view, words) if comparison else ()
    leads = tuple(line for line, claim in lines if _is_lead(claim))
    frame = Frame(
        said("compare_title"),
        selected_address(COMPARE, view.selected.selection, kept=_kept(choices)),
        _crumbs(view, words),
        demonstration=any(programme.demonstration for programme in view.programmes),
    )
    return framed(
        "compare.html",
        frame,
        words,
        said=said,
        refused=said(f"compare_{choices.refused}") if choices.refused else "",
        forms=(_form("cohort", choices, said), _form("activity", choices, said)),
        compared=comparison is not None,
        names=tuple(view.names[side][language] for side in comparison.sides) if comparison else (),
        summary=_summary(comparison, leads, said) if comparison else "",
        leads=leads,
        rest=tuple(line for line, claim in lines if not _is_lead(claim) and _is_told(claim)),
        figure=_figure(view, comparison, words) if comparison and comparison.items else None,
        bar=selection_bar(view.selected, COMPARE, language, kept=_kept(choices)),
        files=file_links(COMPARE, view.selected, language, _kept(choices)),
    )


def compare_taken(view: CompareView, language: Language) -> TakenPage:
    """Return what a comparison gives away; no figure where nothing is compared."""
    words, said, comparison = words_in(language), Words("claims", language), view.comparison
    names = [view.names[side][language] for side in comparison.sides] if comparison else []
    lines = [line for line, _ in sentences(view, words)]
    leads = [line for line, claim in sentences(view, words) if _is_lead(claim)]
    figures = [_figure(view, comparison, words)] if comparison and comparison.items else []
    return TakenPage(
        slug="-".join(("compare", *view.choices.chosen)),
        title=" · ".join((said("compare_title"), *names)),
        address=selected_address(COMPARE, view.selected.selection, kept=_kept(view.choices)),
        said=said_of(view.selected, language),
        figures=tuple(Taken(figure, ()) for figure in figures),
        spoken=(
            Spoken(
                said("compare_title"), (_summary(comparison, leads, said),) if comparison else ()
            ),
            *(Spoken(line.item, (line.sentence,)) for line in lines),
        ),
        language=language,
    )


def sentences(view: CompareView, words: Words) -> tuple[tuple[Line, Difference | Refusal], ...]:
    """Return a sentence for each claim, in the order of the items, with its claim."""
    if view.comparison is None:
        return ()
    first, *others = (view.names[side][words.language] for side in view.comparison.sides)
    return tuple(
        (
            Line(
                _title(view, beside, words), explored_sentence(claim, Groups(first, other), words)
            ),
            claim,
        )
        for beside in view.comparison.items
        for place, other in enumerate(others)
        for claim in (beside.claims[place], beside.scales[place])
        if claim is not None
    )


def _is_lead(claim: Difference | Refusal) -> bool:
    return isinstance(claim, Difference) and claim.verdict in {"lead_higher", "lead_lower"}


def _is_told(claim: Difference | Refusal) -> bool:
    """Whether it is worth a line though it is no lead: of whole scales only leads are."""
    return isinstance(claim, Refusal) or not isinstance(claim.compared, ScalePair)


def _title(view: CompareView, beside: Beside, words: Words) -> str:
    """Return what was asked; each wording once, where the sides were asked in other words.

    What two questionnaires ask in the same words says which of them it is.
    """
    asked = _asked(view, beside, words)
    if not view.comparison or _wordings(view, words)[asked] == 1:
        return asked
    title = view.questionnaires[beside.questionnaires[0]].title[words.language]
    return words("first_second", first=asked, second=title)


def _asked(view: CompareView, beside: Beside, words: Words) -> str:
    asked = [
        item_text(view.questionnaires[code], beside.item, words) for code in beside.questionnaires
    ]
    return " / ".join(dict.fromkeys(asked))


def _wordings(view: CompareView, words: Words) -> Counter[str]:
    """Return how often each wording stands in the comparison."""
    items = view.comparison.items if view.comparison else ()
    return Counter(_asked(view, each, words) for each in items)


def _summary(comparison: Comparison, leads: Sequence[Line], said: Words) -> str:
    if not comparison.items:
        return said("compare_nothing")
    many = said.number(comparison.comparisons)
    found = said.count("leads", len(leads)) if leads else said("leads_none")
    return f"{found} {said('compare_corrected', comparisons=many)}"


def _figure(view: CompareView, comparison: Comparison, words: Words) -> Figure:
    names = [view.names[side][words.language] for side in comparison.sides]
    items = [
        SideItem(
            _title(view, beside, words),
            tuple(Answered(point.share, point.net_promoter) for point in beside.points),
            tuple(difference_cell(claim, words) for claim in beside.claims),
        )
        for beside in comparison.items
    ]
    return sides(names, items, _table(view, comparison, words), words)


def _table(view: CompareView, comparison: Comparison, words: Words) -> Table:
    said = Words("claims", words.language)
    first, *others = (view.names[side][words.language] for side in comparison.sides)
    return Table(
        caption=said("compare_title"),
        columns=(
            words("column_item"),
            first,
            *others,
            *(said("compare_gap", first=first, second=other) for other in others),
        ),
        rows=tuple(
            (
                _title(view, beside, words),
                *(
                    point_cell(point, words, absent=words("too_few_cell"))
                    for point in beside.points
                ),
                *(difference_cell(claim, words) for claim in beside.claims),
            )
            for beside in comparison.items
        ),
    )


def _crumbs(view: CompareView, words: Words) -> tuple[Crumb, ...]:
    if view.comparison is None:
        return (home_crumb(words),)
    return way_to(words, view.programmes[0])


def _kept(choices: Choices) -> list[tuple[str, str]]:
    return [(choices.kind, slug) for slug in choices.chosen]


def _form(kind: Kind, choices: Choices, said: Words) -> _Form:
    many = MOST if kind == "cohort" else FEWEST
    chosen = choices.chosen if choices.kind == kind else ()
    return _Form(
        said("compare_cohorts" if kind == "cohort" else "compare_activities"),
        tuple(
            _Select(
                said("compare_side", number=said.number(at + 1)),
                kind,
                _groups(kind, choices, chosen[at] if at < len(chosen) else "", said),
            )
            for at in range(many)
        ),
    )


def _groups(kind: Kind, choices: Choices, chosen: Slug, said: Words) -> tuple[_OptionGroup, ...]:
    language = said.language
    if kind == "activity":
        options = tuple(
            _Option(each.slug, each.name[language], each.slug == chosen)
            for each, _ in choices.activities
        )
        return (_OptionGroup("", options),)
    return tuple(
        _OptionGroup(
            activity.name[language],
            tuple(_Option(each.slug, each.name[language], each.slug == chosen) for each in cohorts),
        )
        for activity, cohorts in choices.activities
    )
