"""Who on the roster is meant by the names and e-mail addresses that a meeting tool shows.

Somebody is recognised by their e-mail address, else by their whole name, else by a part of
it ("iPhone de Marie", "Luc R."), and only where exactly one person on the roster fits. What
fits nobody, or several, or one by address and another by name, is left to a human with the
likely ones. Two names of one person are one person.

Names are compared without accents, case, punctuation, titles, pronouns and what tools add
("(External)", "iPhone de"), their words in any order. A name in brackets is another name of
the same person, as Zoom writes the one that somebody changed.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias
from uuid import UUID

from analysis.attendance import Presence
from surveys.roster import Person

Way: TypeAlias = Literal["hand", "email", "name", "part"]
Doubt: TypeAlias = Literal["nobody", "several", "contradiction"]

MOST_CANDIDATES = 5
_NEAR = 4
"""Letters from which on a word with one letter more or less is nearly the same."""

_TITLES = {
    "dr", "dre", "m", "madame", "mademoiselle", "me", "miss", "mlle", "mme", "monsieur", "mr",
    "mrs", "ms", "mx", "prof",
}  # fmt: skip
_SAID_BY_TOOLS = {
    "external", "externe", "guest", "host", "hote", "invite", "invitee", "organisateur",
    "organisatrice", "organizer", "presentateur", "presentatrice", "presenter", "unverified",
}  # fmt: skip
_PRONOUNS = {
    "ael", "elle", "eux", "he", "her", "hers", "him", "his", "iel", "ielle", "iels", "il", "lui",
    "she", "them", "they",
}  # fmt: skip
_DEVICES = {
    "android", "desktop", "galaxy", "huawei", "ipad", "iphone", "laptop", "mac", "macbook",
    "ordinateur", "pc", "phone", "pixel", "portable", "samsung", "surface", "tablet", "tablette",
    "telephone", "xiaomi",
}  # fmt: skip
_OF = {"d", "de", "du", "of", "s"}
"""What ties a device to its owner: "iPad d’Ève", "Luc’s iPhone"."""

_ADDED = _TITLES | _SAID_BY_TOOLS | _PRONOUNS | _DEVICES
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_OUTSIDE = re.compile(r"[(\[].*?[)\]]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TWO = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """A name and an e-mail address as a report shows them together."""

    name: str
    email: str
    also: frozenset[str]
    """Other names that the report gives."""

    presences: tuple[Presence, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """Who is meant, and how that is known."""

    person: UUID
    shown: Shown
    way: Way


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A name of which nobody but a human can tell whose it is."""

    shown: Shown
    doubt: Doubt
    """Whether nobody fits, several do, or the address and the name fit different people."""

    candidates: tuple[UUID, ...]
    """Those of the roster who may be meant, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Attendees:
    """What became of all presences."""

    recognised: tuple[Recognised, ...]
    unrecognised: tuple[Unrecognised, ...]
    nobody: tuple[Shown, ...]
    """Those of whom a human said that they are not on the roster."""

    @property
    def presences(self) -> dict[UUID, list[Presence]]:
        """All presences of each person who was recognised."""
        found: defaultdict[UUID, list[Presence]] = defaultdict(list)
        for each in self.recognised:
            found[each.person] += each.shown.presences
        return dict(found)


def shown_in(presences: Iterable[Presence]) -> list[Shown]:
    """Return what a report shows, once each, in its order."""
    together: defaultdict[tuple[str, str], list[Presence]] = defaultdict(list)
    for presence in presences:
        together[presence.name, presence.email].append(presence)
    return [
        Shown(name, email, frozenset(other for each in rows for other in each.also), tuple(rows))
        for (name, email), rows in together.items()
    ]


def recognise(
    shown: Iterable[Shown],
    people: Sequence[Person],
    by_hand: Mapping[tuple[str, str], UUID | None] | None = None,
) -> Attendees:
    """Return who of `people` is meant by each of `shown`.

    Args:
        shown: What a report shows.
        people: Those on the roster.
        by_hand: What a human decided, by name and address as shown; None: nobody on the roster.
    """
    roster = _Roster(people)
    decided = by_hand or {}
    recognised: list[Recognised] = []
    unrecognised: list[Unrecognised] = []
    nobody: list[Shown] = []
    for each in shown:
        key = (each.name, each.email)
        if key in decided:
            person = decided[key]
            if person is None:
                nobody.append(each)
            else:
                recognised.append(Recognised(person, each, "hand"))
            continue
        found = roster.find(each)
        if isinstance(found, Recognised):
            recognised.append(found)
        else:
            unrecognised.append(found)
    return Attendees(tuple(recognised), tuple(unrecognised), tuple(nobody))


@dataclass(frozen=True)
class _Names:
    """One name in the forms it is compared in."""

    words: tuple[str, ...]
    """In lower case, without accents and punctuation; hyphens kept."""

    @cached_property
    def whole(self) -> tuple[str, ...]:
        """Every word by itself, in one order for all."""
        return tuple(sorted(part for word in self.words for part in word.split("-")))


@dataclass(frozen=True, eq=False)
class _Known:
    person: UUID
    email: str
    names: tuple[_Names, ...]


class _Roster:
    """The people on a roster, found by address, by name and by what is like one."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._known: dict[UUID, _Known] = {}
        self._by_email: defaultdict[str, set[UUID]] = defaultdict(set)
        self._by_name: defaultdict[tuple[str, ...], set[UUID]] = defaultdict(set)
        self._by_letter: defaultdict[str, set[UUID]] = defaultdict(set)
        self._by_near: defaultdict[str, set[UUID]] = defaultdict(set)
        for person in people:
            known = _Known(person.person, _address(person.email), tuple(_names(person.name)))
            self._known[known.person] = known
            if known.email:
                self._by_email[known.email].add(known.person)
            for name in known.names:
                if len(name.whole) >= _TWO or name.words == _words(person.name):
                    self._by_name[name.whole].add(known.person)
                for word in {*name.words, *name.whole}:
                    self._by_letter[word[0]].add(known.person)
                    for near in _nearly(word):
                        self._by_near[near].add(known.person)

    def find(self, shown: Shown) -> Recognised | Unrecognised:
        """Return who is meant, or why nobody can tell."""
        names = [name for each in (shown.name, *shown.also) for name in _names(each)]
        address = shown.email or (shown.name if "@" in shown.name else "")
        addressed = self._by_email.get(_address(address), set())
        named = {
            person
            for name in names
            if len(name.whole) >= _TWO or name.words == _words(shown.name)
            for person in self._by_name.get(name.whole, ())
        }
        if addressed and named and not addressed & named:
            return Unrecognised(shown, "contradiction", self._likely(names, addressed | named))
        fits = addressed & named or addressed or named
        if len(fits) == 1:
            return Recognised(next(iter(fits)), shown, "email" if addressed else "name")
        if len(fits) > 1:
            return Unrecognised(shown, "several", self._likely(names, fits))
        return self._by_part(shown, names)

    def _by_part(self, shown: Shown, names: Sequence[_Names]) -> Recognised | Unrecognised:
        """Recognise "Marie" or "Luc R." where nobody else could be meant."""
        possible = {
            person
            for name in names
            for person in self._near_to(name)
            if any(_may_mean(name.whole, known.whole) for known in self._known[person].names)
        }
        sure = {
            person
            for name in names
            for person in possible
            if any(_may_mean(name.words, known.words) for known in self._known[person].names)
        }
        if len(possible) == 1 and sure == possible:
            (person,) = sure
            if not (shown.email and self._known[person].email):
                return Recognised(person, shown, "part")
        doubt: Doubt = "several" if len(possible) > 1 else "nobody"
        return Unrecognised(shown, doubt, self._likely(names, possible, shown.email))

    def _near_to(self, name: _Names) -> set[UUID]:
        return {
            person
            for word in name.whole
            for person in (
                self._by_letter.get(word, ()) if len(word) == 1 else self._by_near.get(word, ())
            )
        }

    def _likely(
        self, names: Sequence[_Names], fits: Iterable[UUID], email: str = ""
    ) -> tuple[UUID, ...]:
        """Return those who fit, then those who share words, or nearly: the most first."""
        words = {word for name in names for word in name.whole if len(word) > _TWO}
        words |= {word for name in _names(email.partition("@")[0]) for word in name.whole}
        shared: Counter[UUID] = Counter()
        for word in words:
            shared.update(
                {person for near in _nearly(word) for person in self._by_near.get(near, ())}
            )
        first = set(fits)
        order = sorted(
            {*first, *shared},
            key=lambda person: (person not in first, -shared[person], self._written(person)),
        )
        return tuple(order[:MOST_CANDIDATES])

    def _written(self, person: UUID) -> tuple[str, ...]:
        return (*(name for each in self._known[person].names[:1] for name in each.words), "")


