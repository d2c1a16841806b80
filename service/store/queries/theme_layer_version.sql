-- What tells one layer from those before: when it was found, and how many events there were.
-- At most one row. $activity, $layer
select
    found_at,
    (select count(*) from theme_decisions where activity = $activity) as decisions
from theme_runs
where activity = $activity and layer = $layer
