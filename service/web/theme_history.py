"""The history of a need: mentions, decisions, content changes and their verdicts."""

from typing import Any

from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from analysis.loop.needs import Step, absorbed, step
from analysis.themes.decisions import Rename
from dashboards.pages.change_view import NeedNamed
from dashboards.pages.theme_cards import ShownThemes
from dashboards.pages.theme_history import StepView, ThemeHistoryView, theme_history_page
from service.store import theme_decisions
from service.store.catalogue import NotFound, day_of
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.shown_changes import ON_SHELF, ChangeReader, Shelf, need_named
from surveys.programme import Activity
from surveys.roles import Permission
from surveys.texts import Text


class ThemeHistoryController(Controller):
    path = "/activities/{slug:str}/themes/{number:int}/history"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    dependencies = ON_SHELF
    include_in_schema = False

    @get(sync_to_thread=True)
    def history(
        self,
        slug: FromPath[str],
        number: FromPath[int],
        request: Request[Any, Any, Any],
        shelf: NamedDependency[Shelf],
    ) -> Template:
        activity = shelf.catalogue.activity(slug)
        with shelf.reading(activity.programme) as reader:
            view = _view(reader, activity, number)
        return workspace_response(request, theme_history_page(view, workspace_language(request)))


def _view(reader: ChangeReader, activity: Activity, number: int) -> ThemeHistoryView:
    """Raises NotFound: no theme of this number may be shown."""
    cursor, snapshot, slug = reader.place.cursor, reader.place.snapshot, activity.slug
    themes = reader.told_themes.of(cursor, snapshot, slug)
    shown = (*themes.themes, *themes.dismissed) if themes else ()
    theme = next((each for each in shown if each.number == number), None)
    if themes is None or theme is None:
        raise NotFound(f"{slug}: theme {number}")
    taken = theme_decisions.holding(cursor, slug)
    own = absorbed(number, [each.decision for each in taken])
    steps = [(each, step(each.decision, number, own)) for each in taken]
    register = reader.register()
    answering = [
        entry
        for entry in register.entries
        if entry.registered.change.activity == slug and entry.registered.change.need in own
    ]
    names = _names(taken)
    return ThemeHistoryView(
        programme=reader.programme,
        activity=activity,
        cohorts=tuple(snapshot.cohorts_of(slug)),
        theme=theme,
        dismissed=theme in themes.dismissed,
        rises={each.cohort: each.kind for each in themes.rises.shown if each.theme == number},
        steps=tuple(
            StepView(
                day_of(reader.programme, each.at),
                reader.name(each.by),
                found,
                _other(found, themes, names),
            )
            for each, found in steps
            if found
        ),
        changes=reader.changes(register._replace(entries=tuple(answering))),
        today=day_of(reader.programme, reader.at),
    )


def _names(taken: tuple[theme_decisions.DecisionTaken, ...]) -> dict[int, Text]:
    """Return what people last called themes, those that are there no more too."""
    renamed = (each.decision for each in taken if isinstance(each.decision, Rename))
    return {event.theme: event.name for event in renamed if event.name}


def _other(found: Step, themes: ShownThemes, names: dict[int, Text]) -> NeedNamed | None:
    if found.other is None:
        return None
    named = need_named(found.other, themes)
    return named if named.shown else NeedNamed(found.other, names.get(found.other), shown=False)
