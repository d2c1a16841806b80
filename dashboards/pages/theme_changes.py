"""What a search proposes to change, in plain words."""

from typing import NamedTuple

from analysis.disclosure.gate import Withheld
from analysis.disclosure.proposals import ProposedTheme, ReleasedProposal, ShownChange
from dashboards.figures.theme_cohorts import label_of
from dashboards.pages.theme_cards import Quote, quotes_of
from dashboards.wording import Words


class NewTheme(NamedTuple):
    """What a theme that does not stand yet would be about."""

    label: str
    keywords: tuple[str, ...]
    quotes: tuple[Quote, ...]


class ChangeLine(NamedTuple):
    """One change."""

    sentence: str
    new: tuple[NewTheme, ...]


def change_lines(proposal: ReleasedProposal, words: Words) -> tuple[ChangeLine, ...]:
    """Return a line for each change that may be told."""
    return tuple(_line(change, words) for change in proposal.changes)


def changes_withheld(proposal: ReleasedProposal, words: Words) -> str:
    """Return how many changes are not told; empty where none is."""
    said = Words("themes", words.language)
    return said.count("changes_small", proposal.withheld) if proposal.withheld else ""


def _line(change: ShownChange, words: Words) -> ChangeLine:
    said = Words("themes", words.language)
    before = change.before
    fresh = [theme for theme in change.after if before is None or theme.number != before.number]
    now = words.count("people", before.respondents) if before else ""
    return ChangeLine(
        sentence=_same(change, words)
        or said(
            f"change_{change.kind}",
            before=said("named_people", theme=label_of(before, words), people=now)
            if before
            else "",
            after=words.each([_after(theme, words) for theme in change.after]),
        ),
        new=tuple(
            NewTheme(_name(theme, words), theme.words, quotes_of(theme.quotes, {}))
            for theme in fresh
            if change.kind in {"new", "split"}
        ),
    )


def _same(change: ShownChange, words: Words) -> str:
    """Return how a theme grows or shrinks under its name; empty where it would get another."""
    if change.before is None or change.kind not in {"grown", "shrunk"}:
        return ""
    (after,) = change.after
    if isinstance(after.at_least, Withheld) or _name(after, words) != label_of(
        change.before, words
    ):
        return ""
    return Words("themes", words.language)(
        f"change_{change.kind}_same",
        theme=_name(after, words),
        before=words.count("people", change.before.respondents),
        after=words.number(after.at_least),
    )


def _name(theme: ProposedTheme, words: Words) -> str:
    return theme.called[words.language] if theme.called else words("theme_unnamed")


def _after(theme: ProposedTheme, words: Words) -> str:
    said = Words("themes", words.language)
    if isinstance(theme.at_least, Withheld):
        return said("named", theme=_name(theme, words))
    people = said("at_least", people=words.count("people", theme.at_least))
    return said("named_people", theme=_name(theme, words), people=people)
