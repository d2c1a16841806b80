"""A content change as a card: verdict first, then what it is about and what was expected."""

from typing import NamedTuple

from dashboards.figures.figure import Figure
from dashboards.pages.change_verdict import verdict_words
from dashboards.pages.change_view import ChangeView, NeedNamed, cohort_names, expectation, short
from dashboards.pages.frame import changes_address, cohort_address, theme_history_address
from dashboards.wording import Words
from surveys.texts import Slug


class Fact(NamedTuple):
    label: str
    value: str
    address: str = ""


class ChangeCard(NamedTuple):
    number: int
    title: str
    what: str
    """All of it; empty where the title has it."""
    address: str
    badge: str
    tone: str
    lead: str
    more: tuple[str, ...]
    facts: tuple[Fact, ...]
    figure: Figure | None
    stamp: str
    registered: str


def change_card(view: ChangeView, words: Words) -> ChangeCard:
    """Return a change with its verdict."""
    said, told = Words("changes", words.language), verdict_words(view, words)
    title = short(view.change.what)
    registered = said("registered", day=words.day(view.registered_on), by=view.by)
    if not view.by:
        registered = said("registered_by_nobody", day=words.day(view.registered_on))
    return ChangeCard(
        number=view.number,
        title=title,
        what="" if title == view.change.what else view.change.what,
        address=changes_address(view.activity.programme, view.number),
        badge=told.badge,
        tone=told.tone,
        lead=told.lead,
        more=told.more,
        facts=tuple(_facts(view, words, said)),
        figure=told.figure,
        stamp=view.stamp,
        registered=registered,
    )


def need_words(need: NeedNamed, words: Words) -> str:
    """Return what a need is called today."""
    said = Words("changes", words.language)
    if need.called:
        return need.called[words.language]
    return words("theme_unnamed") if need.shown else said("need_not_shown", number=need.number)


def _facts(view: ChangeView, words: Words, said: Words) -> list[Fact]:
    language, hypothesis = words.language, view.change.hypothesis
    where = view.activity.name[language]
    if view.module:
        where = said("module_of", activity=where, module=view.module[language])
    return [
        Fact(said("fact_where"), where),
        Fact(
            said("fact_from"),
            cohort_names(hypothesis.after[:1], view.cohorts, words),
            cohort_address(hypothesis.after[0]),
        ),
        _need(view.need, view.activity.slug, words, said),
        Fact(
            said("fact_expected"),
            expectation(hypothesis, view.questionnaire, view.cohorts, words),
        ),
    ]


def _need(need: NeedNamed | None, activity: Slug, words: Words, said: Words) -> Fact:
    if need is None:
        return Fact(said("fact_need"), said("no_need"))
    address = theme_history_address(activity, need.number) if need.shown else ""
    return Fact(said("fact_need"), need_words(need, words), address)
