"""A need from its first mention to what was done about it, and whether that helped.

Who opens it: a designer before deciding on a need, or somebody who is asked "and what did you do
about it?". What they must be able to do: within ten seconds, see since when people ask for it and
what came of the last change; within a minute, tell its whole story.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from analysis.disclosure.themes import ShownTheme
from analysis.loop.needs import Step
from dashboards.figures.theme_cohorts import count_in, label_of, theme_cohorts
from dashboards.figures.trend import cohort_labels
from dashboards.pages.change_card import change_card
from dashboards.pages.change_verdict import verdict_words
from dashboards.pages.change_view import ChangeView, NeedNamed
from dashboards.pages.frame import (
    Crumb,
    Frame,
    framed,
    new_change_address,
    theme_address,
    theme_history_address,
    way_to_themes,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.texts import Language, Slug


class StepView(NamedTuple):
    on: date
    by: str
    """Empty where nobody has that account any more."""
    step: Step
    other: NeedNamed | None
    """The theme that `step` names, if it is shown or had a name."""


class ThemeHistoryView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohorts: tuple[Cohort, ...]
    """Oldest first."""
    theme: ShownTheme
    dismissed: bool
    rises: Mapping[Slug, str]
    """By cohort: whether it was new or growing there."""
    steps: tuple[StepView, ...]
    changes: tuple[ChangeView, ...]
    """Those that answer it, in the order of registration."""
    today: date


class _Moment(NamedTuple):
    on: date
    day: str
    kind: str
    """mention, step, change, improved, worsened, undetermined or gone."""
    title: str
    text: str
    address: str = ""


def theme_history_page(view: ThemeHistoryView, language: Language) -> Page:
    """Return the history of one theme."""
    words, said = words_in(language), Words("changes", language)
    activity, theme = view.activity, view.theme
    label = label_of(theme, words)
    frame = Frame(
        said("history_title", theme=label),
        theme_history_address(activity.slug, theme.number),
        (
            *way_to_themes(words, view.programme, activity),
            *([] if view.dismissed else [Crumb(label, theme_address(activity.slug, theme.number))]),
        ),
        demonstration=view.programme.demonstration,
    )
    labels = cohort_labels(view.cohorts, words)
    return framed(
        "theme_history.html",
        frame,
        words,
        c=said,
        lead=_lead(view, words, said),
        moments=sorted(_moments(view, words, said), key=lambda moment: moment.on),
        figure=theme_cohorts(
            said("history_figure"),
            [theme],
            [(cohort.slug, labels[cohort.slug]) for cohort in view.cohorts],
            words,
        ),
        cards=[change_card(each, words) for each in view.changes],
        answer=new_change_address(view.programme.slug, activity.slug, theme.number),
    )


def _lead(view: ThemeHistoryView, words: Words, said: Words) -> str:
    """Return the story in two sentences."""
    mentioned = said.count("mentioned", view.theme.respondents)
    if not view.changes:
        return f"{mentioned} {said('history_nothing_done')}"
    kept = [each for each in view.changes if not each.withdrawn]
    last = (kept or view.changes)[-1]
    done = said.count("history_done", len(view.changes))
    badge = verdict_words(last, words).badge
    return f"{mentioned} {done} {said('history_last', verdict=badge)}"


def _moments(view: ThemeHistoryView, words: Words, said: Words) -> Iterator[_Moment]:
    yield from _mentions(view, words, said)
    for step in dict.fromkeys(view.steps):
        yield _Moment(step.on, words.day(step.on), "step", *_step(step, words, said))
    for change in view.changes:
        yield from _of_change(change, view.today, words, said)


def _mentions(view: ThemeHistoryView, words: Words, said: Words) -> Iterator[_Moment]:
    """Yield the cohorts of which it may be told how many mention it."""
    told = [each for each in view.cohorts if count_in(view.theme, each.slug)]
    for cohort in told:
        name = cohort.name[words.language]
        key = "first_mention" if cohort is told[0] else "mention"
        text = _mentioned_in(view.theme, cohort.slug, words, said)
        if rise := view.rises.get(cohort.slug):
            text = f"{text} {said(f'rise_{rise}')}"
        yield _Moment(
            cohort.ends_on, words.day(cohort.ends_on), "mention", said(key, cohort=name), text
        )


def _mentioned_in(theme: ShownTheme, cohort: Slug, words: Words, said: Words) -> str:
    count = count_in(theme, cohort) or 0
    mentioned = theme.shares.get(cohort)
    if mentioned is None:
        return said.count("mentioned", count)
    return said.count("mentioned_of", count, wrote=words.number(mentioned.of))


def _step(step: StepView, words: Words, said: Words) -> tuple[str, str]:
    other = words("theme_unnamed")
    if step.other:
        called = step.other.called
        other = called[words.language] if called else said("theme_number", number=step.other.number)
    elif step.step.other:
        other = said("theme_number", number=step.step.other)
    elif step.step.kind == "moved_out":
        other = said("no_theme")
    name = step.step.name[words.language] if step.step.name else ""
    kind = step.step.kind
    key = "step_split_off_unnamed" if kind == "split_off" and not name else f"step_{kind}"
    title = said(key, called=words("quoted", text=name), other=words("quoted", text=other))
    return title, said("decided_by", by=step.by) if step.by else ""


def _of_change(change: ChangeView, today: date, words: Words, said: Words) -> Iterator[_Moment]:
    card = change_card(change, words)
    quoted = words("quoted", text=card.title)
    yield _Moment(
        change.registered_on,
        words.day(change.registered_on),
        "change",
        said("change_registered", number=change.number),
        quoted,
        card.address,
    )
    if change.withdrawn:
        on = change.withdrawn.on
        yield _Moment(
            on,
            words.day(on),
            "gone",
            said("change_withdrawn", number=change.number),
            card.lead,
            card.address,
        )
    elif change.given_on and change.given_on <= today and change.judgement.state == "judged":
        yield _Moment(
            change.given_on,
            words.day(change.given_on),
            card.tone,
            said("change_judged", number=change.number, verdict=card.badge),
            card.lead,
            card.address,
        )
