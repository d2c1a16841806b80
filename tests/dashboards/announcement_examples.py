"""« Vous avez dit, nous avons fait », as it is written."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from dashboards.pages.announcing import AnnouncingView
from surveys.announcing import Announcement, Wording
from surveys.texts import Text
from tests.dashboards.examples import PROGRAMME, cohort_view
from tests.factories import NOON

DRAFT = Announcement(
    entry=UUID(int=1),
    cohort="a",
    wording=Wording(
        said=Text(fr="Trop de <b>théorie</b>.", en="Too much <b>theory</b>."),
        doing=Text(fr="Une étude de cas.", en="A case study."),
    ),
)
PUBLISHED = msgspec.structs.replace(
    DRAFT, entry=UUID(int=2), published_at=NOON, corrected_at=NOON + timedelta(days=1)
)


def announcing_view(**changes: Any) -> AnnouncingView:
    """Return a draft and an entry that was corrected; a theme may be named."""
    cohort = cohort_view()
    usual: dict[str, Any] = {
        "programme": PROGRAMME,
        "activity": cohort.activity,
        "cohort": cohort.cohort,
        "entries": (DRAFT, PUBLISHED),
        "themes": ((1, Text(fr="exemples", en="examples"), ("cas", "petits organismes")),),
        "address": "https://bilan.example.org",
    }
    return AnnouncingView(**usual | changes)
