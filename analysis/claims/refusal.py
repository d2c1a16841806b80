"""Why nothing may be said of a number."""

from typing import Literal

import msgspec


class Refusal(msgspec.Struct, frozen=True, kw_only=True, tag="refusal"):
    """Nothing may be said, not even a number."""

    reason: Literal["too_few", "asked_differently"]
    """Too few answered, or nobody: the two look alike. Or the points offered changed."""


TOO_FEW = Refusal(reason="too_few")
ASKED_DIFFERENTLY = Refusal(reason="asked_differently")
