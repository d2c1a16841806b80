"""Layers of themes made by hand: each person has one idea."""

from collections.abc import Mapping
from uuid import UUID

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
                submission_id=UUID(int=person), question="needs", ideas=1, unsure=number is None
            )
            for person, number in themes.items()
        ),
        embedder="by-hand",
        suggestion_only=False,
        next_number=next_number or max(people, default=0) + 1,
    )


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
