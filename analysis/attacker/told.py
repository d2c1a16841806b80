"""What themes tell of those who mention them, as they are released."""

from collections.abc import Iterator, Sequence

from analysis.attacker.findings import Finding
from analysis.disclosure.gate import Withheld
from analysis.disclosure.themes import ReleasedThemes, ShownTheme


def by_themes(place: str, released: ReleasedThemes, *, threshold: int) -> Iterator[Finding]:
    """Yield themes that count, quote or leave over fewer people than the threshold."""
    for theme in (*released.themes, *released.dismissed):
        where = f"{place}, theme {theme.number}"
        few = [count for count in _counts(theme) if 0 < count < threshold]
        if few:
            yield Finding(kind="few_counted", place=where, number=min(few))
        left = [rest for rest in _rests(theme) if 0 < rest < threshold]
        if left:
            yield Finding(kind="few_between_counts", place=where, number=min(left))
        if theme.quotes and list(theme.roles.values()) == [theme.respondents]:
            yield Finding(kind="one_role_quoted", place=where, number=theme.respondents)


def _counts(theme: ShownTheme) -> Sequence[int]:
    shares = [mentioned.of for mentioned in theme.shares.values()]
    return [theme.respondents, *_by_cohort(theme), *theme.roles.values(), *shares]


def _rests(theme: ShownTheme) -> Sequence[int]:
    """Return who is left of all respondents once those that are shown by cohort or role are not."""
    parts = [_by_cohort(theme), [*theme.roles.values()]]
    return [theme.respondents - sum(part) for part in parts if part]


def _by_cohort(theme: ShownTheme) -> list[int]:
    return [n for n in theme.respondents_by_cohort.values() if not isinstance(n, Withheld)]
