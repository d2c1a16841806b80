-- Those on the roster of a cohort whose name is kept, by name. One row per person.
select people.person, people.name, people.email
from enrolments
join people using (person)
where enrolments.cohort = $cohort
order by lower(people.name), people.email, people.person
