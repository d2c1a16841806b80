"""Choices: how many chose each option.

Options stay in the order of the questionnaire: they are not ranked, since their
intervals mostly overlap.
"""

import msgspec

from analysis.disclosure.gate import ReleasedItem
from analysis.scores.share import Share, released_share
from surveys.questions import NOT_APPLICABLE, ChoiceQuestion, MultipleChoiceQuestion

YES = "yes"
"""The code of the option whose share stands for a question answered by yes or no."""


class OptionScore(msgspec.Struct, frozen=True, kw_only=True):
    """How many chose one option."""

    code: str
    share: Share


class ChoiceScore(msgspec.Struct, frozen=True, kw_only=True, tag="choice"):
    """How many chose each option of one question."""

    item: str
    answers: int
    """People who answered, "sans objet" apart."""
    not_applicable: int = 0
    """People who chose the option "sans objet" of a single choice."""
    options: tuple[OptionScore, ...]
    """In the order of the questionnaire, zeros included, "sans objet" left out; empty
    without answers."""
    multiple: bool
    """Whether the options may add up to more than `answers`."""

    @property
    def yes(self) -> Share | None:
        """The share of "yes" among all answers, "I don't know" included; None if not offered."""
        return next((option.share for option in self.options if option.code == YES), None)


def score_choice(
    question: ChoiceQuestion, released: ReleasedItem, eligible: int | None
) -> ChoiceScore:
    """Return the share of each option among those who answered.

    In a single choice, an option coded `not_applicable` is "sans objet": who chose it
    is out of the answers and out of the eligible. In a multiple choice it is an option
    like any other, since it can be ticked beside others.

    Args:
        question: Whose options were offered.
        released: What the gate lets through.
        eligible: How many could answer, "sans objet" included; None when nobody knows.
    """
    multiple = isinstance(question, MultipleChoiceQuestion)
    not_applicable = 0 if multiple else released.counts.get(NOT_APPLICABLE, 0)
    answers = released.answered - not_applicable
    concerned = None if eligible is None else eligible - not_applicable
    return ChoiceScore(
        item=question.code,
        answers=answers,
        not_applicable=not_applicable,
        options=tuple(
            OptionScore(code=option.code, share=part)
            for option in question.options
            if multiple or option.code != NOT_APPLICABLE
            if (part := released_share(released, {option.code}, answers, concerned))
        ),
        multiple=multiple,
    )
