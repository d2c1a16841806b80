-- Who is on the roster of a cohort, with the names that are kept. One row per person.
select
    roster.person,
    coalesce(people.name, '') as name,
    coalesce(people.email, '') as email,
    roster.organisation,
    roster.role,
    roster.sessions_attended,
    roster.completed
from roster
left join people on people.person = roster.person
where roster.cohort = $cohort
order by strip_accents(lower(people.name)) nulls last, people.email, roster.organisation, roster.person
