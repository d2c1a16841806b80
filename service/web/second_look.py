"""Take a second look at themes: draw ideas, place them blindly, compare."""

import secrets
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.response import Redirect, Template

from analysis.agreement.drawing import draw
from analysis.agreement.second_look import Placing, first_look
from analysis.themes.decide import DecisionImpossible
from dashboards.pages.frame import second_look_address
from dashboards.pages.second_look import (
    NONE,
    UNCLEAR,
    SecondLookView,
    Stage,
    second_look_page,
)
from service.errors import FormUnreadable
from service.store import second_looks as store
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.second_looks import Start
from service.store.theme_decisions import taken
from service.store.users import User, Users
from service.web.form_fields import number_asked, read_fields
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.shown_second_look import (
    LookFound,
    found_look,
    ideas_to_draw,
    result,
    to_read,
    waiting,
)
from surveys.programme import Activity
from surveys.roles import Permission

_SEED_BYTES = 16


class Chair(NamedTuple):
    """Where somebody sits who looks at the themes of an activity."""

    database: Database
    catalogue: Catalogue
    users: Users
    activity: Activity
    user: User

    @property
    def may_decide(self) -> bool:
        return self.user.may(Permission.THEMES_DECIDE, self.activity.programme)

    def view(self, at: int | None) -> SecondLookView:
        with self.database.reading() as cursor:
            found = found_look(cursor, self.catalogue.now, self.activity.slug)
        return SecondLookView(
            programme=self.catalogue.programme(self.activity.programme),
            activity=self.activity,
            themes=found.themes,
            stage=self._stage(found, at),
            may_decide=self.may_decide,
        )

    def _stage(self, found: LookFound, at: int | None) -> Stage | None:
        if found.look is None:
            return None
        if found.over:
            return result(found, found.look, self.users)
        if self.may_decide and found.look.may_read(self.user.user):
            return to_read(found.ideas, at)
        yours = found.look.first == self.user.user
        return waiting(found, found.look, self.users, yours=yours)

    def start(self) -> None:
        """Raises DecisionImpossible: there is nothing to look at."""
        seed = secrets.token_bytes(_SEED_BYTES)
        with self.database.reading() as cursor:
            readable = ideas_to_draw(cursor, self.catalogue.now, self.activity.slug)
            decisions = taken(cursor, self.activity.slug)
        known = {str(each.user) for each in self.users.everybody}
        deciders = [each.by for each in decisions if each.by in known]  # not the command line
        if not readable:
            raise DecisionImpossible("There are no ideas in themes yet that may be read.")
        begun = Start(
            activity=self.activity.slug,
            by=self.user.user,
            first=UUID(first_look(deciders, str(self.user.user))),
            seed=seed.hex(),
            readable=len({each.text.casefold() for each in readable}),
            drawn=[each.idea for each in draw(readable, seed)],
        )
        store.start(self.database, begun, at=datetime.now(UTC))

    def place(self, idea: str, where: int | Literal["none", "unclear"]) -> None:
        """Raises DecisionImpossible: it is not theirs to place, or not there."""
        at = datetime.now(UTC)
        with self.database.rewriting, self.database.transaction() as cursor:
            found = found_look(cursor, self.catalogue.now, self.activity.slug)
            look = found.look
            if look is None or found.over or not look.may_read(self.user.user):
                raise DecisionImpossible("This second look is over, or somebody else's to take.")
            drawn = {each.shown.idea: each.drawn for each in found.ideas}
            there = {each.number for each in found.themes}
            theme = where if isinstance(where, int) else None
            if idea not in drawn or (theme is not None and theme not in there):
                raise DecisionImpossible("This idea or this theme is no longer there.")
            placing = Placing(theme, where == UNCLEAR, drawn[idea].theme)
            store.place(cursor, look._replace(reader=self.user.user), drawn[idea], placing, at=at)
            left = [other for other in drawn.values() if other.placing is None]
            if not [other for other in left if other is not drawn[idea]]:
                store.end(cursor, look, at=at)


def _chair(
    slug: FromPath[str],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    users: NamedDependency[Users],
    user: NamedDependency[User],
) -> Chair:
    return Chair(database, catalogue, users, catalogue.activity(slug), user)


class SecondLookController(Controller):
    path = "/activities/{slug:str}/themes/second-look"
    opt = {"needs": Permission.THEMES_DECIDE}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"chair": Provide(_chair, sync_to_thread=False)}  # noqa: RUF012 -- the same
    include_in_schema = False

    @get(needs=Permission.RESULTS, sync_to_thread=True)
    def second_look(
        self, request: Request[Any, Any, Any], chair: NamedDependency[Chair]
    ) -> Template:
        view = chair.view(number_asked(request.query_params.get("at", "")))
        return workspace_response(request, second_look_page(view, workspace_language(request)))

    @post(sync_to_thread=True)
    def start(self, chair: NamedDependency[Chair]) -> Redirect:
        chair.start()
        return Redirect(second_look_address(chair.activity.slug), status_code=303)

    @post("/placings")
    async def place(
        self, request: Request[Any, Any, Any], chair: NamedDependency[Chair]
    ) -> Redirect:
        fields = dict(read_fields(await request.body()))
        where = _where(fields.get("place", ""))
        await sync_to_thread(chair.place, fields.get("idea", ""), where)
        return Redirect(second_look_address(chair.activity.slug), status_code=303)


def _where(field: str) -> int | Literal["none", "unclear"]:
    """Raises FormUnreadable."""
    if field == NONE:
        return "none"
    if field == UNCLEAR:
        return "unclear"
    if (number := number_asked(field)) is None:
        raise FormUnreadable("the form does not say where the idea is placed")
    return number
