-- Who is enrolled in a cohort, as it was given. One row per person.
select person, organisation, role, completed, sessions_counted
from enrolments
where cohort = $cohort
