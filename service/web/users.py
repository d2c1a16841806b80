"""Invite people, give and take their roles, make links for new passwords, shut out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from dashboards.mails import LinkSent, link_mail
from dashboards.pages.my_account import USERS
from dashboards.pages.sign_in import LONGEST_NAME, Fault, link_address
from dashboards.pages.users import (
    NewLink,
    UserLine,
    UsersView,
    UserView,
    user_address,
    user_page,
    users_page,
)
from service.errors import PermissionMissing
from service.mail import Mailer, MailNotSent
from service.store.catalogue import Catalogue, Snapshot
from service.store.users import User, UserNotFound
from service.web.form_fields import read_fields
from service.web.front_desk import FrontDesk
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.sign_in import SMALL
from surveys.emails import is_email
from surveys.roles import ROLES, Permission, Role
from surveys.texts import LANGUAGES, Slug


class Invitation(NamedTuple):
    """Who is to be invited, as it was typed."""

    email: str
    name: str
    programme: Slug
    roles: frozenset[Role]
    by_mail: bool
    """Whether the link is to be sent, where the service can."""


class Administered(msgspec.Struct, frozen=True, kw_only=True):
    administrator: bool


class Activated(msgspec.Struct, frozen=True, kw_only=True):
    active: bool


class Office(NamedTuple):
    """Who looks after users, and of which programmes."""

    by: User
    desk: FrontDesk
    now: Snapshot
    mailer: Mailer

    @property
    def programmes(self) -> tuple[Slug, ...]:
        return tuple(slug for slug in self.now.programmes if self.by.may(Permission.USERS, slug))

    def check(self, programme: Slug) -> None:
        """Raises PermissionMissing, unless they give roles in `programme`."""
        if programme not in self.now.programmes or not self.by.may(Permission.USERS, programme):
            raise PermissionMissing(
                Permission.USERS, frozenset({programme}) & self.now.programmes.keys()
            )

    def users(self) -> Iterator[User]:
        """Yield whom they see: everybody, or those with a role in a programme of theirs."""
        for user in self.desk.users.everybody:
            if self.by.administrator or not user.roles.keys().isdisjoint(self.programmes):
                yield user

    def user(self, user_id: UUID) -> User:
        """Raises UserNotFound, of those whom they do not see too."""
        for user in self.users():
            if user.user == user_id:
                return user
        raise UserNotFound(user_id)

    def line(self, user: User) -> UserLine:
        names = {slug: self.now.programmes[slug].name for slug in self.programmes}
        return UserLine(
            user=user.user,
            name=user.name,
            email=user.email,
            state="deactivated" if not user.active else "active" if user.password else "invited",
            administrator=user.administrator,
            roles=tuple(
                (slug, name, user.roles.get(slug, frozenset())) for slug, name in names.items()
            ),
        )

    def new_link(self, user: User) -> NewLink:
        """Make a link with which somebody chooses a password."""
        settings = self.desk.settings
        until = datetime.now(UTC) + timedelta(hours=settings.sign_in_hours)
        token = self.desk.users.new_link(user.user, until=until)
        return NewLink(
            email=user.email,
            address=f"{settings.address}{link_address(token)}",
            hours=settings.sign_in_hours,
        )

    async def sent(self, user: User, made: NewLink) -> NewLink:
        """Send a link to whom it is for; it comes back unsent, with the reason, if that fails.

        To somebody who is new here in both languages: they have chosen none yet.
        """
        link = LinkSent(made.address, "reset" if user.password else "invited", made.hours)
        languages = (user.language,) if user.password else LANGUAGES
        try:
            await self.mailer.send(link_mail(user.email, link, languages))
        except MailNotSent as error:
            return msgspec.structs.replace(made, fault=error.fault)
        return msgspec.structs.replace(made, address="", sent=True)


def _office(
    user: NamedDependency[User],
    desk: NamedDependency[FrontDesk],
    catalogue: NamedDependency[Catalogue],
    mailer: NamedDependency[Mailer],
) -> Office:
    return Office(user, desk, catalogue.now, mailer)


class UserController(Controller):
    path = USERS
    opt = {"needs": Permission.USERS}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"office": Provide(_office, sync_to_thread=False)}  # noqa: RUF012 -- the same
    include_in_schema = False

    @get(sync_to_thread=False)
    def users(self, request: Request[Any, Any, Any], office: NamedDependency[Office]) -> Template:
        return _list(request, office)

    @post(request_max_body_size=SMALL, status_code=200)
    async def invite(
        self, request: Request[Any, Any, Any], office: NamedDependency[Office]
    ) -> Template:
        invited = _invitation(read_fields(await request.body()))
        if invited.programme or not office.by.administrator:
            office.check(invited.programme)
        if faults := dict(_faults(invited)):
            return _list(request, office, invited=invited, faults=faults)
        made = await sync_to_thread(_invite, request, office, invited)
        user = office.desk.users.with_email(invited.email)
        if user and made.address and invited.by_mail and office.mailer.can_send:
            made = await office.sent(user, made)
        return _list(request, office, made=made)

    @get("/{user_id:uuid}", sync_to_thread=False)
    def show(
        self,
        user_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        office: NamedDependency[Office],
        done: FromQuery[bool] = False,
    ) -> Template:
        return _one(request, office, user_id, done=done)

    @post("/{user_id:uuid}/roles", request_max_body_size=SMALL)
    async def give_roles(
        self,
        user_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        office: NamedDependency[Office],
    ) -> Redirect:
        wanted = _invitation(read_fields(await request.body()))
        office.check(wanted.programme)
        office.user(user_id)
        await sync_to_thread(
            office.desk.users.change,
            user_id,
            lambda user: user.with_roles(wanted.programme, wanted.roles),
            at=datetime.now(UTC),
        )
        request.state.noted = _said(wanted)
        return _back(user_id)

    @post("/{user_id:uuid}/administrator", needs=Permission.SERVICE, sync_to_thread=True)
    def give_service(
        self,
        user_id: FromPath[UUID],
        data: URLEncodedBody[Administered],
        request: Request[Any, Any, Any],
        office: NamedDependency[Office],
    ) -> Redirect:
        """Let somebody administer the whole service, or no longer."""
        office.desk.users.change(
            user_id,
            lambda user: msgspec.structs.replace(user, administrator=data.administrator),
            at=datetime.now(UTC),
        )
        request.state.noted = "given" if data.administrator else "taken"
        return _back(user_id)

    @post("/{user_id:uuid}/active", needs=Permission.SERVICE, sync_to_thread=True)
    def activate(
        self,
        user_id: FromPath[UUID],
        data: URLEncodedBody[Activated],
        request: Request[Any, Any, Any],
        office: NamedDependency[Office],
    ) -> Redirect:
        """Shut somebody out, or let them in again."""
        office.desk.users.change(
            user_id,
            lambda user: msgspec.structs.replace(user, active=data.active),
            at=datetime.now(UTC),
        )
        if not data.active:
            office.desk.sign_ins.sign_out_everywhere(user_id)
        request.state.noted = "activated" if data.active else "deactivated"
        return _back(user_id)

    @post("/{user_id:uuid}/link", needs=Permission.SERVICE, status_code=200)
    async def make_link(
        self,
        user_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        office: NamedDependency[Office],
    ) -> Response[Any]:
        user = office.user(user_id)
        if not user.active:
            return _back(user_id)
        made = await sync_to_thread(office.new_link, user)
        if _by_mail(office, read_fields(await request.body())):
            made = await office.sent(user, made)
        return _one(request, office, user_id, made=made)


def _by_mail(office: Office, fields: Sequence[tuple[str, str]]) -> bool:
    return office.mailer.can_send and ("mail", "yes") in fields


def _invitation(fields: Sequence[tuple[str, str]]) -> Invitation:
    typed = dict(fields)
    asked = {value for name, value in fields if name == "role"}
    return Invitation(
        email=typed.get("email", "").strip(),
        name=typed.get("name", "").strip(),
        programme=typed.get("programme", ""),
        roles=frozenset(role for role in ROLES if role in asked),
        by_mail=("mail", "yes") in fields,
    )


def _faults(invited: Invitation) -> Iterator[tuple[str, Fault]]:
    if not is_email(invited.email):
        yield "email", "email"
    if not 0 < len(invited.name) <= LONGEST_NAME:
        yield "name", "name"


def _invite(request: Request[Any, Any, Any], office: Office, invited: Invitation) -> NewLink:
    """Make an account with a link, or give the roles to whoever has one already.

    Only a new account gets a link: with one, whoever invites could sign in as its user.
    """
    users, at = office.desk.users, datetime.now(UTC)
    known = users.with_email(invited.email)
    if known is None:
        user = User(user=uuid4(), email=invited.email, name=invited.name)
        if invited.programme:
            user = user.with_roles(invited.programme, invited.roles)
        users.add(user, at=at)
        request.state.noted = f"{user.user} {_said(invited)}"
        return office.new_link(user)
    if invited.programme:
        users.change(
            known.user,
            lambda now: now.with_roles(
                invited.programme, now.roles.get(invited.programme, frozenset()) | invited.roles
            ),
            at=at,
        )
    request.state.noted = f"{known.user} {_said(invited)}"
    return NewLink(email=known.email, address="", hours=0)


def _said(invited: Invitation) -> str:
    return " ".join([invited.programme, *(role for role in ROLES if role in invited.roles)])


def _back(user_id: UUID) -> Redirect:
    return Redirect(f"{user_address(user_id)}?done=true", status_code=303)


def _list(
    request: Request[Any, Any, Any],
    office: Office,
    *,
    made: NewLink | None = None,
    invited: Invitation | None = None,
    faults: Mapping[str, Fault] | None = None,
) -> Template:
    typed = invited._asdict() if invited else {}
    view = UsersView(
        users=tuple(office.line(user) for user in office.users()),
        programmes=tuple((slug, office.now.programmes[slug].name) for slug in office.programmes),
        sends_mail=office.mailer.can_send,
        made=made,
        typed={key: typed[key] for key in ("email", "name", "programme") if key in typed},
        roles=invited.roles if invited else frozenset(),
        by_mail=invited is None or invited.by_mail,
        faults=faults or {},
    )
    page = users_page(view, workspace_language(request))
    return workspace_response(request, page, 422 if faults else 200)


def _one(
    request: Request[Any, Any, Any],
    office: Office,
    user_id: UUID,
    *,
    made: NewLink | None = None,
    done: bool = False,
) -> Template:
    view = UserView(
        line=office.line(office.user(user_id)),
        whole_service=office.by.administrator,
        sends_mail=office.mailer.can_send,
        made=made,
        done=done,
    )
    return workspace_response(request, user_page(view, workspace_language(request)))
