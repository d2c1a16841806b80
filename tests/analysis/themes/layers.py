"""Layers of themes made by hand: each person has one idea."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from msgspec.structs import replace

from analysis.themes.changes import Flows, Size
from analysis.themes.results import Mention, ReadComment, Theme, ThemesFound
from surveys.texts import Text


def layer(
    themes: Mapping[int, int | None],
    *,
    says: Mapping[int, tuple[int, ...]] | None = None,
    next_number: int | None = None,
) -> ThemesFound:
    """Return a layer in which the idea of each person is in a theme, or in none."""
    people: dict[int, list[int]] = {}
    for place, number in enumerate(themes.values()):
        if number is not None:
            people.setdefault(number, []).append(place)
    return ThemesFound(
        themes=tuple(
            _theme(number, tuple(places))
            for number, places in sorted(people.items(), key=lambda each: (-len(each[1]), each[0]))
        ),
        mentions=tuple(
            Mention(
                theme=number,
                submission_id=UUID(int=person),
                question="needs",
                start=0,
                end=10,
                language="fr",
                says=(says or {}).get(person, ()),
                unsure="far" if number is None else None,
            )
            for person, number in themes.items()
        ),
        read=tuple(
            ReadComment(
                submission_id=UUID(int=person),
                question="needs",
                ideas=1,
                unsure=int(number is None),
            )
            for person, number in themes.items()
        ),
        embedder="by-hand",
        suggestion_only=False,
        next_number=next_number or max(people, default=0) + 1,
    )


def without(found: ThemesFound, gone: UUID) -> ThemesFound:
    """Return a layer without a submission, as it is read back once that was erased."""
    kept = [place for place, each in enumerate(found.mentions) if each.submission_id != gone]
    mentions = tuple(found.mentions[place] for place in kept)
    themes = tuple(
        replace(
            theme,
            quotes=tuple(kept.index(quote) for quote in theme.quotes if quote in kept),
            ideas=sum(each.theme == theme.number for each in mentions),
            respondents=len({m.submission_id for m in mentions if m.theme == theme.number}),
        )
        for theme in found.themes
    )
    read = tuple(each for each in found.read if each.submission_id != gone)
    return replace(found, themes=themes, mentions=mentions, read=read)


def flows(standing: ThemesFound, proposed: ThemesFound) -> Flows:
    """Count idea by idea what the database counts."""
    before, after = (
        {m.idea: m.theme for m in found.mentions if m.theme is not None}
        for found in (standing, proposed)
    )
    person = {mention.idea: mention.submission_id for mention in standing.mentions}
    moved = [i for i in before.keys() & after.keys() if before[i] != after[i]]
    leave = [
        idea
        for idea in moved
        if before[idea] not in after.values() or after[idea] not in before.values()
    ]
    return Flows(
        before=_sizes(before, person),
        after=_sizes(after, person),
        moves=Counter((before[idea], after[idea]) for idea in moved),
        movers={
            number: len({person[idea] for idea in leave if before[idea] == number})
            for number in {before[idea] for idea in leave}
        },
    )


def _sizes(themes: Mapping[str, int], person: Mapping[str, UUID]) -> dict[int, Size]:
    return {
        number: Size(len({person[idea] for idea in ideas}), len(ideas))
        for number in set(themes.values())
        for ideas in ([idea for idea in themes if themes[idea] == number],)
    }


def _theme(number: int, places: tuple[int, ...]) -> Theme:
    return Theme(
        number=number,
        label=Text(fr=f"thème {number}", en=f"theme {number}"),
        words=(f"word {number}",),
        respondents=len(places),
        ideas=len(places),
        quotes=places,
        stability=None,
    )


def places(found: ThemesFound) -> dict[int, int | None]:
    """Return the theme of each person's idea."""
    return {mention.submission_id.int: mention.theme for mention in found.mentions}
