"""The service on a port of its own, and schemathesis asking it all that its description allows."""

import dataclasses
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias
from uuid import UUID

import httpx
import msgspec
import schemathesis
import uvicorn
from litestar import Litestar
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.engine.recorder import ScenarioRecorder

from service.app import create_app
from service.jobs import find_themes
from service.settings import Settings
from service.store import jobs
from service.store.api_tokens import ApiTokens
from service.store.database import Database
from service.store.load import load
from service.web.bounded_requests import BoundedRequests
from tests.accounts import make_user, quick_passwords
from tests.service import theme_desk

Role: TypeAlias = Literal["nobody", "reader", "writer"]
Phase: TypeAlias = Literal["examples", "coverage", "fuzzing", "stateful"]

JOB = UUID(int=7)
SEED = 2026

SLUGS = {
    "activities": "formation",
    "cohorts": "cohorte-1",
    "programmes": "essai",
    "surveys": "printemps-2026",
}
"""What there is, by the part of an address that names it."""

_SELECTING = r"^/api/(cohorts/{slug}|activities/{slug}/trends|programmes/{slug}/indicators)$"


class Found(NamedTuple):
    """What a check found: which, where, and how to ask again."""

    check: str
    operation: str
    said: str
    again: str


class Asked(NamedTuple):
    cases: int
    answered: frozenset[int]
    """Status codes that came back."""
    found: tuple[Found, ...]


@contextmanager
def serving(app: Litestar) -> Iterator[str]:
    """Run a service with the parser it runs with, in a thread; hand out its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, http=BoundedRequests, access_log=False, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


class Target(NamedTuple):
    """A service with something of every kind in it."""

    address: str
    tokens: dict[Role, str]
    draft: UUID

    def ask(
        self,
        role: Role,
        phases: Sequence[Phase],
        *,
        most: int,
        pinned: bool = True,
        only: str = ".",
    ) -> Asked:
        """Ask everything that the description allows, and much that it does not.

        Args:
            role: Whose token is sent.
            phases: How requests are made up.
            most: Of them, for each operation and phase that draws them.
            pinned: Whether addresses name what is there; else what is drawn, mostly nothing.
            only: Operations whose path matches.
        """
        settings = self._settings(role, phases, most, pinned=pinned)
        settings["operations"].append({"exclude-path-regex": only, "enabled": False})
        config = SchemathesisConfig.from_dict(settings)
        schema = schemathesis.openapi.from_url(f"{self.address}/api/openapi.json", config=config)
        cases, answered, found = 0, set[int](), list[Found]()
        for event in from_schema(schema).execute():
            assert not isinstance(event, events.FatalError | events.NonFatalError), event
            if isinstance(event, events.ScenarioFinished):
                cases += len(event.recorder.cases)
                answered |= set(_statuses(event.recorder))
                found += _failures(event.recorder)
        return Asked(cases, frozenset(answered), tuple(found))

    def _settings(
        self, role: Role, phases: Sequence[Phase], most: int, *, pinned: bool
    ) -> dict[str, Any]:
        named = [
            {"include-path-regex": f"^/api/{kind}/", "parameters": {"path.slug": slug}}
            for kind, slug in SLUGS.items()
        ] + [
            {"include-path-regex": "drafts/{draft}", "parameters": {"path.draft": str(self.draft)}},
            {"include-path-regex": "/jobs/", "parameters": {"path.job_id": str(JOB)}},
        ]
        kinds: tuple[Phase, ...] = ("examples", "coverage", "fuzzing", "stateful")
        settings = {
            "base-url": self.address,
            "seed": SEED,
            "continue-on-failure": True,
            "request-timeout": 30,
            "warnings": False,
            "output": {"sanitization": {"enabled": False}},
            "generation": {
                "max-examples": most,
                "deterministic": True,
                "database": "none",
                "no-shrink": True,
            },
            "checks": CHECKS,
            "phases": {each: {"enabled": each in phases} for each in kinds},
            "operations": [
                # Which roles, regions and words there are is said by questionnaires alone.
                {"include-path-regex": _SELECTING, "checks": _SELECTED},
                *(named if pinned else ()),
            ],
        }
        if role == "nobody":
            return settings
        return settings | {"auth": {"openapi": {"token": {"bearer": self.tokens[role]}}}}


_ACCEPTED = ["2xx", 401, 403, 404, 409, 422, 429]
"""What may be answered to what is shaped as described: its meaning may still not fit."""

CHECKS: dict[str, Any] = {
    "enabled": True,
    "positive_data_acceptance": {"enabled": True, "expected-statuses": _ACCEPTED},
    "object_level_authorization": {"enabled": False},  # why: docs/decisions/fuzzing.md
}
_SELECTED = {"positive_data_acceptance": {"expected-statuses": [*_ACCEPTED, 400]}}


@contextmanager
def target(path: Path) -> Iterator[Target]:
    """Serve a programme with answers, themes, a proposal, a draft and a job."""
    made = theme_desk.bundle()
    surveys = tuple(msgspec.structs.replace(each, closes_at=None) for each in made.surveys)
    written = dataclasses.replace(made, surveys=surveys)
    with Database(path) as database:
        load(database, written, at=datetime.now(UTC))
        theme_desk.search(database, written)
        with database.transaction() as cursor:
            now = datetime.now(UTC)
            jobs.add(cursor, job_id=JOB, kind=find_themes.KIND, subject="formation", at=now)
        settings = Settings(
            database=str(path),
            shortest_seconds=0,
            embedder="words",
            sends_per_address=1_000_000,
            sends_per_survey=1_000_000,
        )
        app = create_app(settings, database, passwords=quick_passwords())
        with serving(app) as address:
            tokens = _tokens(app)
            yield Target(address, tokens, _draft(address, tokens["writer"]))


def _tokens(app: Litestar) -> dict[Role, str]:
    user = make_user(administrator=True)
    app.state.users.add(user, at=datetime.now(UTC))
    tokens: ApiTokens = app.dependencies["tokens"].dependency()  # type: ignore[union-attr]
    today = datetime.now(UTC).date()
    kinds: dict[Role, bool] = {"reader": False, "writer": True}
    return {
        role: tokens.new(user.user, "essai", role, writes=writes, on=today)
        for role, writes in kinds.items()
    }


def _draft(address: str, token: str) -> UUID:
    begun = httpx.post(
        f"{address}/api/programmes/essai/questionnaires/drafts",
        json={},
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    return UUID(msgspec.json.decode(begun.content)["draft"])


def _statuses(recorder: ScenarioRecorder) -> Iterator[int]:
    for interaction in recorder.interactions.values():
        if interaction.response is not None:
            yield interaction.response.status_code


def _failures(recorder: ScenarioRecorder) -> Iterator[Found]:
    for checks in recorder.checks.values():
        for check in checks:
            if check.failure_info:
                failure = check.failure_info.failure
                again = check.failure_info.code_sample or ""
                yield Found(check.name, failure.operation or "", str(failure), again)
