"""The door of the workspace, and what stands behind a one-time link.

Who opens it: a facilitator or a designer, on Monday morning or from a link to a page in an
e-mail; once, whoever starts the service or was invited. What they must be able to do: sign in
within ten seconds and be where they wanted to go; within a minute, have an account; within ten
seconds, know whom to ask when they can't.
"""

from collections.abc import Mapping
from math import ceil
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import quote

import msgspec

from dashboards.pages.frame import SIGN_IN, Frame, framed, words_in
from dashboards.render import Page
from dashboards.wording import Words
from surveys.passwords import LONGEST, SHORTEST, PasswordFault
from surveys.texts import Language

LONGEST_NAME = 80

Field: TypeAlias = Literal["name", "email", "password"]
Fault: TypeAlias = PasswordFault | Literal["name", "email", "taken", "current", "label"]
LinkKind: TypeAlias = Literal["first", "invited", "reset"]
"""Makes the first administrator; somebody who has no password yet; somebody who had one."""

_MINUTE = 60
_SOON = 30


class SignInView(msgspec.Struct, frozen=True, kw_only=True):
    to: str = ""
    """Where somebody wanted to go."""
    email: str = ""
    """As it was typed."""
    refused: bool = False
    wait: int | None = None
    """Seconds until another try is taken."""
    unclaimed: bool = False
    """Whether nobody administers the service yet."""
    provider: str = ""
    """What people call the provider of identities at which one can sign in too; empty: none."""
    single: str = ""
    """Why what the provider says lets nobody in; empty where it was not asked."""


class WelcomeView(msgspec.Struct, frozen=True, kw_only=True):
    link: str
    """The token in its address."""
    kind: LinkKind
    email: str = ""
    name: str = ""
    faults: Mapping[Field, Fault] = {}


class _Input(NamedTuple):
    name: Field
    label: str
    value: str
    hint: str
    problem: str
    type: str
    autocomplete: str


def user_words(language: Language) -> Words:
    return Words("users", language)


def sign_in_address(to: str = "") -> str:
    """Return the door, which leads on to the path `to`."""
    return f"{SIGN_IN}?to={quote(to, safe='/')}" if to else SIGN_IN


def provider_address(to: str = "") -> str:
    """Return where one leaves for the provider, and comes back to the path `to`."""
    return f"{SIGN_IN}/with?to={quote(to, safe='/')}" if to else f"{SIGN_IN}/with"


def link_address(token: str) -> str:
    return f"{SIGN_IN}/{token}"


def sign_in_page(view: SignInView, language: Language) -> Page:
    """Return the page on which one signs in."""
    words, said = words_in(language), user_words(language)
    return framed(
        "sign_in.html",
        Frame(said("sign_in_title"), sign_in_address(view.to), signed_in=False),
        words,
        u=said,
        view=view,
        problem=sign_in_problem(view, said),
        elsewhere=provider_address(view.to),
    )


def link_spent_page(language: Language) -> Page:
    """Return the page behind a link that was used before, or too late."""
    words, said = words_in(language), user_words(language)
    frame = Frame(said("link_spent_title"), SIGN_IN, signed_in=False)
    return framed("link_spent.html", frame, words, u=said)


def welcome_page(view: WelcomeView, language: Language) -> Page:
    """Return the page behind a one-time link."""
    words, said = words_in(language), user_words(language)
    return framed(
        "welcome.html",
        Frame(said(f"{view.kind}_title"), link_address(view.link), signed_in=False),
        words,
        u=said,
        lead=said(f"{view.kind}_lead"),
        email="" if view.kind == "first" else view.email,
        inputs=_inputs(view, said),
        button=said("keep_password" if view.kind == "reset" else "create"),
    )


def fault_sentence(fault: Fault, said: Words) -> str:
    """Return why what was typed is not taken."""
    longest = LONGEST if fault == "long" else LONGEST_NAME
    return said(f"fault_{fault}", shortest=SHORTEST, longest=longest)


def sign_in_problem(view: SignInView, said: Words) -> str:
    """Return why somebody was not let in; empty: they have not tried."""
    if view.wait is not None:
        minutes = ceil(view.wait / _MINUTE)
        return said.count("wait", minutes) if view.wait > _SOON else said("busy")
    if view.single:
        return said(f"single_{view.single}", provider=view.provider)
    return said("refused") if view.refused else ""


def _inputs(view: WelcomeView, said: Words) -> list[_Input]:
    fields: list[Field] = ["password"]
    if view.kind == "invited":
        fields.insert(0, "name")
    if view.kind == "first":
        fields = ["name", "email", "password"]
    return [_input(field, view, said) for field in fields]


def _input(field: Field, view: WelcomeView, said: Words) -> _Input:
    fault = view.faults.get(field)
    values: dict[Field, str] = {"name": view.name, "email": view.email, "password": ""}
    completed: dict[Field, str] = {
        "name": "name",
        "email": "username",
        "password": "new-password",
    }
    return _Input(
        name=field,
        label=said(field),
        value=values[field],
        hint=said(f"{field}_hint", shortest=SHORTEST),
        problem=fault_sentence(fault, said) if fault else "",
        type={"name": "text", "email": "email", "password": "password"}[field],
        autocomplete=completed[field],
    )
