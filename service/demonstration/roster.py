"""Who is on the roster: made-up people without names, of made-up organisations, in exact counts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, product
from typing import NamedTuple
from uuid import UUID

from service.demonstration.apportion import apportion, chance
from service.demonstration.plan import ActivityPlan, CohortPlan, People
from surveys.roster import Attendance, Enrolment, Organisation
from surveys.texts import Slug


class Roster(NamedTuple):
    organisations: tuple[Organisation, ...]
    enrolments: tuple[Enrolment, ...]
    attendances: tuple[Attendance, ...]


class _Group(NamedTuple):
    """A cohort and the organisations that send people to it."""

    slug: Slug
    activity: ActivityPlan
    cohort: CohortPlan
    organisations: Sequence[Organisation]


def make_roster(programme: Slug, activities: Sequence[ActivityPlan], people: People) -> Roster:
    """Return everybody who takes part."""
    count = sum(cohort.organisations for cohort in activities[0].cohorts)
    organisations = tuple(_organisations(programme, people, count))
    roles: dict[UUID, str] = {}
    enrolments: list[Enrolment] = []
    attendances: list[Attendance] = []
    for group in _groups(activities, organisations):
        enrolled = list(_enrolments(group, people.roles, roles))
        roles |= {each.person: each.role for each in enrolled}
        enrolments += enrolled
        attendances += _attendances(group, enrolled)
    return Roster(organisations, tuple(enrolments), tuple(attendances))


def _organisations(programme: Slug, people: People, count: int) -> Iterator[Organisation]:
    """Yield organisations with distinct names, regions in exact shares."""
    draw = chance("organisations")
    kind_of = {each: kind for kind, organisations in people.kinds.items() for each in organisations}
    names = {
        f"{organisation} de {place} (démonstration)": kind_of[organisation]
        for organisation, place in product(people.organisations, people.places)
    }
    regions = apportion(people.regions, count)
    draw.shuffle(regions)
    for name, region in zip(draw.sample(list(names), count), regions, strict=True):
        yield Organisation(programme=programme, name=name, region=region, kind=names[name])


def _groups(
    activities: Sequence[ActivityPlan], organisations: Sequence[Organisation]
) -> Iterator[_Group]:
    """Yield who sends people to each cohort.

    The first activity is the way in: each organisation comes to it once. Those of a
    later activity are drawn among the organisations that came in before it began.
    """
    way_in, *courses = activities
    unseen = iter(organisations)
    came_in: list[tuple[date, Organisation]] = []
    for slug, cohort in way_in.by_slug().items():
        new = list(islice(unseen, cohort.organisations))
        came_in += [(cohort.starts_on, organisation) for organisation in new]
        yield _Group(slug, way_in, cohort, new)
    for course in courses:
        taken: set[str] = set()
        for slug, cohort in course.by_slug().items():
            free = [
                each for day, each in came_in if day < cohort.starts_on and each.name not in taken
            ]
            drawn = chance(slug, "organisations").sample(free, cohort.organisations)
            taken.update(each.name for each in drawn)
            yield _Group(slug, course, cohort, drawn)


def _enrolments(
    group: _Group, shares: Mapping[str, float], known: Mapping[UUID, str]
) -> Iterator[Enrolment]:
    """Yield everybody enrolled: one person of each organisation, a second or third of some.

    Whom an organisation sends to a course are those whom it sent to the webinar, as far
    as they go; a person keeps their role, which `known` holds.
    """
    draw = chance(group.slug, "roster")
    people, organisations = group.cohort.people, group.organisations
    sent = [*organisations, *draw.choices(organisations, k=people - len(organisations))]
    roles = apportion(shares, people)
    draw.shuffle(roles)
    of_organisation = Counter[str]()
    for organisation, role in zip(sent, roles, strict=True):
        of_organisation[organisation.name] += 1
        person = _person(organisation.name, of_organisation[organisation.name])
        yield Enrolment(
            cohort=group.slug,
            person=person,
            organisation=organisation.name,
            role=known.get(person, role),
        )


def _person(organisation: str, number: int) -> UUID:
    return UUID(int=chance("person", organisation, str(number)).getrandbits(128), version=4)


def _attendances(group: _Group, enrolled: Sequence[Enrolment]) -> Iterator[Attendance]:
    """Yield who was there when.

    Those who completed missed some session or other; the others left after some.
    """
    activity, cohort = group.activity, group.cohort
    draw = chance(group.slug, "attendance")
    done = apportion(activity.sessions_of_those_who_completed, cohort.completed)
    left = apportion(activity.sessions_of_the_others, cohort.people - cohort.completed)
    held = range(1, len(activity.sessions) + 1)
    attended = [sorted(draw.sample(held, count)) for count in done]
    attended += [list(held[:count]) for count in left]
    draw.shuffle(attended)
    for each, sessions in zip(enrolled, attended, strict=True):
        for session in sessions:
            yield Attendance(cohort=group.slug, session=session, person=each.person)
