-- What tells the standing layer of an activity from those before it. At most one row.
select
    found_at,
    (select count(*) from theme_decisions where activity = $activity) as decisions
from theme_runs
where activity = $activity and layer = 'standing'
