-- The sessions of these cohorts, in order. One row per session.
-- $cohorts: list of cohort slugs
select cohort, position, title, held_on, minutes
from sessions
where cohort in (select unnest($cohorts::varchar[]))
order by cohort, position
