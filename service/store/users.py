"""Who signs in, and with which roles: few, so they are in memory, and no request waits for a query.

UserRefused
├── EmailTaken          another user has this e-mail address
└── LastAdministrator   nobody would be left to look after the service
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import datetime
from threading import Lock
from typing import Self
from uuid import UUID

import duckdb
import msgspec

from service.store import one_time_links
from service.store.catalogue import NotFound
from service.store.database import Database
from service.store.one_time_links import LinkSpent
from service.store.sql import query
from service.store.times import to_stored
from surveys.emails import email_key
from surveys.roles import Permission, Role, permissions
from surveys.texts import Language, Slug


class UserRefused(ValueError):
    """A user cannot be kept like this; nothing was changed."""


class EmailTaken(UserRefused):
    """Another user has this e-mail address."""


class LastAdministrator(UserRefused):
    """Nobody would be left to look after the service."""


class UserNotFound(NotFound):
    """There is no such user."""


class User(msgspec.Struct, frozen=True, kw_only=True):
    user: UUID
    email: str
    name: str
    language: Language = "fr"
    administrator: bool = False
    """Of the whole service."""
    active: bool = True
    password: str | None = None
    """The argon2id hash in the PHC format; None until one is chosen."""
    roles: dict[Slug, frozenset[Role]] = {}
    """By programme; a programme without a role is absent."""

    @property
    def looks_after_the_service(self) -> bool:
        """Whether they can sign in and administer it."""
        return self.administrator and self.active and self.password is not None

    def may(self, permission: Permission, programme: Slug | None) -> bool:
        """Whether they may do it in `programme`; in none: what belongs to no programme."""
        if not self.active:
            return False
        if self.administrator:
            return True
        held = self.roles.get(programme, frozenset()) if programme else frozenset()
        return permission in permissions(held)

    def with_roles(self, programme: Slug, roles: frozenset[Role]) -> Self:
        """Return them with these roles in `programme`, and no other there."""
        others = {slug: held for slug, held in self.roles.items() if slug != programme}
        return msgspec.structs.replace(self, roles=others | ({programme: roles} if roles else {}))

    def programmes(self, permission: Permission) -> frozenset[Slug]:
        """Return where a role of theirs gives a permission."""
        return frozenset(each for each in self.roles if self.may(permission, each))


class Users:
    """All users, as the file keeps them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._users: dict[UUID, User] = {}
        self._changing = Lock()  # an e-mail address is looked for, then taken

    def reload(self, *, at: datetime) -> None:
        """Read who there is, and forget links that are too old."""
        with self._database.transaction() as cursor:
            one_time_links.forget_old(cursor, at=at)
            self._users = {each.user: each for each in read_users(cursor)}

    @property
    def everybody(self) -> tuple[User, ...]:
        return tuple(sorted(self._users.values(), key=lambda each: email_key(each.email)))

    def get(self, user: UUID) -> User:
        """Raises UserNotFound."""
        try:
            return self._users[user]
        except KeyError:
            raise UserNotFound(user) from None

    def find(self, user: UUID) -> User | None:
        return self._users.get(user)

    def with_email(self, email: str) -> User | None:
        key = email_key(email)
        return next((u for u in self._users.values() if email_key(u.email) == key), None)

    @property
    def is_looked_after(self) -> bool:
        """Whether somebody can sign in and administer the service."""
        return any(each.looks_after_the_service for each in self._users.values())

    def who_give_roles(self, programmes: Collection[Slug]) -> tuple[User, ...]:
        """Return who administers all of these programmes, else who administers the service."""
        active = [each for each in self.everybody if each.active and each.password]
        near = [
            each
            for each in active
            if programmes and all("administrator" in each.roles.get(p, ()) for p in programmes)
        ]
        return tuple(near or [each for each in active if each.administrator])

    def add(self, user: User, *, at: datetime) -> None:
        """Raises EmailTaken."""
        with self._changing:
            with self._database.transaction() as cursor:
                self._put(cursor, user, at)
            self._users[user.user] = user

    def change(self, user: UUID, change: Callable[[User], User], *, at: datetime) -> User:
        """Keep what `change` makes of a user, and return it.

        Raises:
            UserNotFound: there is no such user.
            EmailTaken: another user has the new address.
            LastAdministrator: nobody would be left to look after the service.
        """
        with self._changing:
            before = self.get(user)
            changed = change(before)
            self._check_looked_after(changed)
            # Who invited somebody knows their link, and must not come to more with it.
            risen = changed.administrator and not before.administrator
            with self._database.transaction() as cursor:
                self._put(cursor, changed, at)
                if risen or not changed.active:
                    one_time_links.void(cursor, user)
            self._users[user] = changed
        return changed

    def new_link(self, user: UUID | None, *, until: datetime) -> str:
        """Return the token of a link with which `user` chooses a password.

        None: with which the first administrator is made.
        """
        with self._database.transaction() as cursor:
            return one_time_links.new_link(cursor, user, until=until)

    def opened(self, token: str, *, at: datetime) -> User | None:
        """Return whom a link is for; None: for the first administrator.

        Raises:
            LinkSpent: it cannot be used.
        """
        with self._database.cursor() as cursor:
            return self._of_link(one_time_links.opened(cursor, token, at=at))

    def take_up(self, token: str, become: Callable[[User | None], User], *, at: datetime) -> User:
        """Spend a link, and keep what `become` makes of whom it is for.

        Raises:
            LinkSpent: it cannot be used, by now.
            EmailTaken: another user has the address; the link is not spent.
        """
        with self._changing:
            with self._database.transaction() as cursor:
                user = become(self._of_link(one_time_links.spend(cursor, token, at=at)))
                self._put(cursor, user, at)
            self._users[user.user] = user
        return user

    def _of_link(self, user: UUID | None) -> User | None:
        if user is None:
            if self.is_looked_after:
                raise LinkSpent
            return None
        known = self.find(user)
        if known is None or not known.active:
            raise LinkSpent
        return known

    def _check_looked_after(self, changed: User) -> None:
        before = self._users[changed.user]
        others = (each for each in self._users.values() if each.user != changed.user)
        if (
            before.looks_after_the_service
            and not changed.looks_after_the_service
            and not any(each.looks_after_the_service for each in others)
        ):
            raise LastAdministrator("Nobody would be left to look after the service.")

    def _put(self, cursor: duckdb.DuckDBPyConnection, user: User, at: datetime) -> None:
        there = self.with_email(user.email)
        if there and there.user != user.user:
            raise EmailTaken(f"There is a user {there.email!r} already.")
        kept = msgspec.structs.asdict(user)
        roles = kept.pop("roles")
        cursor.execute(query("put_user"), kept | {"at": to_stored(at)})
        cursor.execute(query("delete_user_roles"), {"user": user.user})
        rows = [
            {"programme": programme, "role": role}
            for programme, held in roles.items()
            for role in sorted(held)
        ]
        cursor.execute(
            query("insert_user_roles"),
            {"user": user.user, "rows": msgspec.json.encode(rows).decode()},
        )


def read_users(cursor: duckdb.DuckDBPyConnection) -> list[User]:
    """Read who there is, by e-mail address."""
    held: defaultdict[UUID, defaultdict[Slug, set[Role]]] = defaultdict(lambda: defaultdict(set))
    for user, programme, role in cursor.execute(query("user_roles")).fetchall():
        held[user][programme].add(role)
    cursor.execute(query("users"))
    columns = [column[0] for column in cursor.description or ()]
    return [
        msgspec.convert({**dict(zip(columns, row, strict=True)), "roles": dict(held[row[0]])}, User)
        for row in cursor.fetchall()
    ]
