"""What may be shown of a proposal: the themes a search would rather have.

Part of the gate, beside the themes that `analysis.disclosure.themes` releases. What stands and
what is proposed are drawn from the same comments, and both are on one page. Whoever subtracts
them is left with the people whose ideas the proposal moves, and those may be a few:

- A theme of a proposal is told with one number, of all cohorts together; how many of one cohort
  would mention it is told once it stands. Its quotes name no cohort, and no role is told.
- Where a theme goes on under its number, that number of people is told only if it is the same
  as now, or differs by the threshold.
- Where themes are split or put together, what all sides show may differ by nothing or by the
  threshold, else the smallest numbers of the proposal are left out until it does.
- A theme that is new in it takes its people from none that is shown, so it has nothing to be
  subtracted from; its cohorts are told to `analysis.disclosure.rises` alone.
- What a theme was before counts as nothing where it is withheld.

What is not protected here: accepting a proposal, and reading the page before and after. Two
releases at different times can be subtracted (`analysis.disclosure.gate`), and themes are no
exception.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from analysis.disclosure.gate import INSIDE, Withheld
from analysis.disclosure.themes import ReleasedThemes, ShownQuote, ShownTheme
from surveys.texts import Text

Change: TypeAlias = Literal["new", "grown", "split", "merged", "gone"]


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """What a proposal changes, before the gate."""

    kind: Change
    before: tuple[int, ...]
    """Numbers of the themes that stand; none of a new one."""
    after: tuple[int, ...]
    """Numbers of the themes of the proposal in their place; none of one that is gone."""


@dataclass(frozen=True, slots=True)
class ProposedTheme:
    """A theme that a proposal would have, as `ShownTheme` has what stands."""

    number: int
    called: Text | None
    words: tuple[str, ...]
    quotes: tuple[ShownQuote, ...]
    """None with its cohort."""
    respondents: int | Withheld
    """Withheld where what stands differs from it by a few."""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What a proposal changes."""

    kind: Change
    before: tuple[ShownTheme, ...]
    after: tuple[ProposedTheme, ...]


@dataclass(frozen=True, slots=True)
class ReleasedProposal:
    """What a proposal changes, as far as it may be told."""

    changes: tuple[ShownChange, ...]
    withheld: int
    """How many changes concern only themes that fewer than the threshold mention."""
    risen: tuple[ShownTheme, ...]
    """The new themes with their cohorts, for rises."""


def release_proposal(
    standing: ReleasedThemes, proposed: ReleasedThemes, changes: Sequence[ChangeRecord]
) -> ReleasedProposal:
    """Return what may be shown of `changes` between two releases of the same comments."""
    now = {theme.number: theme for theme in (*standing.themes, *standing.dismissed)}
    then = {theme.number: theme for theme in (*proposed.themes, *proposed.dismissed)}
    shown = [told for change in changes if (told := _change(change, now, then)) is not None]
    risen = [
        then[number]
        for change in changes
        if change.kind == "new"
        for number in change.after
        if number in then
    ]
    return ReleasedProposal(tuple(shown), len(changes) - len(shown), tuple(risen))


def _change(
    change: ChangeRecord, now: Mapping[int, ShownTheme], then: Mapping[int, ShownTheme]
) -> ShownChange | None:
    before = tuple(now[number] for number in change.before if number in now)
    after = tuple(then[number] for number in change.after if number in then)
    if not (before or after):
        return None
    counts = dict(_told(before, after))
    return ShownChange(
        kind="new" if not before else "gone" if not after else change.kind,
        before=before,
        after=tuple(
            ProposedTheme(
                number=theme.number,
                called=theme.called,
                words=theme.words,
                quotes=tuple(replace(quote, cohort=None) for quote in theme.quotes),
                respondents=counts.get(theme.number, Withheld()),
            )
            for theme in after
        ),
    )


def _told(before: Sequence[ShownTheme], after: Sequence[ShownTheme]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of people that may be told, by theme."""
    was = {theme.number: theme.respondents for theme in before}
    together = sum(was.values())
    left = sorted(
        (theme.respondents, theme.number)
        for theme in after
        if not _few(theme.respondents - was.get(theme.number, together))
        and not _few(theme.respondents - together)
    )
    while left and _few(sum(people for people, _ in left) - together):
        left = left[1:]
    return ((number, people) for people, number in left)


def _few(difference: int) -> bool:
    return 0 < abs(difference) < INSIDE
