"""Questionnaires: published ones, which never change, and the drafts of those to come."""

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any, NamedTuple
from uuid import UUID

import duckdb
import msgspec

from service.store.catalogue import NotFound, published_questionnaires
from service.store.sql import query
from service.store.times import from_stored, to_stored
from surveys.publishing import check_publishable
from surveys.questionnaire import Questionnaire
from surveys.texts import Code, Slug


class VersionTaken(ValueError):
    """Another questionnaire is published under this code and version."""


class Draft(NamedTuple):
    """A questionnaire as somebody types it."""

    draft: UUID
    programme: Slug
    text: str
    revision: int
    saved_by: UUID
    saved_at: datetime


class Published(NamedTuple):
    questionnaire: Questionnaire
    at: datetime


class Saving(NamedTuple):
    """Who saves, when, and what they had before them."""

    by: UUID
    at: datetime
    revision: int = 0


class _Definition(msgspec.Struct):
    code: str
    version: int
    definition: Questionnaire


# Published


def publish(
    cursor: duckdb.DuckDBPyConnection, questionnaires: Sequence[Questionnaire], *, at: datetime
) -> None:
    """Publish what is not there yet, in the caller's transaction.

    Raises:
        PublishingRefused: one that is not there yet cannot be published.
        VersionTaken: one is there already with other words.
    """
    there = {
        (each.questionnaire.code, each.questionnaire.version): each.questionnaire
        for each in published(cursor)
    }
    for questionnaire in questionnaires:
        known = there.get((questionnaire.code, questionnaire.version))
        if known is None:
            check_publishable(questionnaire, published=())
        elif known != questionnaire:
            raise VersionTaken(
                f"The questionnaire {questionnaire.code!r}, version {questionnaire.version}, is "
                "already published with other words; a change needs a new version number."
            )
    if questionnaires:
        rows = [_Definition(each.code, each.version, each) for each in questionnaires]
        cursor.execute(
            query("insert_questionnaires"),
            {"rows": msgspec.json.encode(rows).decode(), "at": to_stored(at)},
        )


def published(cursor: duckdb.DuckDBPyConnection) -> list[Published]:
    """Return all that is published, the newest version of each first."""
    return [
        Published(msgspec.json.decode(definition, type=Questionnaire), from_stored(at))
        for definition, at in cursor.execute(query("published_questionnaires")).fetchall()
    ]


def published_version(cursor: duckdb.DuckDBPyConnection, code: Code, version: int) -> Questionnaire:
    """Raises NotFound."""
    found = published_questionnaires(cursor).get((code, version))
    if found is None:
        raise NotFound(f"{code} {version}")
    return found


def text_of(cursor: duckdb.DuckDBPyConnection, questionnaire: Questionnaire) -> str | None:
    """Return what its author typed, or the text it ships with; None: nobody kept it."""
    named = {"code": questionnaire.code, "version": questionnaire.version}
    found = cursor.execute(query("published_questionnaire_text"), named).fetchone()
    return str(found[0]) if found else shipped_text(questionnaire.code)


def shipped_text(code: Code) -> str | None:
    """Return the text of a questionnaire that Bilan ships."""
    path = files("surveys") / "questionnaires" / f"{code}.toml"
    return path.read_text("utf-8") if path.is_file() else None


# Drafts


def begin_draft(
    cursor: duckdb.DuckDBPyConnection, draft: UUID, programme: Slug, text: str, saving: Saving
) -> Draft:
    cursor.execute(
        query("insert_questionnaire_draft"),
        {
            "draft": draft,
            "programme": programme,
            "text": text,
            "by": saving.by,
            "at": to_stored(saving.at),
        },
    )
    return Draft(draft, programme, text, 1, saving.by, saving.at)


def drafts(cursor: duckdb.DuckDBPyConnection, programme: Slug) -> list[Draft]:
    """Return those that are not published, the latest saved first."""
    rows = cursor.execute(query("questionnaire_drafts"), {"programme": programme}).fetchall()
    return [_draft(row) for row in rows]


def draft(cursor: duckdb.DuckDBPyConnection, programme: Slug, draft: UUID) -> Draft | None:
    """Return a draft; None: there is none, or it is published."""
    named = {"programme": programme, "draft": draft}
    found = cursor.execute(query("questionnaire_draft"), named).fetchone()
    return _draft(found) if found else None


def save_draft(
    cursor: duckdb.DuckDBPyConnection, there: Draft, text: str, saving: Saving
) -> Draft | None:
    """Keep `text` in the place of the revision that its author had before them.

    Returns:
        The draft as it is kept; None: somebody saved another revision meanwhile.
    """
    if text == there.text and saving.revision == there.revision:
        return there
    found = cursor.execute(
        query("save_questionnaire_draft"),
        {
            "draft": there.draft,
            "programme": there.programme,
            "text": text,
            "revision": saving.revision,
            "by": saving.by,
            "at": to_stored(saving.at),
        },
    ).fetchone()
    if found is None:
        return None
    return there._replace(text=text, revision=found[0], saved_by=saving.by, saved_at=saving.at)


def publish_draft(
    cursor: duckdb.DuckDBPyConnection, kept: Draft, questionnaire: Questionnaire, *, at: datetime
) -> bool:
    """Make what a draft says immutable, in the caller's transaction.

    Returns:
        Whether the draft is still as `kept`; else nothing is published.

    Raises:
        PublishingRefused: it has faults, or this version is published.
    """
    known = {(each.questionnaire.code, each.questionnaire.version) for each in published(cursor)}
    check_publishable(questionnaire, published=known)
    marked = cursor.execute(
        query("publish_questionnaire_draft"),
        {
            "draft": kept.draft,
            "revision": kept.revision,
            "code": questionnaire.code,
            "version": questionnaire.version,
        },
    ).fetchone()
    if marked:
        publish(cursor, [questionnaire], at=at)
    return marked is not None


def remove_draft(
    cursor: duckdb.DuckDBPyConnection, programme: Slug, draft: UUID, *, revision: int
) -> bool:
    """Throw a draft away; False if somebody saved it since it was seen."""
    named = {"draft": draft, "programme": programme, "revision": revision}
    return cursor.execute(query("delete_questionnaire_draft"), named).fetchone() is not None


def _draft(row: tuple[Any, ...]) -> Draft:
    draft = Draft(*row)
    return draft._replace(saved_at=from_stored(draft.saved_at))
