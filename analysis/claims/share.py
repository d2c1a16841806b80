"""What may be said about one share: the count first, the percentage first, or nothing."""

from typing import Literal

import msgspec

from analysis.disclosure.gate import INSIDE
from analysis.scores.share import Share, wording


class Refusal(msgspec.Struct, frozen=True, kw_only=True, tag="refusal"):
    """Nothing may be said, not even a number."""

    reason: Literal["too_few", "asked_differently"]
    """Too few answered, or nobody: the two look alike. Or the points offered changed."""


TOO_FEW = Refusal(reason="too_few")
ASKED_DIFFERENTLY = Refusal(reason="asked_differently")


class SaidShare(msgspec.Struct, frozen=True, kw_only=True, tag="share"):
    """A share that may be said."""

    share: Share
    first: Literal["counts_first", "percentage"]


def about_share(share: Share | None) -> SaidShare | Refusal:
    """Return what may be said about `share`; None is one that the gate withheld."""
    if share is None or share.answers < INSIDE:
        return TOO_FEW
    return SaidShare(share=share, first=wording(share))
