-- The sessions of one cohort, in order. One row per session.
select position, title, held_on, minutes
from sessions
where cohort = $cohort
order by position
