"""Apply what people decide to what stands.

Merge, split and move pin the ideas concerned: no search moves them. A lock pins nothing by
itself: while it holds, searches leave the theme as it is.

A need stays one: merged with any other, the whole is a need; of one that is split, what keeps its
number. What is split off is not decided.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias, assert_never

import msgspec

from analysis.themes.decisions import (
    LONGEST_NAME,
    Add,
    Confirm,
    Decision,
    Dismiss,
    Leave,
    Lock,
    Merge,
    Move,
    Rename,
    Restore,
    Split,
    Unconfirm,
    Unlock,
)
from analysis.themes.recount import moved, recounted
from analysis.themes.results import Mention, Theme, ThemesFound
from surveys.texts import LANGUAGES, Language, Text, readable

_Retelling: TypeAlias = Rename | Dismiss | Restore | Confirm | Unconfirm | Lock | Unlock
"""What changes what is told of a theme, and no idea in what stands."""


class DecisionImpossible(Exception):
    """A decision about a theme or an idea that is not there, or that makes no sense; says which."""


def decide(found: ThemesFound, decision: Decision) -> ThemesFound:
    """Return `found` with one decision applied.

    Raises:
        DecisionImpossible: nothing is changed.
    """
    if isinstance(decision, Leave):
        return _left(found, decision)
    theme = _theme(found.themes, decision.theme)
    match decision:
        case Rename() | Dismiss() | Restore() | Confirm() | Unconfirm() | Lock() | Unlock():
            changed = _retold(found.themes, decision)
            return recounted(found, _with(found, changed), found.mentions)
        case Merge():
            return _merged(found, theme, decision)
        case Split():
            return _split(found, theme, decision)
        case Move():
            return _moved(found, theme, decision)
        case Add():
            return _added(found, theme, decision)
        case _:
            assert_never(decision)


def _retold(themes: Iterable[Theme], decision: _Retelling) -> Theme:
    """Return the theme of a decision as it is told of from then on.

    Raises:
        DecisionImpossible: it is not among `themes`, or cannot be called so.
    """
    theme = _theme(themes, decision.theme)
    match decision:
        case Rename():
            return msgspec.structs.replace(theme, name=_proper(decision.name))
        case Dismiss():
            return msgspec.structs.replace(theme, dismissed=True, confirmed=False)
        case Restore():
            return msgspec.structs.replace(theme, dismissed=False)
        case Confirm():
            return msgspec.structs.replace(theme, dismissed=False, confirmed=True)
        case Unconfirm():
            return msgspec.structs.replace(theme, confirmed=False)
        case Lock() | Unlock():
            return msgspec.structs.replace(theme, locked=isinstance(decision, Lock))
        case _:
            assert_never(decision)


def _theme(themes: Iterable[Theme], number: int) -> Theme:
    for theme in themes:
        if theme.number == number:
            return theme
    raise DecisionImpossible(f"There is no theme {number}: it may have been merged into another.")


def _proper(name: Text | None) -> Text | None:
    """Return a name on one line, one language in place of the other where only one is given.

    None where nothing of it can be seen.
    """
    if name is None:
        return None
    fr, en = (
        " ".join(readable(" ".join(name[language].split())).split()) for language in LANGUAGES
    )
    if max(len(fr), len(en)) > LONGEST_NAME:
        raise DecisionImpossible(f"A name has at most {LONGEST_NAME} characters.")
    return Text(fr=fr or en, en=en or fr) if fr or en else None


def _with(found: ThemesFound, *changed: Theme, without: int | None = None) -> list[Theme]:
    """Return the themes, some of them changed or new, one of them left out."""
    by_number = {theme.number: theme for theme in (*found.themes, *changed)}
    return [theme for number, theme in by_number.items() if number != without]


def _merged(found: ThemesFound, theme: Theme, decision: Merge) -> ThemesFound:
    if decision.into == theme.number:
        raise DecisionImpossible(f"Theme {theme.number} cannot be merged into itself.")
    into = _theme(found.themes, decision.into)
    if into.dismissed and not theme.dismissed:
        raise DecisionImpossible(f"Theme {into.number} was dismissed: restore it before.")
    if theme.locked:
        raise DecisionImpossible(f"Theme {theme.number} is locked: unlock it before merging it.")
    mentions = [
        moved(mention, theme, into, pinned=True) if mention.theme == theme.number else mention
        for mention in found.mentions
    ]
    both = msgspec.structs.replace(
        into,
        quotes=_in_turn(into.quotes, theme.quotes),
        stability=None,
        coherence=None,
        confirmed=into.confirmed or theme.confirmed,
    )
    return recounted(found, _with(found, both, without=theme.number), mentions)


def _in_turn(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    longest = max(len(one), len(other))
    return tuple(
        quotes[place] for place in range(longest) for quotes in (one, other) if place < len(quotes)
    )


def _split(found: ThemesFound, theme: Theme, decision: Split) -> ThemesFound:
    taken = _ideas(found, theme.number, decision.ideas)
    if len(taken) == sum(mention.theme == theme.number for mention in found.mentions):
        raise DecisionImpossible(
            f"These are all ideas of theme {theme.number}: rename it, or leave some in it."
        )
    new = theme_of(theme, [found.mentions[place] for place in sorted(taken)], found.next_number)
    new = msgspec.structs.replace(new, name=_proper(decision.name), quotes=theme.quotes)
    mentions = [
        moved(mention, theme, new, pinned=True) if place in taken else mention
        for place, mention in enumerate(found.mentions)
    ]
    left = msgspec.structs.replace(theme, stability=None, coherence=None)
    found = msgspec.structs.replace(found, next_number=found.next_number + 1)
    return recounted(found, _with(found, left, new), mentions)


def _moved(found: ThemesFound, theme: Theme, decision: Move) -> ThemesFound:
    if decision.into == theme.number:
        raise DecisionImpossible(f"These ideas are in theme {theme.number} already.")
    into = None if decision.into is None else _theme(found.themes, decision.into)
    taken = _ideas(found, theme.number, decision.ideas)
    mentions = [
        mention if place not in taken else _elsewhere(mention, theme, into)
        for place, mention in enumerate(found.mentions)
    ]
    return recounted(found, found.themes, mentions)


def _elsewhere(mention: Mention, theme: Theme, into: Theme | None) -> Mention:
    if into is not None:
        return moved(mention, theme, into, pinned=True)
    return msgspec.structs.replace(mention, theme=None, says=(), unsure="moved", pinned=True)


def _added(found: ThemesFound, theme: Theme, decision: Add) -> ThemesFound:
    taken = _ideas(found, None, decision.ideas)
    mentions = [
        moved(mention, None, theme, pinned=True) if place in taken else mention
        for place, mention in enumerate(found.mentions)
    ]
    return recounted(found, found.themes, mentions)


def _left(found: ThemesFound, decision: Leave) -> ThemesFound:
    taken = _ideas(found, None, decision.ideas)
    mentions = [
        msgspec.structs.replace(mention, unsure="moved", pinned=True) if place in taken else mention
        for place, mention in enumerate(found.mentions)
    ]
    return recounted(found, found.themes, mentions)


def _ideas(found: ThemesFound, theme: int | None, ideas: Collection[str]) -> set[int]:
    """Return the places of the mentions of `ideas`, which are in `theme`, or in none."""
    if not ideas:
        raise DecisionImpossible("No idea was chosen.")
    places = {m.idea: place for place, m in enumerate(found.mentions) if m.theme == theme}
    for idea in ideas:
        if idea not in places:
            if theme is None:
                raise DecisionImpossible(f"Idea {idea} is in a theme already, or was erased.")
            raise DecisionImpossible(
                f"Idea {idea} is not in theme {theme}: it may have been moved or erased."
            )
    return {places[idea] for idea in ideas}


def theme_of(theme: Theme, mentions: Sequence[Mention], number: int) -> Theme:
    """Return a theme of `mentions`, called by what of the words of `theme` they say.

    The next search, which reads the comments, finds better words.
    """
    french, english = (_most_said(theme, mentions, language) for language in LANGUAGES)
    label = Text(fr=french or english or theme.label.fr, en=english or french or theme.label.en)
    said = {place for mention in mentions for place in mention.says}
    words = tuple(phrase for place, phrase in enumerate(theme.phrases) if place in said)
    return Theme(
        number=number,
        label=label,
        words=tuple(dict.fromkeys(words)),
        respondents=0,
        ideas=0,
        quotes=(),
        stability=None,
        origin="people",
    )


def _most_said(theme: Theme, mentions: Sequence[Mention], language: Language) -> str | None:
    counts = Counter(place for m in mentions if m.language == language for place in m.says)
    if not counts:
        return None
    return theme.phrases[min(counts, key=lambda place: (-counts[place], place))]