def _may_mean(shown: Sequence[str], known: Sequence[str]) -> bool:
    """Whether `shown` leaves out some of `known`, or adds to all of it.

    An initial stands for a word; of `known`, no word is used twice. A single word of a
    name on the roster is too little to be found in a longer one.
    """
    if not any(len(word) > 1 for word in shown):
        return False
    if len(known) > 1 and set(known) <= set(shown):
        return True
    left = list(known)
    for word in sorted(shown, key=len, reverse=True):
        meant = next((each for each in left if each == word), None) or next(
            (each for each in left if len(word) == 1 and each.startswith(word)), None
        )
        if meant is None:
            return False
        left.remove(meant)
    return True


def _names(written: str) -> Iterator[_Names]:
    """Yield the names in what is written: the one outside brackets, then those inside.

    Each as it is; and without what a tool or a device adds, if a name of several words
    is left, or of one that was tied to something ("iPhone de Marie", "Mme Roy").
    """
    straight = written.replace("’", "'")
    for part in (_OUTSIDE.sub(" ", straight), *_BRACKETS.findall(straight)):
        for words in (_words(part), _words(part.replace("'", ""))):  # D'Amours, DAmours
            for each in dict.fromkeys((words, _without_additions(words))):
                if each:
                    yield _Names(each)


def _without_additions(words: tuple[str, ...]) -> tuple[str, ...]:
    kept = [word for word in words if word not in _ADDED]
    if _DEVICES & {*words}:
        while kept and kept[0] in _OF:
            del kept[0]
        while kept and kept[-1] in _OF:
            del kept[-1]
    return tuple(kept)


def _words(written: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKD", written.replace("_", " "))
    plain = "".join(c for c in folded if unicodedata.category(c) not in {"Mn", "Cf"}).casefold()
    return tuple(_WORD.findall(plain))


def _nearly(word: str) -> set[str]:
    """Return forms of which two words have one in common that differ by a letter at most."""
    if len(word) < _NEAR:
        return {word}
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _address(email: str) -> str:
    return email.strip().casefold()
