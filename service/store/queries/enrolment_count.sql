-- How many are on the roster of a cohort, those whose name is gone too. One row.
select count(*) as people
from enrolments
where cohort = $cohort
