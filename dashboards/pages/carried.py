"""What somebody had typed when their session ended, and the way to send it all the same.

Who opens it: a facilitator or a designer who filled in a long form, was called away, came back
and pressed "Save". What they must be able to do: within five seconds, know that what they
wrote is not lost; within thirty, be signed in, read it again and send it, or leave it.
"""

import re
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from dashboards.pages.frame import PROGRAMMES, SIGN_IN, SIGN_IN_AGAIN, Frame, framed, words_in
from dashboards.pages.sign_in import SignInView, provider_address, sign_in_problem, user_words
from dashboards.render import Page
from dashboards.wording import Words, catalogue
from surveys.texts import LANGUAGES, Language

CARRIED = "typed:"
"""What stands before the name of a carried field: the door has fields of its own."""

_LONG, _LINES = 1_000, 10

_SESSION = re.compile(r"session_\d+_")

Lost: TypeAlias = Literal["", "file", "long"]
"""Why nothing is carried: it was sent with a file, or is too long; empty: there was nothing."""


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """A form that was sent after its session ended."""

    address: str = ""
    """Where it was sent: a path of ours that takes forms."""
    fields: tuple[tuple[str, str], ...] = ()
    """Names and values in the order in which they were sent; none: nothing is carried."""
    back: str = ""
    """The path of the page it was sent from; empty: unknown."""
    lost: Lost = ""


class Written(NamedTuple):
    """One text that somebody typed."""

    label: str
    text: str
    language: Language | None
    """In which it was to be written, as its field says."""

    @property
    def long(self) -> bool:
        """Whether it is read in a box of its own, lest the button be far below."""
        return len(self.text) > _LONG or self.text.count("\n") > _LINES


class WrittenForm(NamedTuple):
    """What somebody wrote that was not kept, with all it takes to send it again."""

    address: str
    fields: tuple[tuple[str, str], ...]
    texts: tuple[Written, ...]
    others: str
    """How many other answers go with it, in words; empty: none."""
    back: str


def is_typed(name: str) -> bool:
    """Whether people type into a field of this name, rather than choose or press."""
    return _label_key(name) is not None


def session_ended_page(
    carried: Carried, view: SignInView, language: Language, *, not_yet: bool = False
) -> Page:
    """Return the door to whoever sent a form too late, with what they sent.

    Args:
        carried: What they sent.
        view: What they typed at the door, and why it did not let them in.
        language: Of the page.
        not_yet: Whether they said that they are signed in, and are not.
    """
    words, said, own = words_in(language), user_words(language), Words("carried", language)
    return framed(
        "session_ended.html",
        Frame(own("ended_title"), SIGN_IN, signed_in=False),
        words,
        u=said,
        own=own,
        view=view,
        carried=carried,
        fields=_door_fields(carried),
        action=SIGN_IN_AGAIN if carried.fields else SIGN_IN,
        again=SIGN_IN_AGAIN,
        lead=own(f"ended_{carried.lost or 'lead'}"),
        problem=own("not_yet") if not_yet else sign_in_problem(view, said),
        elsewhere=provider_address(SIGN_IN_AGAIN),
    )


def signed_in_elsewhere_page(language: Language) -> Page:
    """Return what a second tab says once it is signed in."""
    own = Words("carried", language)
    frame = Frame(own("done_title"), SIGN_IN_AGAIN)
    return framed("signed_in_again.html", frame, words_in(language), own=own)


def carried_page(carried: Carried, language: Language) -> Page:
    """Return what was carried, to be sent again by somebody who is signed in."""
    own = Words("carried", language)
    return framed(
        "carried.html",
        Frame(own("sent_title"), SIGN_IN_AGAIN),
        words_in(language),
        own=own,
        carried=carried,
        fields=_door_fields(carried),
        again=SIGN_IN_AGAIN,
        written=written(carried, language),
    )


def written(carried: Carried, language: Language) -> WrittenForm:
    """Return what was typed, each under its name, in the order of the form."""
    own = Words("carried", language)
    others = sum(1 for name, value in carried.fields if value.strip() and not is_typed(name))
    return WrittenForm(
        address=carried.address,
        fields=carried.fields,
        texts=tuple(
            Written(_label(name, key, own), value, _language(name))
            for name, value in carried.fields
            if value.strip()
            for key in [_label_key(name)]
            if key
        ),
        others=own.count("sent_others", others) if others else "",
        back=carried.back or PROGRAMMES,
    )


def _door_fields(carried: Carried) -> list[tuple[str, str]]:
    return [(f"{CARRIED}{name}", value) for name, value in carried.fields]


def _label_key(name: str) -> str | None:
    """Return the key of what a field is called; None: nothing is typed into it."""
    base = _SESSION.sub("session_", name)
    paired = _language(name) and name not in LANGUAGES
    key = f"pair_{base[:-3]}" if paired else f"field_{base}"
    return key if key in catalogue("carried") else None


def _label(name: str, key: str, own: Words) -> str:
    language = _language(name)
    label = own(key)
    return own(f"in_{language}", label=label) if language and key.startswith("pair_") else label


def _language(name: str) -> Language | None:
    return next((each for each in LANGUAGES if name == each or name.endswith(f"_{each}")), None)
