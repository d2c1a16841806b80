"""Let nobody do what no role of theirs gives: the one guard of every route.

A route says in its `opt` what it needs: a permission, or `PUBLIC`. A route that says nothing is
refused to everybody. One that is sent something and keeps nothing says `changes=False`: it is not
a change in the audit log. The programme is found from what the address names.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from service.errors import NotSignedIn, PermissionMissing, ServiceStopping
from service.store import jobs
from service.store.api_tokens import ApiToken, ApiTokens
from service.store.audit import AuditLog
from service.store.catalogue import Catalogue, Snapshot
from service.store.database import Database
from service.store.jobs import JobNotFound
from service.store.sign_ins import SignIns
from service.store.users import User, Users
from service.web.carried import carried_by
from service.web.front_desk import COOKIE
from surveys.roles import Permission
from surveys.texts import Slug

Connection = ASGIConnection[Any, Any, Any, Any]

PUBLIC: Final = "public"
"""What a route needs that is for everybody: participants, the door, static files."""

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})

_OF_NO_PROGRAMME = frozenset({Permission.WORKSPACE, Permission.SERVICE})


class Who(NamedTuple):
    """Who asks, and with what."""

    user: User
    token: ApiToken | None
    """None: with a browser that is signed in."""

    def may(self, permission: Permission, programmes: frozenset[Slug]) -> bool:
        """Whether they may do it in all of these programmes; in none: wherever it would be.

        So an address that names nothing we know is "not found" to whoever has the permission
        somewhere, and refused to whoever has it nowhere.
        """
        if permission in _OF_NO_PROGRAMME:
            return self._may(permission, None)
        if programmes:
            return all(self._may(permission, each) for each in programmes)
        if self.token:
            return self._may(permission, self.token.programme)
        return self.user.administrator or bool(self.user.programmes(permission))

    def _may(self, permission: Permission, programme: Slug | None) -> bool:
        allowed = self.token is None or self.token.allows(permission, programme)
        return allowed and self.user.may(permission, programme)


class Gate(NamedTuple):
    """What the guard looks things up in."""

    catalogue: Catalogue
    database: Database
    log: AuditLog
    sign_ins: SignIns
    tokens: ApiTokens
    users: Users

    async def who(self, connection: Connection) -> Who | None:
        """Return who asks: a browser that is signed in, or under /api a program with a token.

        None: nobody, or somebody who no longer may.
        """
        secret = _bearer(connection)
        token = self.tokens.find(secret) if secret else None
        at = datetime.now(UTC)
        found = self._active(token.user if token else None) if secret else self.at_home(connection)
        if found is None:
            return None
        if token and token.used_on != at.date():
            await sync_to_thread(self.tokens.used, token, on=at.date())
        return Who(found, token)

    def at_home(self, connection: Connection) -> User | None:
        """Return who is signed in with the browser that asks."""
        kept = connection.cookies.get(COOKIE)
        return self._active(self.sign_ins.whose(kept, at=datetime.now(UTC)))

    def _active(self, user: UUID | None) -> User | None:
        found = self.users.find(user) if user else None
        return found if found and found.active else None

    async def programmes(self, connection: Connection) -> frozenset[Slug]:
        """Return the programmes that an address names, by themselves or by a part of them."""
        snapshot = self.catalogue.now
        named = list(_named(connection))
        job = connection.path_params.get("job_id")
        if isinstance(job, UUID):
            named += await sync_to_thread(self._activities_of, job)
        found = (_programme(snapshot, kind, slug) for kind, slug in named)
        return frozenset(slug for slug in found if slug)

    async def note(self, user: User, action: str, subject: str) -> None:
        """Add a line to the audit log."""
        at = datetime.now(UTC)
        await sync_to_thread(self.log.add, str(user.user), action, subject, at=at)

    def _activities_of(self, job: UUID) -> list[tuple[str, str]]:
        """Return what a job is about; nothing where there is none: that is for its route to say."""
        with self.database.cursor() as cursor, suppress(JobNotFound):
            return [("activities", jobs.get(cursor, job).activity)]
        return []


async def permitted(connection: Connection, handler: BaseRouteHandler) -> None:
    """Let through who may do what a route needs. A guard, of the whole service.

    Raises:
        ServiceStopping: the service takes nothing new, and the route does not say
            `while_stopping`.
        NotSignedIn: nobody is signed in.
        PermissionMissing: no role of theirs gives it there.
        PermissionDeniedException: the route says nothing, or another site makes the browser ask.
    """
    needs = handler.opt.get("needs")
    if connection.app.state.stopping.is_set() and not handler.opt.get("while_stopping"):
        raise ServiceStopping
    if needs == PUBLIC or connection.scope.get("method") == "OPTIONS":
        return
    if not isinstance(needs, Permission):
        raise PermissionDeniedException("Nothing says who may do this.")
    gate: Gate = connection.app.state.gate
    who = await gate.who(connection)
    if who is None:
        if isinstance(connection, Request) and _from_here(connection):
            connection.state.carried = await carried_by(connection)
        raise NotSignedIn
    connection.state.user, connection.state.token = who
    changes = connection.scope.get("method") in CHANGING
    if changes and who.token is None:  # no other site can make a browser send a token
        same_origin(connection, handler)
    programmes = await gate.programmes(connection)
    if not who.may(needs, programmes):
        await gate.note(who.user, "refused", f"{needs.value} {connection.scope['path']}")
        if who.token is None and isinstance(connection, Request):
            connection.state.carried = await carried_by(connection)
        raise PermissionMissing(needs, programmes)
    connection.state.allowed = frozenset(
        each.value for each in Permission if who.may(each, programmes)
    )
    if changes and handler.opt.get("changes", True):
        connection.state.changed = connection.scope["path"]
    if who.token:
        connection.state.noted = f"token {who.token.token_id}"


def same_origin(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuse what another site makes a browser send. A guard for what changes something."""
    if not _from_here(connection):
        raise PermissionDeniedException("The request does not come from a page of this service.")


