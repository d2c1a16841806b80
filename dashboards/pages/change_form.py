"""The form in which a content change is prepared, and the page on which it is read once more.

Who opens it: a designer who has read what people need, changes the content of a training, and
wants to know later whether it helped. What they must be able to do: within two minutes, say what
changes and what they expect, know what could be seen at all, and register it; lose nothing of
what they typed when something does not fit.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

import msgspec

from analysis.loop.change_form import DIRECTIONS, MEASURES, REASONS, outcome_value
from analysis.loop.changes import LONGEST, ContentChange
from analysis.loop.checks import Problem, measured
from analysis.loop.prospects import Prospect
from dashboards.figures.theme_cohorts import told_apart
from dashboards.pages.change_card import Fact, need_words
from dashboards.pages.change_prospect import ProspectWords, prospect_words
from dashboards.pages.change_view import NeedNamed, expectation
from dashboards.pages.frame import (
    Crumb,
    Frame,
    changes_address,
    framed,
    new_change_address,
    new_cohort_address,
    way_to,
    words_in,
)
from dashboards.pages.item_words import item_text
from dashboards.render import Page
from dashboards.wording import Words
from surveys.modules import Module
from surveys.programme import Activity, Cohort, Programme
from surveys.questionnaire import Questionnaire
from surveys.texts import Language, Text


class CohortChoice(NamedTuple):
    cohort: Cohort
    answers: tuple[tuple[Text, int], ...]
    """Of each of its surveys, by title, as far as they may be shown."""
    before: bool
    """Whether somebody has answered, so that it can be compared with."""
    after: bool
    """Whether nobody has answered one of its surveys yet, or it has none."""


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """What can be chosen in an activity."""

    activity: Activity
    cohorts: tuple[CohortChoice, ...]
    """Oldest first."""
    questionnaires: tuple[Questionnaire, ...]
    """Each that has been asked, in its newest version."""
    modules: tuple[Module, ...]
    needs: tuple[NeedNamed, ...]


class ChangeFormView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activities: tuple[Activity, ...]
    offered: Offered | None = None
    """None: the activity is to be chosen first."""
    fields: tuple[tuple[str, str], ...] = ()
    """As `analysis.loop.change_form` reads them."""
    change: ContentChange | None = None
    """What they say; None where it cannot be judged as it stands."""
    problems: tuple[Problem, ...] = ()
    prospect: Prospect | None = None
    """What `change` could show."""


class _Option(NamedTuple):
    value: str
    label: str
    chosen: bool
    hint: str = ""


class _Group(NamedTuple):
    label: str
    options: tuple[_Option, ...]


class _Field(NamedTuple):
    id: str
    kind: str
    """text, number, select, radio or boxes."""
    label: str
    hint: str
    problem: str
    value: str = ""
    groups: tuple[_Group, ...] = ()


def change_form_page(view: ChangeFormView, language: Language) -> Page:
    """Return the form, or the choice of an activity that comes before it."""
    words, said = words_in(language), Words("changes", language)
    frame = _frame(view, said("new_title"), words, said)
    address = new_change_address(view.programme.slug)
    if view.offered is None:
        activities = [
            (new_change_address(view.programme.slug, each.slug), each.name[language])
            for each in view.activities
        ]
        return framed("change_choose.html", frame, words, c=said, activities=activities)
    fields = tuple(_fields(view, view.offered, words, said))
    coming = any(each.after for each in view.offered.cohorts)
    begun = any(name == "go" for name, _ in view.fields)
    return framed(
        "change_form.html",
        frame,
        words,
        c=said,
        action=address,
        activity=view.offered.activity,
        fields=fields,
        most=LONGEST,
        faulty=tuple(field for field in fields if field.problem),
        other=tuple(
            each.text[language]
            for each in view.problems
            if each.field not in {field.id for field in fields}
        ),
        prospect=_prospect(view, words),
        looked=("go", "look") in view.fields,
        coming=coming,
        waits=not coming and not begun,
        new_cohort=new_cohort_address(view.offered.activity.slug),
        back=changes_address(view.programme.slug),
    )


def change_review_page(view: ChangeFormView, change: ContentChange, language: Language) -> Page:
    """Return what would be registered, to be read once more."""
    words, said = words_in(language), Words("changes", language)
    return framed(
        "change_review.html",
        _frame(view, said("review_title"), words, said),
        words,
        c=said,
        what=change.what,
        facts=_facts(view, change, words, said),
        prospect=_prospect(view, words),
        looked=False,
        fields=[(name, value) for name, value in view.fields if name != "go"],
        register=changes_address(view.programme.slug),
        edit=new_change_address(view.programme.slug),
    )


def _frame(view: ChangeFormView, title: str, words: Words, said: Words) -> Frame:
    programme = view.programme
    address, typed = new_change_address(programme.slug), urlencode(view.fields)
    return Frame(
        title,
        f"{address}?{typed}" if typed else address,
        (*way_to(words, programme), Crumb(said("title"), changes_address(programme.slug))),
        demonstration=programme.demonstration,
    )


def _prospect(view: ChangeFormView, words: Words) -> ProspectWords | None:
    if view.prospect is None or view.change is None:
        return None
    return prospect_words(view.prospect, view.change.hypothesis, words)


def _facts(
    view: ChangeFormView, change: ContentChange, words: Words, said: Words
) -> tuple[Fact, ...]:
    offered, hypothesis, language = view.offered, change.hypothesis, words.language
    if offered is None:
        return ()
    where = offered.activity.name[language]
    modules = {each.item: each.label[language] for each in offered.modules}
    if change.module in modules:
        where = said("module_of", activity=where, module=modules[change.module])
    needs = {each.number: need_words(each, words) for each in offered.needs}
    asked = {each.code: each for each in offered.questionnaires}
    names = {each.cohort.slug: each.cohort.name for each in offered.cohorts}
    return (
        Fact(said("fact_where"), where),
        Fact(said("fact_need"), needs.get(change.need or 0, said("no_need"))),
        Fact(
            said("fact_expected"),
            expectation(hypothesis, asked.get(hypothesis.questionnaire), names, words),
        ),
        Fact(said("fact_why"), said(f"chosen_{hypothesis.chosen_for}")),
    )


def _fields(view: ChangeFormView, offered: Offered, words: Words, said: Words) -> list[_Field]:
    typed = dict(view.fields)

    def field(code: str, kind: str, groups: Sequence[_Group] = ()) -> _Field:
        reasons = [each.text[words.language] for each in view.problems if each.field == code]
        return _Field(
            id=code,
            kind=kind,
            label=said(f"field_{code}"),
            hint=said(f"hint_{code}"),
            problem=" ".join(reasons),
            value=typed.get(code, ""),
            groups=tuple(groups),
        )

    return [
        field("what", "text"),
        field("module", "select", [_modules(offered, typed, words, said)]),
        field("need", "select", [_needs(offered, typed, words, said)]),
        field("item", "select", _outcomes(offered, typed, words, said)),
        field("measure", "radio", [_radios("measure", MEASURES, typed, said)]),
        field("expects", "radio", [_radios("expects_is", DIRECTIONS, typed, said, "expects")]),
        field("smallest", "number"),
        field("chosen_for", "radio", [_radios("chosen", REASONS, typed, said, "chosen_for")]),
        field("after", "boxes", [_cohorts("after", view, offered, words)]),
        field("before", "boxes", [_cohorts("before", view, offered, words)]),
    ]


def _modules(offered: Offered, typed: dict[str, str], words: Words, said: Words) -> _Group:
    chosen = typed.get("module", "")
    options = [("", said("whole_activity"))]
    options += [(each.item, each.label[words.language]) for each in offered.modules]
    return _Group("", tuple(_Option(value, label, value == chosen) for value, label in options))


def _needs(offered: Offered, typed: dict[str, str], words: Words, said: Words) -> _Group:
    chosen = typed.get("need", "")
    options = [("", said("no_need"))]
    options += [
        (str(each.number), told_apart(need_words(each, words), each.typical))
        for each in offered.needs
    ]
    return _Group("", tuple(_Option(value, label, value == chosen) for value, label in options))


def _outcomes(offered: Offered, typed: dict[str, str], words: Words, said: Words) -> list[_Group]:
    chosen = typed.get("item", "")
    groups = [_Group("", (_Option("", said("choose"), chosen == ""),))]
    for questionnaire in offered.questionnaires:
        options = [
            (outcome_value(questionnaire.code, item), item_text(questionnaire, item, words))
            for item, _ in measured(questionnaire)
        ]
        if options:
            title = questionnaire.title[words.language]
            groups.append(
                _Group(
                    title, tuple(_Option(value, text, value == chosen) for value, text in options)
                )
            )
    return groups


def _radios(
    words_of: str, offered: Sequence[str], typed: dict[str, str], said: Words, code: str = ""
) -> _Group:
    chosen = typed.get(code or words_of, "")
    return _Group(
        "", tuple(_Option(each, said(f"{words_of}_{each}"), each == chosen) for each in offered)
    )


def _cohorts(side: str, view: ChangeFormView, offered: Offered, words: Words) -> _Group:
    """Return the cohorts that can be chosen, and those that were though they cannot."""
    chosen = {value for name, value in view.fields if name == side}
    return _Group(
        "",
        tuple(
            _Option(
                each.cohort.slug,
                each.cohort.name[words.language],
                each.cohort.slug in chosen,
                _known(each, words),
            )
            for each in offered.cohorts
            if (each.before if side == "before" else each.after) or each.cohort.slug in chosen
        ),
    )


def _known(choice: CohortChoice, words: Words) -> str:
    starts = _starts(choice.cohort.starts_on, words)
    answers = [
        words("counted", label=title[words.language], count=words.count("answers", count))
        for title, count in choice.answers
        if count
    ]
    return " · ".join([starts, *answers])


def _starts(day: date, words: Words) -> str:
    return Words("changes", words.language)("starts", day=words.day(day))
