"""What may be shown of a proposal: the themes a search would rather have.

Part of the gate, beside the themes that `analysis.disclosure.themes` releases. What stands and
what is proposed are made of the same comments, and both are on one page. Whoever subtracts them
is left with the people whose ideas the proposal moves, and those may be a few. So a theme of a
proposal is told in less detail than one that stands:

- How many people are in it is told in steps of five, of all cohorts together. Whatever is
  subtracted from such a number, what is left may be any of five numbers in a row: nobody or
  five at least is one of them.
- Where it goes on from one that stands and differs from it by fewer than five, not even that;
  and if nothing else happens to it, not that it changes: it would be by one to four.
- No cohort and no role: how many of one cohort mention it is told once it stands. Only of a theme
  whose ideas all come from outside of themes are the cohorts known to
  `analysis.disclosure.rises`; there is nothing to subtract it from.

What is not protected here: accepting a proposal, and reading the page before and after. Two
releases at different times can be subtracted (`analysis.disclosure.gate`), and themes are no
exception.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from analysis.disclosure.gate import INSIDE, Withheld
from analysis.disclosure.live_count import stepped
from analysis.disclosure.themes import ReleasedThemes, ShownQuote, ShownTheme
from surveys.texts import Text

ChangeKind: TypeAlias = Literal["new", "split", "merged", "gone", "grown", "shrunk"]


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """What happens to one theme, before the gate: as `analysis.themes.changes` has it."""

    kind: ChangeKind
    theme: int
    others: tuple[int, ...]
    """Where its ideas go, if split or merged; where they come from, if new."""


@dataclass(frozen=True, slots=True)
class ProposedTheme:
    """A theme that a proposal would have, as `ShownTheme` has what stands."""

    number: int
    called: Text | None
    words: tuple[str, ...]
    quotes: tuple[ShownQuote, ...]
    """None with its cohort."""
    at_least: int | Withheld
    """How many people, in steps of five. Withheld where what stands differs by a few or not."""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What a proposal changes."""

    kind: ChangeKind
    before: ShownTheme | None
    """The theme that stands; None if it is new."""
    after: tuple[ProposedTheme, ...]
    """What comes in its place; none if it is gone."""


@dataclass(frozen=True, slots=True)
class ReleasedProposal:
    """What a proposal changes, as far as it may be told."""

    changes: tuple[ShownChange, ...]
    withheld: int
    """How many changes concern too few people to be told of."""
    risen: tuple[ShownTheme, ...]
    """Those of its themes of which a rise may be told, with their cohorts."""


def release_proposal(
    standing: ReleasedThemes, proposed: ReleasedThemes, changes: Sequence[ChangeRecord]
) -> ReleasedProposal:
    """Return what may be shown of `changes` between two releases of the same comments.

    What is told as a part of another change is not told as new a second time.
    """
    now = {theme.number: theme for theme in (*standing.themes, *standing.dismissed)}
    then = {theme.number: theme for theme in (*proposed.themes, *proposed.dismissed)}
    parts = {
        number
        for change in changes
        if change.kind in {"split", "merged"} and change.theme in now
        for number in change.others
    }
    asked = [change for change in changes if change.kind != "new" or change.theme not in parts]
    shown = [told for change in asked if (told := _change(change, now, then))]
    return ReleasedProposal(
        changes=tuple(shown),
        withheld=len(asked) - len(shown),
        risen=tuple(
            then[change.theme]
            for change in changes
            if change.kind == "new" and not change.others and change.theme in then
        ),
    )


def _change(
    change: ChangeRecord, now: Mapping[int, ShownTheme], then: Mapping[int, ShownTheme]
) -> ShownChange | None:
    before = now.get(change.theme)
    parts = change.others if change.kind in {"split", "merged"} else ()
    after = [then[number] for number in (change.theme, *parts) if number in then]
    if before is None:
        fresh = tuple(_proposed(theme, None) for theme in after if theme.number not in now)
        return ShownChange("new", None, fresh) if fresh else None
    told = tuple(_proposed(theme, now.get(theme.number)) for theme in after)
    near = any(isinstance(each.at_least, Withheld) for each in told)
    if change.kind in {"grown", "shrunk"} and near:
        return None
    return ShownChange(change.kind if told else "gone", before, told)


def _proposed(theme: ShownTheme, stands: ShownTheme | None) -> ProposedTheme:
    near = stands is not None and abs(theme.respondents - stands.respondents) < INSIDE
    return ProposedTheme(
        number=theme.number,
        called=theme.called,
        words=theme.words,
        quotes=tuple(replace(quote, cohort=None) for quote in theme.quotes),
        at_least=Withheld() if near else stepped(theme.respondents),
    )
