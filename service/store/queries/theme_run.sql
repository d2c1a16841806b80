-- The latest run of an activity. At most one row.
select found_at, embedder, suggestion_only
from theme_runs
where activity = $activity
