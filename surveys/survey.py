"""A survey: a questionnaire opened for a cohort, with dates and an anonymity promise."""

from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

import msgspec

from surveys.texts import Code, Slug

SurveyState: TypeAlias = Literal["not_yet", "open", "over"]

Promise: TypeAlias = Literal["open_link", "one_per_browser", "one_per_invitation"]
"""How people come to answer, and so what they can be told about who links answers to them.

open_link: whoever has the address, as often as they like; one_per_browser: a browser
that has answered is told so; one_per_invitation: a personal link that sends once.
"""


KEPT_DAYS: Final = 730
"""For how long what could tell who somebody is stays, where nobody says otherwise."""


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    slug: Slug
    cohort: Slug
    questionnaire: Code
    version: int
    opens_at: datetime
    closes_at: datetime | None = None
    promise: Promise = "open_link"
    """Fixed once the survey is there: people have answered on the strength of it."""
    eligible: int | None = None
    """How many were asked, where that is not everybody who came; None: as the cohort says."""

    kept_days: int | None = None
    """How many days after it closes it is anonymised; None: when nobody has said."""

    @property
    def kept_until(self) -> datetime | None:
        """When it is due to be anonymised; None: it has no end, or nobody has said."""
        if self.closes_at is None or self.kept_days is None:
            return None
        return self.closes_at + timedelta(days=self.kept_days)

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at and (self.closes_at is None or at < self.closes_at)

    def is_sealed(self, at: datetime) -> bool:
        """Whether nothing of the answers may be shown yet, however many there are.

        Whoever holds the list of personal links can see which were used. If results
        changed with each answer, they could read off what that person answered.
        """
        return self.promise == "one_per_invitation" and self.state(at) != "over"

    def state(self, at: datetime) -> SurveyState:
        if self.is_open(at):
            return "open"
        return "not_yet" if at < self.opens_at else "over"
