"""Who answered beside who came, on the page of a cohort.

Who reads it: a facilitator about to say "participants were satisfied". What they must be
able to do: within ten seconds, see whether one role or one region is missing among the
answers, and so of whom the page says little.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from dashboards.figures.figure import Figure
from dashboards.figures.respondents import Group, respondents, respondents_sentence
from dashboards.figures.sheet import downloads
from dashboards.wording import Words
from surveys.slices import Dimension


class RespondentBlock(NamedTuple):
    title: str
    sentences: tuple[str, ...]
    figures: tuple[Figure, ...]


def respondent_blocks(
    groups: Mapping[Dimension, Sequence[Group]], words: Words
) -> tuple[RespondentBlock, ...]:
    """Return a figure a dimension, where any group of it may be shown."""
    said = downloads(words)
    blocks = []
    for dimension, each in groups.items():
        if any(group.submissions for group in each):
            title = said(f"respondents_{dimension}")
            figure = replace(respondents(title, each, words), code=f"respondents-{dimension}")
            blocks.append(RespondentBlock(title, (respondents_sentence(each, words),), (figure,)))
    return tuple(blocks)
