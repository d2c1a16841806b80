"""Who can sign in, with which roles: invite, give and take roles, shut out.

Who opens it: an administrator, when a facilitator begins or leaves, and when somebody forgot
their password. What they must be able to do: within thirty seconds, hand a newcomer a link;
within ten, make one for whoever forgot; within ten, shut somebody out.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID

import msgspec

from dashboards.mails import MailFault, fault_said
from dashboards.pages.frame import Crumb, Frame, framed, words_in
from dashboards.pages.my_account import MY_ACCOUNT, USERS
from dashboards.pages.registers import REGISTERS
from dashboards.pages.sign_in import Fault, fault_sentence, user_words
from dashboards.render import Page
from dashboards.wording import Words, say
from surveys.roles import ROLES, Role
from surveys.texts import Language, Slug, Text

UserState: TypeAlias = Literal["active", "invited", "deactivated"]


class UserLine(msgspec.Struct, frozen=True, kw_only=True):
    user: UUID
    name: str
    email: str
    state: UserState
    administrator: bool
    roles: tuple[tuple[Slug, Text, frozenset[Role]], ...]
    """By programme, all of those that who looks may give roles in."""


class NewLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link that was just made; empty where somebody has an account and needs none."""

    email: str
    address: str
    hours: int
    sent: bool = False
    """Whether it is on its way by e-mail; it is not shown then."""
    fault: MailFault | None = None
    """Why the e-mail did not leave."""


class UsersView(msgspec.Struct, frozen=True, kw_only=True):
    users: tuple[UserLine, ...]
    programmes: tuple[tuple[Slug, Text], ...]
    """In which who looks may give roles."""
    sends_mail: bool = False
    made: NewLink | None = None
    typed: Mapping[str, str] = {}
    roles: frozenset[Role] = frozenset()
    """Those ticked."""
    by_mail: bool = True
    faults: Mapping[str, Fault] = {}


class UserView(msgspec.Struct, frozen=True, kw_only=True):
    line: UserLine
    whole_service: bool
    """Whether who looks administers the service."""
    sends_mail: bool = False
    made: NewLink | None = None
    done: bool = False


class _Row(NamedTuple):
    name: str
    email: str
    address: str
    state: str
    roles: tuple[str, ...]


class _Programme(NamedTuple):
    slug: Slug
    name: str
    roles: tuple[tuple[Role, str, bool], ...]


def user_address(user: UUID, doing: str = "") -> str:
    return f"{USERS}/{user}" + (f"/{doing}" if doing else "")


def last_administrator(language: Language) -> str:
    """Return why somebody keeps the service."""
    return user_words(language)("last_administrator")


def users_page(view: UsersView, language: Language) -> Page:
    """Return the list of accounts."""
    words, said = words_in(language), user_words(language)
    return framed(
        "users.html",
        Frame(said("accounts"), USERS, (Crumb(said("my_account"), MY_ACCOUNT),)),
        words,
        u=said,
        view=view,
        fault=_mail_fault(view.made, language),
        rows=[_row(line, language, said) for line in view.users],
        registers=REGISTERS,
        registers_label=say("registers", "link", language),
        programmes=[(slug, name[language]) for slug, name in view.programmes],
        roles=[(role, said(f"role_{role}"), said(f"role_{role}_may")) for role in ROLES],
        faults={field: fault_sentence(fault, said) for field, fault in view.faults.items()},
    )


def user_page(view: UserView, language: Language) -> Page:
    """Return the page of one account."""
    words, said = words_in(language), user_words(language)
    line = view.line
    crumbs = (Crumb(said("my_account"), MY_ACCOUNT), Crumb(said("accounts"), USERS))
    return framed(
        "user.html",
        Frame(line.name, user_address(line.user), crumbs),
        words,
        u=said,
        view=view,
        fault=_mail_fault(view.made, language),
        state=said(f"state_{line.state}"),
        address=user_address(line.user),
        programmes=[
            _Programme(
                slug,
                name[language],
                tuple((role, said(f"role_{role}"), role in held) for role in ROLES),
            )
            for slug, name, held in line.roles
        ],
    )


def _mail_fault(made: NewLink | None, language: Language) -> str:
    return fault_said(made.fault, language) if made and made.fault else ""


def _row(line: UserLine, language: Language, said: Words) -> _Row:
    held = [
        said("roles_in", programme=name[language], roles=said.each(_roles(roles, said)))
        for _, name, roles in line.roles
        if roles
    ]
    service = [said("service_administrator")] if line.administrator else []
    return _Row(
        name=line.name,
        email=line.email,
        address=user_address(line.user),
        state=said(f"state_{line.state}"),
        roles=(*service, *held),
    )


def _roles(held: frozenset[Role], said: Words) -> list[str]:
    return [said(f"role_{role}") for role in ROLES if role in held]
