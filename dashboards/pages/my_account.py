"""One's own account: name, language, password, browsers that are signed in, tokens for programs.

Who opens it: anybody with an account, a few times a year; after a phone was lost, in a hurry.
What they must be able to do: within ten seconds, sign out everywhere; within thirty, change the
password; within a minute, have a token for a program, and revoke one.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID

import msgspec

from dashboards.pages.frame import Frame, framed, words_in
from dashboards.pages.sign_in import Fault, fault_sentence, user_words
from dashboards.render import Page
from dashboards.wording import Words
from surveys.passwords import SHORTEST
from surveys.texts import LANGUAGES, Language, Slug, Text

MY_ACCOUNT = "/my-account"
USERS = "/accounts"

Done: TypeAlias = Literal["profile", "password", "revoked", "ended"]

_LANGUAGES: Mapping[Language, str] = {"fr": "Français", "en": "English"}


class BrowserLine(msgspec.Struct, frozen=True, kw_only=True):
    known: str
    """What it is listed under; it lets nobody in."""
    browser: str
    """Empty where it did not say."""
    since: datetime
    this: bool


class TokenLine(msgspec.Struct, frozen=True, kw_only=True):
    token: UUID
    name: str
    programme: Text
    writes: bool
    made_on: date
    used_on: date | None


class MyAccountView(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    email: str
    language: Language
    administers: bool
    """Whether they may look after other accounts."""
    browsers: tuple[BrowserLine, ...]
    tokens: tuple[TokenLine, ...]
    programmes: tuple[tuple[Slug, Text], ...]
    """In which a token may be made."""
    done: Done | None = None
    faults: Mapping[str, Fault] = {}
    """By field."""
    secret: str = ""
    """Of a token that was just made."""


class _Browser(NamedTuple):
    known: str
    name: str
    since: str
    this: bool


class _Token(NamedTuple):
    name: str
    what: str
    used: str
    revoke: str
    revoke_label: str


def my_account_page(view: MyAccountView, language: Language) -> Page:
    """Return the page of one's own account."""
    words, said = words_in(language), user_words(language)
    return framed(
        "my_account.html",
        Frame(said("my_account"), MY_ACCOUNT),
        words,
        u=said,
        view=view,
        done=said(f"done_{view.done}") if view.done else "",
        users=USERS if view.administers else "",
        faults={field: fault_sentence(fault, said) for field, fault in view.faults.items()},
        languages=[(each, _LANGUAGES[each]) for each in LANGUAGES],
        shortest=SHORTEST,
        browsers=[
            _Browser(
                each.known, each.browser or said("some_browser"), words.day(each.since), each.this
            )
            for each in view.browsers
        ],
        tokens=[_token(each, words, said) for each in view.tokens],
        programmes=[(slug, name[language]) for slug, name in view.programmes],
    )


def _token(line: TokenLine, words: Words, said: Words) -> _Token:
    used = said("token_used", day=words.day(line.used_on)) if line.used_on else said("token_unused")
    return _Token(
        name=line.name,
        what=said(
            "token_writes" if line.writes else "token_reads",
            programme=line.programme[words.language],
        ),
        used=said("token_made", day=words.day(line.made_on), used=used),
        revoke=f"{MY_ACCOUNT}/tokens/{line.token}/revoke",
        revoke_label=said("revoke_which", token=line.name),
    )
