-- Who came at least once. One row per cohort, role and region; both as the roster has them.
select cohort, role, region, count(*) as people
from roster
where sessions_attended > 0
group by cohort, role, region
