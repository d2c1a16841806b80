"""Attack one database, with whatever else somebody may hold, and say what it gave away."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from analysis.attacker.findings import ATTACKS, Attack, Finding, Tried
from analysis.attacker.keeping import by_ids
from analysis.attacker.told import by_themes
from analysis.attacker.traces import Known, Record, Sent, by_counts, by_file, lone_texts
from analysis.disclosure.gate import INSIDE, PUBLIC
from analysis.disclosure.themes import ReleasedThemes, release_themes
from service.anonymity.accepted import ACCEPTED, BATCHES
from service.anonymity.columns import look_at_columns
from service.anonymity.copies import Held, compare_copies, held_by
from service.anonymity.files import records_of
from service.anonymity.reach import Answered, answered, look_at_releases
from service.anonymity.sentences import advice, sentence
from service.store.catalogue import Snapshot, read_snapshot
from service.store.database import Database
from service.store.sql import query
from service.store.telling import Source
from service.store.themes import theme_run
from surveys.invitations import token_hash
from surveys.slices import DIMENSIONS, options_of
from surveys.texts import LANGUAGES, Slug


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was found."""

    attack: Attack
    kind: str
    survey: str
    """Empty: not of one survey."""
    place: str
    number: int
    sentence: str
    advice: str


class SurveyAttacked(msgspec.Struct, frozen=True, kw_only=True):
    """How much was tried on one survey."""

    survey: Slug
    answers: int
    tried: int
    """Choices of groups, and exact searches."""
    found: dict[Attack, int]
    """Of each kind of attack."""


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """What came of attacking a database."""

    database: str
    at: datetime
    answers: int
    found: tuple[Found, ...]
    surveys: tuple[SurveyAttacked, ...]
    tried: tuple[Tried, ...]
    """Of all surveys at once."""
    accepted: dict[str, str]
    """Places that hold ids of answers and are known to: why."""


class Handed(NamedTuple):
    """What somebody holds besides the database."""

    logs: Sequence[Path] = ()
    exports: Sequence[Path] = ()
    """The oldest first."""
    copies: Sequence[Held] = ()
    """Backups, the oldest first."""


def attack_everything(database: Database, name: str, handed: Handed, *, at: datetime) -> Audit:
    """Try everything there is on an open database.

    Raises:
        FileUnreadable: a file that somebody holds cannot be read.
    """
    files = [(path.name, records_of(path)) for path in (*handed.logs, *handed.exports)]
    with database.source() as source:
        snapshot = read_snapshot(source.cursor)
        sent = {survey: answered(source.cursor, survey) for survey in snapshot.setups}
        found, tried = look_at_columns(source.cursor)
        found += by_ids({survey: each.ids for survey, each in sent.items()})
        released, searched = look_at_releases(source, snapshot, sent, at=at)
        found += [*released, *_themes(source, snapshot)]
        if files:
            found += _files(files, _known(source, snapshot, sent))
    copied, compared = compare_copies((*handed.copies, held_by(name, database)))
    tried += [*compared, *_tried_files(files)]
    return _audit(name, sent, [*found, *copied], (tried, searched), at=at)


def _themes(source: Source, snapshot: Snapshot) -> list[Finding]:
    found: list[Finding] = []
    for activity in snapshot.activities:
        run = theme_run(source.cursor, activity)
        if run is not None:
            cohorts = [cohort.slug for cohort in snapshot.cohorts_of(activity)]
            for threshold in (INSIDE, PUBLIC):
                shown: ReleasedThemes = release_themes(
                    run.themes, run.readings, cohorts, writers=run.writers, threshold=threshold
                )
                found += by_themes(activity, shown, threshold=threshold)
    return found


def _known(source: Source, snapshot: Snapshot, sent: Mapping[Slug, Answered]) -> Known:
    """Return all that tells whose answers something is."""
    names = {
        survey: {
            dimension: {
                option.code: frozenset(
                    {option.code, *(option.text[language].casefold() for language in LANGUAGES)}
                )
                for option in options_of([setup.questionnaire], dimension)
            }
            for dimension in DIMENSIONS
        }
        for survey, setup in snapshot.setups.items()
    }
    known = {
        str(each): Sent(
            survey,
            place,
            day,
            {
                dimension: names[survey][dimension].get(group.said(dimension), frozenset())
                for dimension in DIMENSIONS
            },
        )
        for survey, some in sent.items()
        for place, (each, day, group) in enumerate(
            zip(some.ids, some.days, some.groups, strict=True)
        )
    }
    written = source.cursor.execute(query("everything_written")).fetchall()
    links = source.cursor.execute(query("links_as_they_stand")).fetchall()
    return Known(
        known,
        frozenset(mark for _, mark, _ in links),
        token_hash,
        lone_texts((str(owner), text) for owner, text in written),
    )


def _files(files: Sequence[tuple[str, Sequence[Record]]], known: Known) -> list[Finding]:
    found = [finding for name, records in files for finding in by_file(name, records, known)]
    everything = [record for _, records in files for record in records]
    return [*found, *by_counts(everything, threshold=INSIDE)]


def _tried_files(files: Sequence[tuple[str, Sequence[Record]]]) -> list[Tried]:
    times = sum(len(records) for _, records in files)
    return [
        Tried(attack=each, survey="", what="records of files", times=times)
        for each in ATTACKS
        if files
    ]


def _audit(
    name: str,
    sent: Mapping[Slug, Answered],
    findings: Sequence[Finding],
    tried: tuple[Sequence[Tried], Sequence[Tried]],
    *,
    at: datetime,
) -> Audit:
    times = {each.survey: each.times for each in tried[1]}
    return Audit(
        database=name,
        at=at,
        answers=sum(len(each.ids) for each in sent.values()),
        found=tuple(map(_found, findings)),
        surveys=tuple(
            SurveyAttacked(
                survey=survey,
                answers=len(each.ids),
                tried=times.get(survey, 0),
                found={
                    attack: sum(f.survey == survey and f.attack == attack for f in findings)
                    for attack in ATTACKS
                },
            )
            for survey, each in sent.items()
        ),
        tried=tuple(tried[0]),
        accepted=ACCEPTED | BATCHES,
    )


def _found(finding: Finding) -> Found:
    return Found(
        attack=finding.attack,
        kind=finding.kind,
        survey=finding.survey,
        place=finding.place,
        number=finding.number,
        sentence=sentence(finding),
        advice=advice(finding),
    )
