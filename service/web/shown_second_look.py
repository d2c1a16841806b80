"""Second looks as the gate releases them: what can be drawn, and what of it may be read now."""

from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from analysis.agreement.drawing import Readable
from analysis.agreement.second_look import compare
from analysis.disclosure.ideas import ShownIdea, readable_ideas
from analysis.disclosure.themes import ShownTheme
from dashboards.pages.second_look import Differing, LookResult, Reading, Waiting
from service.store.catalogue import Snapshot as SetUp
from service.store.second_looks import DrawnIdea, Look, drawn_ideas, latest
from service.store.themes import ThemeRun, theme_ideas, theme_run
from service.store.users import Users
from service.web.shown_themes import shown_themes
from surveys.texts import Slug


class LookIdea(NamedTuple):
    """An idea that was drawn and may be read."""

    drawn: DrawnIdea
    shown: ShownIdea


class LookFound(NamedTuple):
    """The second look that was started last, as it may be shown."""

    themes: tuple[ShownTheme, ...]
    look: Look | None
    ideas: tuple[LookIdea, ...]
    """In the order to read them."""

    @property
    def over(self) -> bool:
        """Whether nothing is left to place: what was not is gone, or may not be read."""
        placed = all(each.drawn.placing is not None for each in self.ideas)
        return self.look is not None and (self.look.ended_at is not None or placed)


def found_look(cursor: duckdb.DuckDBPyConnection, set_up: SetUp, activity: Slug) -> LookFound:
    """Return the second look at the themes of an activity, in the caller's transaction."""
    run, look = theme_run(cursor, activity), latest(cursor, activity)
    shown = shown_themes(run, list(set_up.cohorts_of(activity)))
    if run is None or shown is None:
        return LookFound((), None, ())
    drawn = drawn_ideas(cursor, activity, look) if look else ()
    readable: dict[str, ShownIdea] = {}
    for theme in (*(each.number for each in shown.themes), None):
        records = [each.record for each in drawn if each.theme == theme]
        for idea in readable_ideas(_respondents(run, theme), records, run.readings):
            readable[idea.idea] = idea
    ideas = (
        LookIdea(each, readable[each.record.idea]) for each in drawn if each.record.idea in readable
    )
    return LookFound(shown.themes, look, tuple(ideas))


def ideas_to_draw(
    cursor: duckdb.DuckDBPyConnection, set_up: SetUp, activity: Slug
) -> tuple[Readable, ...]:
    """Return all ideas of the themes that are shown, and of no theme, that may be read."""
    run = theme_run(cursor, activity)
    shown = shown_themes(run, list(set_up.cohorts_of(activity)))
    if run is None or shown is None or not shown.themes:
        return ()
    return tuple(
        Readable(idea.idea, idea.written, theme)
        for theme in (*(each.number for each in shown.themes), None)
        for idea in readable_ideas(
            _respondents(run, theme), theme_ideas(cursor, activity, theme), run.readings
        )
    )


def waiting(found: LookFound, look: Look, users: Users, *, yours: bool) -> Waiting:
    return Waiting(
        placed=sum(each.drawn.placing is not None for each in found.ideas),
        of=len(found.ideas),
        reader=_name(users, look.reader),
        first=_name(users, look.first),
        yours=yours,
    )


def to_read(ideas: Sequence[LookIdea], at: int | None) -> Reading:
    """Return the idea at a place from 1, where there is one; else the first that is not placed."""
    places = [place for place, each in enumerate(ideas) if each.drawn.placing is None]
    place = at - 1 if at and at <= len(ideas) else places[0]
    return Reading(
        idea=ideas[place].shown,
        number=place + 1,
        of=len(ideas),
        placed=len(ideas) - len(places),
        placing=ideas[place].drawn.placing,
    )


def result(found: LookFound, look: Look, users: Users) -> LookResult:
    """Return what a second look says that is over."""
    placed = [(each, each.drawn.placing) for each in found.ideas if each.drawn.placing is not None]
    compared = compare([placing for _, placing in placed], seed=bytes.fromhex(look.seed))
    return LookResult(
        compared=compared,
        readable=look.readable,
        reader=_name(users, look.reader),
        at=look.ended_at or look.started_at,
        differ=tuple(
            Differing(
                idea=each.shown,
                stood=placing.stood,
                placed=placing.theme,
                now=each.drawn.theme,
            )
            for each, placing in (placed[place] for place in compared.differ)
        ),
    )


def _respondents(run: ThemeRun, theme: int | None) -> dict[Slug, int]:
    if theme is None:
        return dict(run.unsure_respondents)
    return dict(next(each.respondents for each in run.themes if each.number == theme))


def _name(users: Users, user: object) -> str:
    found = next((each for each in users.everybody if each.user == user), None)
    return found.name if found else ""
