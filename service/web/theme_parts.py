"""Ask how one theme could be split, show what is proposed, and split it so."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import duckdb
import msgspec
from litestar import Controller, Request, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.response import Redirect, Template

from analysis.disclosure.ideas import ShownIdea
from analysis.disclosure.parts import PartRecord, ShownPart, release_parts
from analysis.disclosure.themes import ShownTheme
from analysis.themes.decisions import Split
from analysis.themes.split_proposals import FEWEST_EXAMPLES, MOST_EXAMPLES, SplitAsked
from dashboards.pages.frame import theme_parts_address
from dashboards.pages.theme_parts import (
    LISTED_LIKE,
    LISTED_OF_A_PART,
    PartsView,
    State,
    theme_parts_page,
)
from service.errors import FormUnreadable
from service.jobs import split_theme
from service.jobs.queue import JobQueue
from service.store import jobs as store
from service.store.catalogue import Catalogue, NotFound
from service.store.database import Database
from service.store.jobs import Job
from service.store.split_proposals import SplitFound, kept_split
from service.store.theme_decisions import NothingProposed
from service.store.users import User
from service.web.form_fields import read_fields
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.shown_themes import ideas_of
from service.web.theme_decisions import Place
from service.web.theme_fields import number_of, split_from_fields
from surveys.roles import Permission

_IDEA = re.compile(r"[0-9a-f]{16}")

Fields = Sequence[tuple[str, str]]


class _Read(NamedTuple):
    theme: ShownTheme
    ideas: tuple[ShownIdea, ...]
    """Of the theme, that may be read."""
    kept: SplitFound | None

    @property
    def parts(self) -> tuple[ShownPart, ...]:
        """What may be read of what is proposed."""
        proposed = self.kept.proposed.parts if self.kept else ()
        records = [PartRecord(p.ideas, p.label, p.words, p.stability) for p in proposed]
        return release_parts(records, self.ideas)


class _Theme(NamedTuple):
    """One theme, of which it is asked how it could be split."""

    place: Place
    number: int

    def asked(self, examples: Sequence[str]) -> SplitAsked:
        return SplitAsked(self.place.activity, self.number, tuple(sorted(set(examples))))

    def read(self, cursor: duckdb.DuckDBPyConnection, asked: SplitAsked) -> _Read:
        """Raises NotFound: no theme of this number may be shown."""
        found = ideas_of(cursor, self.place.catalogue.now, asked.activity, asked.theme)
        if found.theme is None:
            raise NotFound(f"{asked.activity}: theme {asked.theme}")
        return _Read(found.theme, found.ideas, kept_split(cursor, asked))


def _theme(
    slug: FromPath[str],
    number: FromPath[int],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    user: NamedDependency[User],
) -> _Theme:
    return _Theme(Place(database, catalogue, catalogue.activity(slug).slug, user.user), number)


class ThemePartsController(Controller):
    path = "/activities/{slug:str}/themes/{number:int}/parts"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"theme": Provide(_theme, sync_to_thread=False)}  # noqa: RUF012 -- the same
    include_in_schema = False

    @get(sync_to_thread=True)
    def parts(self, request: Request[Any, Any, Any], theme: NamedDependency[_Theme]) -> Template:
        sent = list(request.query_params.multi_items())
        asked, like = theme.asked(_examples(sent, "like")), "like" in dict(sent)
        with theme.place.database.reading() as cursor:
            read = theme.read(cursor, asked)
            job = store.latest_on(cursor, kind=split_theme.KIND, subject=str(asked))
        view = _view(theme, asked, read, job, like=like)
        return workspace_response(request, theme_parts_page(view, workspace_language(request)))

    @post(needs=Permission.THEMES_DECIDE)
    async def ask(
        self,
        request: Request[Any, Any, Any],
        theme: NamedDependency[_Theme],
        jobs: NamedDependency[JobQueue],
    ) -> Redirect:
        fields = read_fields(await request.body())
        like = dict(fields).get("how") == "like"
        asked = theme.asked(_examples(fields, "idea") if like else ())
        if like and not asked.examples:
            return Redirect(f"{_address(asked)}?like=", status_code=303)
        if not like or len(asked.examples) >= FEWEST_EXAMPLES:
            at = datetime.now(UTC)
            await sync_to_thread(jobs.add, split_theme.KIND, str(asked), at=at)
        return Redirect(_address(asked), status_code=303)

    @post("/split", needs=Permission.THEMES_DECIDE)
    async def split(
        self, request: Request[Any, Any, Any], theme: NamedDependency[_Theme]
    ) -> Redirect:
        decision = await sync_to_thread(_decided, theme, read_fields(await request.body()))
        return Redirect(await sync_to_thread(theme.place.sort, decision), status_code=303)


def _address(asked: SplitAsked) -> str:
    return theme_parts_address(asked.activity, asked.theme, asked.examples)


def _examples(fields: Fields, name: str) -> tuple[str, ...]:
    """Return the ideas under one name; raises FormUnreadable."""
    examples = tuple(dict.fromkeys(value for key, value in fields if key == name and value))
    if len(examples) > MOST_EXAMPLES or not all(map(_IDEA.fullmatch, examples)):
        raise FormUnreadable("the examples are no ideas of one page of a theme")
    return examples


def _view(
    theme: _Theme, asked: SplitAsked, read: _Read, job: Job | None, *, like: bool
) -> PartsView:
    place, chosen = theme.place, set(asked.examples)
    activity = place.catalogue.activity(asked.activity)
    parts = read.parts
    return PartsView(
        programme=place.catalogue.programme(activity.programme),
        activity=activity,
        cohorts=tuple(place.catalogue.now.cohorts_of(asked.activity)),
        theme=read.theme,
        like=like,
        examples=asked.examples,
        ticked=tuple(idea for idea in read.ideas if idea.idea in chosen),
        state=_state(asked, read, job, parts, like=like),
        parts=parts,
        at=read.kept.at if read.kept else None,
        job=str(job.job_id) if job else "",
        reason=job.message or "" if job and job.state == "failed" else "",
    )


def _state(
    asked: SplitAsked,
    read: _Read,
    job: Job | None,
    parts: Sequence[ShownPart],
    *,
    like: bool,
) -> State:
    if like and len(asked.examples) < FEWEST_EXAMPLES:
        return "too_few_examples"
    if job is not None and job.state in {"queued", "running"}:
        return "asking"
    if job is not None and job.state == "failed":
        return "failed"
    if read.kept is None:
        return "unasked"
    return read.kept.proposed.refused or ("shown" if parts else "unread")


def _decided(theme: _Theme, fields: Fields) -> Split:
    """Return the split that a form asks for: what is ticked, and what it does not list.

    Raises:
        FormUnreadable: no form of ours sends it so.
        NothingProposed: what was not listed is of a proposal that another took the place of.
    """
    decision, sent = split_from_fields(theme.number, fields), dict(fields)
    if "others" not in sent:
        return decision
    examples = _examples(fields, "like")
    with theme.place.database.reading() as cursor:
        read = theme.read(cursor, theme.asked(examples))
    part = number_of(sent.get("part", ""))
    if read.kept is None or read.kept.at.isoformat() != sent.get("of") or part >= len(read.parts):
        raise NothingProposed(theme.place.activity)
    others = read.parts[part].ideas[LISTED_LIKE if examples else LISTED_OF_A_PART :]
    ideas = (*decision.ideas, *(idea.idea for idea in others))
    return msgspec.structs.replace(decision, ideas=tuple(dict.fromkeys(ideas)))
