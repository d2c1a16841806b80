"""What the pages and the API of questionnaires read, and how a draft is looked at."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import duckdb
import msgspec

from analysis.disclosure.gate import INSIDE
from dashboards.pages.questionnaire_editor import Conflict, DraftState, EditorView
from dashboards.pages.questionnaires import DraftLine, PublishedLine, QuestionnairesView
from service.store import questionnaires as store
from service.store.catalogue import Catalogue, NotFound, Setup, Snapshot
from service.store.database import Database
from service.store.questionnaires import Draft, Saving
from service.store.roster import enrolled
from service.store.shipped import shipped_questionnaires
from service.store.users import Users
from surveys.linting.examine import LARGEST, Around, Examined, examine
from surveys.linting.identifying import Traits
from surveys.programme import Cohort, Programme
from surveys.questionnaire_text import BLANK, next_version, with_version
from surveys.texts import Code, Slug, Text


class Typed(NamedTuple):
    """What somebody has before them."""

    text: str
    revision: int = 0
    cohort: Slug = ""


class Desk(NamedTuple):
    """Where the questionnaires of one programme are written."""

    catalogue: Catalogue
    database: Database
    users: Users
    programme: Programme
    by: UUID

    def listed(self, *, published_now: bool = False) -> QuestionnairesView:
        with self.database.cursor() as cursor:
            published, drafts = store.published(cursor), store.drafts(cursor, self.programme.slug)
        shipped = shipped_questionnaires()
        return QuestionnairesView(
            programme=self.programme,
            drafts=tuple(self._draft_line(each) for each in drafts),
            published=tuple(
                PublishedLine(
                    questionnaire=each.questionnaire,
                    published_at=each.at.astimezone(ZoneInfo(self.programme.zone)),
                    surveys=_surveys(self.catalogue.now, self.programme.slug, each),
                    next_version=_next(published, each.questionnaire.code),
                )
                for each in published
            ),
            shipped=tuple((code, each.title) for code, each in sorted(shipped.items())),
            published_now=published_now,
        )

    def begin(self, source: str) -> Draft:
        """Begin a draft with a model, or with the next version of what is published.

        Raises:
            NotFound: there is no such source.
        """
        saving = Saving(self.by, datetime.now(UTC))
        with self.database.transaction() as cursor:
            text = _first_text(cursor, source)
            return store.begin_draft(cursor, uuid4(), self.programme.slug, text, saving)

    def draft(self, draft: UUID) -> Draft:
        """Raises NotFound."""
        with self.database.cursor() as cursor:
            found = store.draft(cursor, self.programme.slug, draft)
        if found is None:
            raise NotFound(str(draft))
        return found

    def look(self, draft: UUID, typed: Typed, state: DraftState = "unsaved") -> EditorView:
        """Return all there is to say of what is typed.

        Raises:
            NotFound: the programme has no such cohort.
        """
        with self.database.cursor() as cursor:
            roster = self._roster(cursor, typed.cohort)
            examined = examined_in(cursor, typed.text, roster)
        return EditorView(
            programme=self.programme,
            draft=draft,
            text=typed.text,
            revision=typed.revision,
            examined=examined,
            state=state,
            cohorts=self._cohorts(),
            cohort=typed.cohort,
            people=len(roster),
        )

    def save(self, draft: UUID, typed: Typed) -> Draft | EditorView:
        """Return the draft as it is kept; or what to show where it cannot be.

        Of a draft that somebody published or threw away meanwhile, a new one is made.
        """
        if len(typed.text.encode()) > LARGEST:
            return self.look(draft, typed, "too_large")
        saving = Saving(self.by, datetime.now(UTC), typed.revision)
        with self.database.drafting, self.database.transaction() as cursor:
            there = store.draft(cursor, self.programme.slug, draft)
            if there is None:
                return store.begin_draft(cursor, uuid4(), self.programme.slug, typed.text, saving)
            kept = store.save_draft(cursor, there, typed.text, saving)
        return kept or self._overtaken(there, typed)

    def publish(self, kept: Draft, typed: Typed) -> tuple[Code, int] | EditorView:
        """Make what is saved immutable; or return what to show where it cannot be."""
        view = self.look(kept.draft, typed._replace(revision=kept.revision), "refused")
        questionnaire = view.examined.questionnaire
        if questionnaire is None or not view.examined.publishable:
            return view
        with self.database.drafting, self.database.transaction() as cursor:
            if store.publish_draft(cursor, kept, questionnaire, at=datetime.now(UTC)):
                return questionnaire.code, questionnaire.version
        return self._overtaken(self.draft(kept.draft), typed)

    def remove(self, draft: UUID, *, revision: int) -> bool:
        """Throw a draft away; False if somebody saved it since it was seen."""
        with self.database.drafting, self.database.transaction() as cursor:
            return store.remove_draft(cursor, self.programme.slug, draft, revision=revision)

    def _overtaken(self, there: Draft, typed: Typed) -> EditorView:
        """Return what is typed beside what somebody else saved."""
        at = there.saved_at.astimezone(ZoneInfo(self.programme.zone))
        conflict = Conflict(by=self._name(there.saved_by), at=at, text=there.text)
        view = self.look(there.draft, typed._replace(revision=there.revision))
        return msgspec.structs.replace(view, conflict=conflict)

    def _draft_line(self, draft: Draft) -> DraftLine:
        questionnaire = examine(draft.text.encode(), Around()).questionnaire
        return DraftLine(
            draft=draft.draft,
            title=questionnaire.title if questionnaire else None,
            version=questionnaire.version if questionnaire else None,
            saved_by=self._name(draft.saved_by),
            saved_at=draft.saved_at.astimezone(ZoneInfo(self.programme.zone)),
        )

    def _name(self, user: UUID) -> str:
        found = self.users.find(user)
        return found.name if found else ""

    def _cohorts(self) -> tuple[Cohort, ...]:
        now = self.catalogue.now
        activities = now.activities_of(self.programme.slug)
        return tuple(each for one in activities for each in now.cohorts_of(one.slug))

    def _roster(self, cursor: duckdb.DuckDBPyConnection, cohort: Slug) -> tuple[Traits, ...]:
        if not cohort:
            return ()
        if cohort not in {each.slug for each in self._cohorts()}:
            raise NotFound(cohort)
        return roster_of(cursor, self.programme.slug, cohort)


def roster_of(
    cursor: duckdb.DuckDBPyConnection, programme: Slug, cohort: Slug
) -> tuple[Traits, ...]:
    """Return what the roster of a cohort says of each person, without names."""
    return tuple(
        Traits(each.role, each.region, each.organisation)
        for each in enrolled(cursor, programme)
        if each.cohort == cohort
    )


def examined_in(
    cursor: duckdb.DuckDBPyConnection, text: str | bytes, roster: Sequence[Traits]
) -> Examined:
    """Return all there is to say of a text beside what is published and a roster."""
    around = Around(
        published={
            (each.questionnaire.code, each.questionnaire.version)
            for each in store.published(cursor)
        },
        roster=roster,
        threshold=INSIDE,
    )
    return examine(text.encode() if isinstance(text, str) else text, around)


def _first_text(cursor: duckdb.DuckDBPyConnection, source: str) -> str:
    """Raises NotFound."""
    published = store.published(cursor)
    kind, _, rest = source.partition("/")
    if kind == "blank":
        return BLANK
    if kind == "shipped" and rest in shipped_questionnaires():
        text = store.shipped_text(rest) or BLANK
        taken = rest in {each.questionnaire.code for each in published}
        return with_version(text, _next(published, rest)) if taken else text
    code, _, version = rest.partition("/")
    if kind == "published" and version.isdecimal():
        questionnaire = store.published_version(cursor, code, int(version))
        text = next_version(questionnaire, store.text_of(cursor, questionnaire))
        return with_version(text, _next(published, code))
    raise NotFound(source)


def _next(published: Sequence[store.Published], code: Code) -> int:
    """Return the first version that is free."""
    taken = [each.questionnaire.version for each in published if each.questionnaire.code == code]
    return max(taken, default=0) + 1


def _opens(setup: Setup) -> datetime:
    return setup.survey.opens_at


def _surveys(
    now: Snapshot, programme: Slug, published: store.Published
) -> tuple[tuple[Slug, Text], ...]:
    return tuple(
        (setup.survey.slug, setup.cohort.name)
        for setup in sorted(now.setups_of_programme(programme), key=_opens)
        if setup.questionnaire == published.questionnaire
    )