def _from_here(connection: Connection) -> bool:
    """Whether a page of this service makes the browser send it."""
    here = connection.headers.get("origin", "").partition("://")[2]
    return bool(here) and here == connection.headers.get("host")


def seen_by(user: User, snapshot: Snapshot, token: ApiToken | None = None) -> frozenset[Slug]:
    """Return the programmes whose results somebody may read, with a token if they use one."""
    who = Who(user, token)
    return frozenset(
        slug for slug in snapshot.programmes if who.may(Permission.RESULTS, frozenset({slug}))
    )


def _bearer(connection: Connection) -> str:
    """Return the token that a program sends; empty where it sends none, or not to the API."""
    kind, _, secret = connection.headers.get("authorization", "").partition(" ")
    path = connection.scope["path"]
    return secret.strip() if kind.lower() == "bearer" and path.startswith("/api/") else ""


def _named(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield the kind and the slug of what the address names."""
    kind = connection.scope["path"].removeprefix("/api").split("/")[1]
    slug = connection.path_params.get("slug")
    if isinstance(slug, str):
        yield kind, slug
    for name, several in (("cohort", "cohorts"), ("activity", "activities")):
        yield from ((several, each) for each in connection.query_params.getall(name, []) if each)


def _programme(snapshot: Snapshot, kind: str, slug: str) -> Slug | None:
    """Return the programme of a programme, activity, cohort or survey; None if there is none."""
    match kind:
        case "programmes" if slug in snapshot.programmes:
            return slug
        case "activities" if slug in snapshot.activities:
            return snapshot.activities[slug].programme
        case "cohorts" if slug in snapshot.cohorts:
            return snapshot.activities[snapshot.cohorts[slug].activity].programme
        case "surveys" if slug in snapshot.setups:
            return snapshot.setups[slug].programme.slug
        case _:
            return None
