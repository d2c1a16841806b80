-- The last session of a cohort at which somebody was noted. One row: its position, or null.
-- $cohort: slug
select max(session)
from attendances
where cohort = $cohort
