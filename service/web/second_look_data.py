"""What a second look at themes says, as data."""

from datetime import datetime
from typing import Literal

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from analysis.agreement.alpha import Reading, reading
from dashboards.pages.second_look import LookResult
from service.store.catalogue import Catalogue, NotFound
from service.store.database import Database
from service.store.users import Users
from service.web.shown_second_look import LookFound, found_look, result
from service.web.theme_data import IdeaPrinted, idea_printed
from surveys.roles import Permission


class ThemeAgreed(msgspec.Struct, frozen=True, kw_only=True):
    """How often an idea was in a theme, and was placed in it; null stands for no theme."""

    theme: int | None
    both: int
    stood_only: int
    placed_only: int
    agreement: float
    """From 0 to 1."""


class DifferPrinted(msgspec.Struct, frozen=True, kw_only=True):
    """An idea that was placed otherwise than it was; null stands for no theme."""

    idea: IdeaPrinted
    stood: int | None
    placed: int | None
    now: int | None


class AgreementPrinted(msgspec.Struct, frozen=True, kw_only=True):
    unclear: int
    """Ideas that the second designer could not place: left out of what follows."""
    compared: int
    alike: int
    alpha: float | None
    """Krippendorff's, nominal; null where nothing varies."""
    low: float | None
    """The interval, at 95 %."""
    high: float | None
    reading: Reading | None
    """What the interval allows."""
    themes: tuple[ThemeAgreed, ...]
    differ: tuple[DifferPrinted, ...]


class SecondLookPrinted(msgspec.Struct, frozen=True, kw_only=True):
    state: Literal["under_way", "over"]
    started_at: datetime
    readable: int
    """Ideas that could be drawn."""
    drawn: int
    """Ideas that were, and may still be read."""
    placed: int
    result: AgreementPrinted | None
    """Null until all are placed."""


class SecondLookDataController(Controller):
    path = "/api/activities/{slug:str}/themes/second-look"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    tags = ("Themes",)

    @get(summary="How far a second designer agrees about themes", sync_to_thread=True)
    def second_look(
        self,
        slug: FromPath[str],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        users: NamedDependency[Users],
    ) -> SecondLookPrinted:
        """The latest; answers 404 while there is none. What is placed is told at its end."""
        activity = catalogue.activity(slug).slug
        with database.reading() as cursor:
            found = found_look(cursor, catalogue.now, activity)
        return _printed(found, slug, users)


def _printed(found: LookFound, slug: str, users: Users) -> SecondLookPrinted:
    if found.look is None:
        raise NotFound(slug)
    return SecondLookPrinted(
        state="over" if found.over else "under_way",
        started_at=found.look.started_at,
        readable=found.look.readable,
        drawn=len(found.ideas),
        placed=sum(each.drawn.placing is not None for each in found.ideas),
        result=_agreement(result(found, found.look, users)) if found.over else None,
    )


def _agreement(told: LookResult) -> AgreementPrinted:
    compared, interval = told.compared, told.compared.interval
    return AgreementPrinted(
        unclear=compared.unclear,
        compared=compared.read - compared.unclear,
        alike=compared.alike,
        alpha=compared.alpha,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        reading=reading(interval) if interval else None,
        themes=tuple(
            ThemeAgreed(
                theme=theme,
                both=counts.both,
                stood_only=counts.first,
                placed_only=counts.second,
                agreement=counts.agreement,
            )
            for theme, counts in compared.themes.items()
        ),
        differ=tuple(
            DifferPrinted(
                idea=idea_printed(each.idea), stood=each.stood, placed=each.placed, now=each.now
            )
            for each in told.differ
        ),
    )
