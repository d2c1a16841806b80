-- How many were noted at each session of a cohort, and how many attended by the rule.
-- One row per session at which anybody was noted.
select
    attendances.session,
    count(*) as noted,
    count(attended.person) as attended
from attendances
left join attended using (cohort, session, person)
where attendances.cohort = $cohort
group by attendances.session
