"""Gather what may be reached of answers, through the functions that pages, exports and API use.

Whatever somebody selects in the workspace is one of these releases, or a sum of what they show:
a period or a comparison adds up surveys, a trend lays them side by side. The bilan and public
pages show the same families under a higher threshold.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import duckdb
import msgspec

from analysis.attacker.findings import Finding, Tried
from analysis.attacker.holdings import Asked, Given, Group, Seen
from analysis.attacker.recovering import Recovered, attack
from analysis.disclosure.gate import INSIDE
from analysis.disclosure.untold import NOT_CHOSEN
from analysis.scores.account import Family
from service.store.catalogue import Setup, Snapshot
from service.store.families import public_families, released_families
from service.store.sql import query
from service.store.telling import Source
from surveys.sides import sides_of
from surveys.slices import DIMENSIONS, Selection, Slice, options_of
from surveys.texts import Slug


class Answered(NamedTuple):
    """What one survey was answered with, as far as it is coded."""

    ids: Sequence[UUID]
    """In the order in which they stand in the file."""
    days: Sequence[Any]
    groups: Sequence[Group]
    answers: Sequence[Mapping[str, Any]]


def answered(cursor: duckdb.DuckDBPyConnection, survey: Slug) -> Answered:
    """Read one survey."""
    rows = cursor.execute(query("answers_as_they_stand"), {"survey": survey}).fetchall()
    answers = [msgspec.json.decode(row[4]) for row in rows]
    groups = [
        Group(survey, _said(each, "role"), _said(each, "region"), row[3])
        for row, each in zip(rows, answers, strict=True)
    ]
    return Answered([row[0] for row in rows], [row[2] for row in rows], groups, answers)


def _said(answers: Mapping[str, Any], dimension: str) -> str:
    value = answers.get(dimension)
    return value if isinstance(value, str) else ""


def look_at_releases(
    source: Source,
    snapshot: Snapshot,
    sent: Mapping[Slug, Answered],
    *,
    at: datetime,
) -> tuple[list[Finding], list[Tried]]:
    """Attack what every family of surveys shows, whatever is selected."""
    found: list[Finding] = []
    tried: Counter[Slug] = Counter()
    for programme in snapshot.programmes:
        for seen in _seen(source, snapshot, programme, at=at):
            surveys = [each.survey for each in seen[0].family.each]
            setups = [snapshot.setups[survey] for survey in surveys]
            for asked, given in _given(setups, sent, at=at):
                attempt = attack(asked, seen, given, threshold=INSIDE)
                found += [_finding(each) for each in attempt.recovered]
                for survey in {group.survey for group in given}:
                    tried[survey] += attempt.tried
    return found, [
        Tried(attack="inference", survey=survey, what="choices of groups", times=times)
        for survey, times in sorted(tried.items())
    ]


def _seen(
    source: Source, snapshot: Snapshot, programme: Slug, *, at: datetime
) -> Iterator[list[Seen]]:
    """Yield everything that is released of each family of a programme, everybody's first."""
    by_family: defaultdict[tuple[str, ...], list[Seen]] = defaultdict(list)

    def see(families: Sequence[Family], of: Slice | None = None) -> None:
        for family in families:
            surveys = tuple(each.survey for each in family.released.each)
            by_family[surveys].append(Seen(family.released, of))

    see(released_families(source, snapshot, programme, at=at))
    see(public_families(source, snapshot, programme, at=at))
    questionnaires = [setup.questionnaire for setup in snapshot.setups_of_programme(programme)]
    for dimension in DIMENSIONS:
        for option in options_of(questionnaires, dimension):
            chosen = Slice(dimension=dimension, value=option.code)
            selection = Selection(slice=chosen)
            see(released_families(source, snapshot, programme, selection, at=at), chosen)
    yield from by_family.values()


def _given(
    setups: Sequence[Setup], sent: Mapping[Slug, Answered], *, at: datetime
) -> Iterator[tuple[Asked, Given]]:
    """Yield how each group answered each item that is told as shares.

    Of numbers, quartiles are shown; dates are not. What groups are made of is known of them.
    Surveys that are sealed show nothing.
    """
    counted: defaultdict[Asked, defaultdict[Group, Counter[str]]]
    counted = defaultdict(lambda: defaultdict(Counter))
    for setup in setups:
        if setup.survey.slug in sent and not setup.survey.is_sealed(at):
            options = setup.questionnaire.offered
            told = sides_of(setup.questionnaire).keys() - set(DIMENSIONS)
            some = sent[setup.survey.slug]
            for group, answers in zip(some.groups, some.answers, strict=True):
                for item, value in answers.items():
                    if item not in told:
                        continue
                    for asked, given in _values(item, value, options.get(item, ())):
                        counted[asked][group][given] += 1
    yield from counted.items()


def _values(item: str, value: Any, options: Sequence[str]) -> Iterator[tuple[Asked, str]]:
    if not isinstance(value, list):
        yield Asked(item), str(value)
        return
    for option in {*options, *value}:
        yield Asked(item, option), option if option in value else NOT_CHOSEN


def _finding(recovered: Recovered) -> Finding:
    item, option = recovered.asked
    return Finding(
        kind="recovered_by_sums" if recovered.by == "linear" else "recovered_by_search",
        place=f"{', '.join(recovered.surveys)}: {item}{f' = {option}' if option else ''}",
        survey=recovered.surveys[0] if len(recovered.surveys) == 1 else "",
        number=recovered.people,
    )
