"""Questionnaires that are listed and written for the programme of `tests.dashboards.examples`."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from dashboards.pages.questionnaire_editor import Conflict, EditorView
from dashboards.pages.questionnaires import DraftLine, PublishedLine, QuestionnairesView
from surveys.linting.examine import Around, examine
from surveys.questionnaire_text import written
from surveys.texts import Text
from tests.dashboards.examples import PROGRAMME
from tests.factories import make_questionnaire

AT = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
DRAFT = UUID(int=22)

TEXT = written(make_questionnaire()).replace('"None"', '"Not one"')

LISTED = QuestionnairesView(
    programme=PROGRAMME,
    drafts=(
        DraftLine(draft=DRAFT, title=Text("<b>", ""), version=2, saved_by="Ada <b>", saved_at=AT),
        DraftLine(draft=UUID(int=23), title=None, version=None, saved_by="", saved_at=AT),
    ),
    published=(
        PublishedLine(
            questionnaire=make_questionnaire(),
            published_at=AT,
            surveys=tuple((f"s{n}", Text(f"Cohorte {n}", f"Cohort {n}")) for n in range(5)),
            next_version=2,
        ),
    ),
    shipped=(("webinar", Text("Après le webinaire", "After the webinar")),),
)
NOTHING = msgspec.structs.replace(LISTED, drafts=(), published=())


def editor_view(text: str | None = None, **changes: object) -> EditorView:
    """Return a view of a draft that says `text`, or every kind of question."""
    text = TEXT if text is None else text
    view = EditorView(
        programme=PROGRAMME,
        draft=DRAFT,
        text=text,
        revision=3,
        examined=examine(text.encode(), Around()),
    )
    return msgspec.structs.replace(view, **changes)


FAULTY = editor_view(TEXT.replace("Combien", "Toujours combien et où"))
UNREADABLE_TEXT = editor_view('title = "</textarea><script>alert(1)</script>\n', state="unsaved")
OVERTAKEN = editor_view(
    "a\nb",
    state="unsaved",
    conflict=Conflict(by="Grace <b>", at=AT, text="a\nc"),
)
