"""Content changes as pages show them: judged now, with the names of what they are about."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from litestar.di import NamedDependency, Provide

from analysis.loop.changes import canonical
from analysis.loop.needs import today
from analysis.loop.register import Entry, Register
from analysis.loop.verdicts import Judgement
from analysis.loop.waiting import awaited, given_at
from analysis.themes.decisions import Event
from dashboards.pages.change_view import AwaitedView, ChangeView, NeedNamed, WithdrawnView
from dashboards.pages.theme_cards import ShownThemes
from service.store import theme_decisions
from service.store.catalogue import Catalogue, Setup, day_of
from service.store.content_changes import Place, judged, register_of
from service.store.database import Database
from service.store.users import Users
from service.web.told_themes import ToldThemes
from surveys.modules import course_of
from surveys.programme import Activity, Programme
from surveys.questionnaire import Questionnaire
from surveys.texts import Code, Slug


class _Course(NamedTuple):
    activity: Activity
    setups: tuple[Setup, ...]
    themes: ShownThemes | None
    decided: tuple[Event, ...]


class ChangeReader(NamedTuple):
    """What changes are read with."""

    place: Place
    told_themes: ToldThemes
    users: Users
    at: datetime

    def register(self) -> Register:
        return register_of(self.place.cursor, self.place.programme)

    def changes(self, register: Register) -> tuple[ChangeView, ...]:
        """Return the changes of a register, in its order.

        In the caller's transaction, as `ToldThemes.of`.
        """
        slugs = dict.fromkeys(entry.registered.change.activity for entry in register.entries)
        courses = {slug: self._course(slug) for slug in slugs}
        return tuple(
            _view(entry, judgement, courses[entry.registered.change.activity], self)
            for entry, judgement in zip(
                register.entries, judged(self.place, register, at=self.at), strict=True
            )
        )

    def name(self, user: str) -> str:
        """Return what somebody is called; empty where nobody has that account any more."""
        found = self.users.find(UUID(user)) if _is_id(user) else None
        return found.name if found else ""

    @property
    def programme(self) -> Programme:
        return self.place.snapshot.programmes[self.place.programme]

    def _course(self, slug: Slug) -> _Course:
        snapshot, cursor = self.place.snapshot, self.place.cursor
        return _Course(
            activity=snapshot.activities[slug],
            setups=tuple(snapshot.setups_of_activity(slug)),
            themes=self.told_themes.of(cursor, snapshot, slug),
            decided=tuple(each.decision for each in theme_decisions.holding(cursor, slug)),
        )


class Shelf(NamedTuple):
    """Where changes and needs are read."""

    catalogue: Catalogue
    database: Database
    told_themes: ToldThemes
    users: Users

    @contextmanager
    def reading(self, programme: Slug) -> Iterator[ChangeReader]:
        """Raises NotFound."""
        slug = self.catalogue.programme(programme).slug
        with self.database.source() as source:
            place = Place(source, self.catalogue.now, slug)
            yield ChangeReader(place, self.told_themes, self.users, datetime.now(UTC))


def _shelf(
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    told_themes: NamedDependency[ToldThemes],
    users: NamedDependency[Users],
) -> Shelf:
    return Shelf(catalogue, database, told_themes, users)


ON_SHELF = {"shelf": Provide(_shelf, sync_to_thread=False)}


def newest(setups: Iterable[Setup]) -> Mapping[Code, Questionnaire]:
    """Return each questionnaire that was asked, in its newest version."""
    asked = sorted((setup.questionnaire for setup in setups), key=lambda each: each.version)
    return {each.code: each for each in asked}


def need_named(number: int, themes: ShownThemes | None) -> NeedNamed:
    """Return a theme with its name, if it is shown."""
    shown = (*themes.themes, *themes.dismissed) if themes else ()
    for theme in shown:
        if theme.number == number:
            return NeedNamed(number, theme.called, shown=True)
    return NeedNamed(number, None, shown=False)


def _view(entry: Entry, judgement: Judgement, course: _Course, reader: ChangeReader) -> ChangeView:
    event, programme = entry.registered, reader.programme
    change, hypothesis = event.change, event.change.hypothesis
    surveys = [setup.survey for setup in course.setups]
    given = given_at(hypothesis, surveys)
    modules = course_of(setup.questionnaire for setup in course.setups).modules
    return ChangeView(
        number=event.number,
        registered_on=day_of(programme, event.at),
        by=reader.name(event.by),
        change=change,
        rule=event.rule,
        stamp=entry.stamp,
        stamped=canonical(event),
        activity=course.activity,
        cohorts={
            each.slug: each.name for each in reader.place.snapshot.cohorts_of(course.activity.slug)
        },
        questionnaire=newest(course.setups).get(hypothesis.questionnaire),
        module=next((each.label for each in modules if each.item == change.module), None),
        need=need_named(today(change.need, course.decided), course.themes) if change.need else None,
        withdrawn=_withdrawn(entry, reader),
        judgement=judgement,
        awaited=tuple(
            AwaitedView(
                each.cohort, each.surveyed, day_of(programme, each.ends) if each.ends else None
            )
            for each in awaited(hypothesis, surveys, judgement.awaited)
        ),
        given_on=day_of(programme, given) if given else None,
    )


def _withdrawn(entry: Entry, reader: ChangeReader) -> WithdrawnView | None:
    if entry.withdrawn is None:
        return None
    gone = entry.withdrawn
    on = day_of(reader.programme, gone.at)
    return WithdrawnView(on, reader.name(gone.by), gone.reason, gone.answered)


def _is_id(user: str) -> bool:
    try:
        UUID(user)
    except ValueError:
        return False
    return True
