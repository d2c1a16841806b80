-- The name and address of somebody on the roster of a cohort. One row, or none.
select people.name, people.email
from people
join enrolments on enrolments.person = people.person
where enrolments.cohort = $cohort and people.person = $person
