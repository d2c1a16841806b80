-- Who is enrolled in a programme under a name. One row per person.
select distinct people.person, people.name, people.email
from people
join enrolments on enrolments.person = people.person
join cohorts on cohorts.slug = enrolments.cohort
join activities on activities.slug = cohorts.activity
where activities.programme = $programme
order by people.name, people.person
