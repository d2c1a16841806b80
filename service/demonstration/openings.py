"""How often the made-up surveys were opened and started: more often than they were sent."""

from collections import Counter

from analysis.inputs import Openings
from service.demonstration.apportion import chance
from surveys.bundle import Bundle
from surveys.texts import Slug

_GAVE_UP = (0.05, 0.2)
"""Fewest and most who begin and do not send, for each one who sends."""

_ONLY_LOOKED = (0.1, 0.35)
"""Fewest and most who open and do not begin, for each one who begins."""


def openings(bundle: Bundle) -> dict[Slug, Openings]:
    """Return them by survey; of those that nobody answered, nothing."""
    made: dict[Slug, Openings] = {}
    for survey, sent in sorted(Counter(each.survey for each in bundle.submissions).items()):
        draw = chance(survey, "openings")
        started = sent + round(sent * draw.uniform(*_GAVE_UP))
        made[survey] = Openings(started + round(started * draw.uniform(*_ONLY_LOOKED)), started)
    return made
