"""What the gate releases of the answers selected, family by family."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from analysis.disclosure.gate import (
    INSIDE,
    PUBLIC,
    ReleasedFamily,
    ReleasedSurvey,
    pooled_over,
    release_family,
)
from analysis.disclosure.slices import release_slices
from analysis.scores.account import Family
from service.store import reads
from service.store.catalogue import Setup, Snapshot
from service.store.telling import Source
from surveys.questions import Option
from surveys.slices import DIMENSIONS, EVERYTHING, Dimension, Selection, Slice, options_of
from surveys.texts import Slug


def released_families(
    source: Source,
    snapshot: Snapshot,
    programme: Slug,
    selection: Selection = EVERYTHING,
    *,
    at: datetime,
) -> tuple[Family, ...]:
    """Return the families of a programme, in the order of its activities.

    A period leaves out whole cohorts, and families that have none in it. Nobody could answer
    yet what has not opened `at` this moment: it belongs to no family, and to no denominator.
    """
    return families_of(source, _opened(snapshot, programme, at), selection, at=at)


def public_families(
    source: Source,
    snapshot: Snapshot,
    programme: Slug,
    *,
    at: datetime,
) -> tuple[Family, ...]:
    """Return the families of a programme as those outside may see them."""
    alike = _alike(_opened(snapshot, programme, at))
    return tuple(_families(alike, _of_everybody(source, alike, threshold=PUBLIC, at=at)))


@dataclass(frozen=True, slots=True)
class SlicedFamily:
    """A family, and each part of it in a dimension."""

    everybody: Family
    slices: tuple[tuple[Option, Family], ...]
    """In the order of the questionnaire; empty where it does not ask."""


def sliced_families(
    source: Source,
    snapshot: Snapshot,
    programme: Slug,
    dimension: Dimension,
    *,
    at: datetime,
) -> tuple[SlicedFamily, ...]:
    """Return the families of a programme with their slices, in the order of its activities."""
    alike = _alike(_opened(snapshot, programme, at))
    everybody = _families(alike, _of_everybody(source, alike, at=at))
    slices = _of_slices(source, alike, at=at)
    return tuple(
        SlicedFamily(
            family,
            tuple(
                (option, replace(family, released=shown[dimension][option.code]))
                for option in _options(setups, dimension)
            ),
        )
        for setups, family, shown in zip(alike, everybody, slices, strict=True)
    )


def slices_of_survey(
    source: Source, setup: Setup, dimension: Dimension, *, at: datetime
) -> tuple[tuple[Option, ReleasedSurvey], ...]:
    """Return what is shown of one survey by a dimension, in the order of its questionnaire.

    Parts of one survey are shown or hidden whatever its family shows (see `families_of`).
    """
    (shown,) = _of_slices(source, [[setup]], at=at)
    return tuple(
        (option, shown[dimension][option.code].each[0]) for option in _options([setup], dimension)
    )


def families_of(
    source: Source,
    setups: Sequence[Setup],
    selection: Selection = EVERYTHING,
    *,
    at: datetime,
) -> tuple[Family, ...]:
    """Return the families of these surveys.

    Which parts of a survey are shown by themselves does not depend on the others: some
    surveys of a family, such as those of a cohort, show the same as among all of them.
    What is pooled does; it is to be shown of whole families only.
    """
    alike = _alike(setups)
    released = (
        _of_everybody(source, alike, at=at)
        if selection.slice is None
        else _of_slice(source, alike, selection.slice, at=at)
    )
    if selection.has_period:
        cohorts = {s.cohort.slug for s in setups if selection.holds(s.cohort.starts_on)}
        released = list(pooled_over(released, cohorts))
    return tuple(_families(alike, released))


def _families(
    alike: Sequence[Sequence[Setup]], released: Sequence[ReleasedFamily]
) -> Iterator[Family]:
    for setups, shown in zip(alike, released, strict=True):
        surveys = {survey.survey for survey in shown.each}
        if surveys:
            yield Family(
                activity=setups[0].activity.slug,
                asked={
                    setup.survey.slug: setup.questionnaire
                    for setup in setups
                    if setup.survey.slug in surveys
                },
                released=shown,
            )


def _opened(snapshot: Snapshot, programme: Slug, at: datetime) -> list[Setup]:
    setups = snapshot.setups_of_programme(programme)
    return [setup for setup in setups if setup.survey.opens_at <= at]


def setups_by_questionnaire(setups: Sequence[Setup]) -> list[list[Setup]]:
    """Return the surveys of an activity by questionnaire, in order of their first opening.

    Within a questionnaire, cohorts stand oldest first.
    """
    alike: dict[str, list[Setup]] = {}
    for setup in sorted(setups, key=lambda setup: setup.survey.opens_at):
        alike.setdefault(setup.survey.questionnaire, []).append(setup)
    return [sorted(each, key=lambda setup: setup.cohort.starts_on) for each in alike.values()]


def _alike(setups: Sequence[Setup]) -> list[list[Setup]]:
    activities: dict[Slug, list[Setup]] = {}
    for setup in setups:
        activities.setdefault(setup.activity.slug, []).append(setup)
    return [alike for each in activities.values() for alike in setups_by_questionnaire(each)]


def _of_everybody(
    source: Source,
    alike: Sequence[Sequence[Setup]],
    *,
    threshold: int = INSIDE,
    at: datetime,
) -> list[ReleasedFamily]:
    setups = [setup for each in alike for setup in each]
    tallies = reads.survey_tallies(source.telling, setups, at=at)
    return [
        release_family([tallies[setup.survey.slug] for setup in each], threshold=threshold)
        for each in alike
    ]


def _of_slice(
    source: Source,
    alike: Sequence[Sequence[Setup]],
    chosen: Slice,
    *,
    at: datetime,
) -> list[ReleasedFamily]:
    slices = _of_slices(source, alike, at=at, also=chosen)
    return [each[chosen.dimension][chosen.value] for each in slices]


def _of_slices(
    source: Source,
    alike: Sequence[Sequence[Setup]],
    *,
    at: datetime,
    also: Slice | None = None,
) -> list[dict[Dimension, dict[str, ReleasedFamily]]]:
    """Return what is shown of each value that the questionnaires of a family offer.

    All dimensions at once, whichever is looked at: they can be opened one after the other.
    `also` is a value that some may not offer: nobody has it there.
    """
    parted = reads.parted_surveys(source, [setup for each in alike for setup in each], at=at)
    released = []
    for setups in alike:
        surveys = [parted[setup.survey.slug] for setup in setups]
        values = {
            dimension: {
                *(option.code for option in _options(setups, dimension)),
                *([also.value] if also and also.dimension == dimension else []),
            }
            for dimension in DIMENSIONS
        }
        name = ("slices", *(survey.slug for survey in surveys))
        make = partial(release_slices, surveys, values)
        released.append(source.telling.once(name, (surveys, values), make))
    return released


def _options(setups: Sequence[Setup], dimension: Dimension) -> tuple[Option, ...]:
    """Return what these surveys offer, in the words of the newest."""
    newest_first = sorted(setups, key=lambda setup: setup.survey.opens_at, reverse=True)
    return options_of([setup.questionnaire for setup in newest_first], dimension)
