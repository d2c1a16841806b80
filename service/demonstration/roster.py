"""Who is on the roster: made-up people of made-up organisations, in exact numbers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, product
from typing import NamedTuple

from service.demonstration.apportion import apportion, chance
from service.demonstration.plan import ActivityPlan, CohortPlan, People
from surveys.programme import Enrolment


class _Organisation(NamedTuple):
    name: str
    region: str


def enrolments(activities: Sequence[ActivityPlan], people: People) -> Iterator[Enrolment]:
    """Yield one row a person.

    The first activity is the way in: each organisation comes to it once. Those of a
    later activity are drawn among the organisations that came in before it began.
    """
    way_in, *courses = activities
    unseen = iter(_organisations(people, sum(cohort.organisations for cohort in way_in.cohorts)))
    came_in: list[tuple[date, _Organisation]] = []
    for slug, cohort in way_in.by_slug().items():
        new = list(islice(unseen, cohort.organisations))
        came_in += [(cohort.starts_on, organisation) for organisation in new]
        yield from _of_cohort(slug, way_in, cohort, new, people.roles)
    for course in courses:
        taken: set[_Organisation] = set()
        for slug, cohort in course.by_slug().items():
            free = [each for day, each in came_in if day < cohort.starts_on and each not in taken]
            drawn = chance(slug, "organisations").sample(free, cohort.organisations)
            taken.update(drawn)
            yield from _of_cohort(slug, course, cohort, drawn, people.roles)


def _organisations(people: People, count: int) -> list[_Organisation]:
    """Return organisations with distinct names, regions in exact shares."""
    draw = chance("organisations")
    names = [
        f"{organisation} de {place} (démonstration)"
        for organisation, place in product(people.organisations, people.places)
    ]
    regions = apportion(people.regions, count)
    draw.shuffle(regions)
    return [
        _Organisation(name, region)
        for name, region in zip(draw.sample(names, count), regions, strict=True)
    ]


def _of_cohort(
    slug: str,
    activity: ActivityPlan,
    cohort: CohortPlan,
    organisations: Sequence[_Organisation],
    roles: Mapping[str, float],
) -> Iterator[Enrolment]:
    """Yield everybody enrolled in one cohort: each organisation once, some a second time."""
    draw = chance(slug, "roster")
    sent = [*organisations, *draw.choices(organisations, k=cohort.people - len(organisations))]
    done = apportion(activity.sessions_of_those_who_completed, cohort.completed)
    left = apportion(activity.sessions_of_the_others, cohort.people - cohort.completed)
    attendance = [(n, True) for n in done] + [(n, False) for n in left]
    draw.shuffle(attendance)
    has_role = apportion(roles, cohort.people)
    draw.shuffle(has_role)
    for organisation, role, (attended, completed) in zip(sent, has_role, attendance, strict=True):
        yield Enrolment(
            cohort=slug,
            organisation=organisation.name,
            region=organisation.region,
            role=role,
            sessions_attended=attended,
            completed=completed,
        )
