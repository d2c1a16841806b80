"""What changed since the previous cohort, on the page of a cohort.

Who opens it: a facilitator who has just run a cohort with something mended in it. What
they must be able to do: within five seconds, know whether anything demonstrably changed;
within thirty, see for the item they mended how large a change would have had to be.
"""

from typing import NamedTuple

from analysis.claims.changes import Change, Changes
from analysis.claims.differences import Difference
from analysis.claims.pairs import SharePair
from analysis.scores.share import Share
from dashboards.pages.item_words import item_text
from dashboards.sentences import change_sentence, changes_sentences
from dashboards.wording import Words
from surveys.questionnaire import Questionnaire
from surveys.texts import Slug


def shares_before(changes: Changes) -> dict[str, Share]:
    """Return what was answered before, by item, where both may be shown and compared."""
    return {
        each.item: each.claim.compared.before
        for each in changes.changes
        if isinstance(each.claim, Difference) and isinstance(each.claim.compared, SharePair)
    }


class ChangeLine(NamedTuple):
    item: str
    sentence: str


class ChangedBlock(NamedTuple):
    title: str
    sentences: tuple[str, ...]
    changed: tuple[ChangeLine, ...]
    """What demonstrably changed."""
    rest: tuple[ChangeLine, ...]
    """Every other comparison."""
    rest_title: str


def changed_block(
    changes: Changes | None,
    questionnaire: Questionnaire,
    cohorts: dict[Slug, str],
    words: Words,
) -> ChangedBlock | None:
    """Return what is said of `changes`; None where nothing may be. `cohorts` are their names."""
    if changes is None:
        return None
    said = Words("claims", words.language)
    found = [each for each in changes.changes if _has_changed(each)]

    def lines(of: list[Change]) -> tuple[ChangeLine, ...]:
        return tuple(
            ChangeLine(
                item_text(questionnaire, each.item, words), change_sentence(each.claim, words)
            )
            for each in of
        )

    return ChangedBlock(
        title=said("changes_title"),
        sentences=changes_sentences(changes, cohorts, words),
        changed=lines(found),
        rest=lines([each for each in changes.changes if each not in found]),
        rest_title=said("changes_rest" if found else "changes_details"),
    )


def _has_changed(change: Change) -> bool:
    claim = change.claim
    return isinstance(claim, Difference) and claim.verdict in {"higher", "lower"}
