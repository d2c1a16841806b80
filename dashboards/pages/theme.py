"""One theme, and what people said that is in it.

Who opens it: a designer who doubts whether a theme is one need, or which of its ideas belong
elsewhere. What they must be able to do: within a minute, read the ideas that may be shown, tick
those that do not belong, and move them or make a new theme of them.
"""

import msgspec

from analysis.disclosure.ideas import IdeaPage
from analysis.disclosure.themes import ShownTheme
from dashboards.figures.theme_cohorts import label_of
from dashboards.figures.trend import cohort_labels
from dashboards.pages.frame import (
    Frame,
    framed,
    needs_address,
    new_change_address,
    sorting_address,
    theme_address,
    theme_history_address,
    theme_parts_address,
    unmasking_address,
    way_to_themes,
    words_in,
)
from dashboards.pages.theme_cards import ShownThemes, explained, theme_cards
from dashboards.pages.theme_decisions import idea_lines, idea_pages, subjects
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.texts import Language


class ThemeView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohorts: tuple[Cohort, ...]
    """Oldest first."""
    themes: ShownThemes
    theme: ShownTheme
    """One of `themes`."""
    ideas: IdeaPage


def theme_page(view: ThemeView, language: Language) -> Page:
    """Return one theme with its ideas, to be sorted."""
    words, said = words_in(language), Words("themes", language)
    activity = view.activity.slug
    frame = Frame(
        label_of(view.theme, words),
        theme_address(activity, view.theme.number),
        way_to_themes(words, view.programme, view.activity),
        demonstration=view.programme.demonstration,
    )
    names = {slug: label.name for slug, label in cohort_labels(view.cohorts, words).items()}
    alone = msgspec.structs.replace(view.themes, themes=(view.theme,))
    cards = theme_cards(alone, names, words)
    every = {each.number: each for each in subjects(view.themes.themes, activity, words)}
    return framed(
        "theme.html",
        frame,
        words,
        h=said,
        c=Words("changes", language),
        n=Words("needs", language),
        p=Words("parts", language),
        needs=f"{needs_address(activity, 'all')}#theme-{view.theme.number}",
        sorting=sorting_address(activity, view.theme.number),
        parts=theme_parts_address(activity, view.theme.number),
        history=theme_history_address(activity, view.theme.number),
        answer=new_change_address(view.programme.slug, activity, view.theme.number),
        cards=cards,
        explained=explained(cards, words),
        subject=every[view.theme.number],
        unmask=Words("unmasking", language),
        unmasking=unmasking_address(activity, view.theme.number),
        ideas=idea_lines(view.ideas.ideas, names, words),
        pages=idea_pages(view.ideas, f"{frame.address}?page={{}}#ideas", words),
    )
