-- Who was noted at which session of a cohort, whatever the rule. One row per person and session.
select session, person
from attendances
where cohort = $cohort
