-- When and how the themes of one layer were found. At most one row.
select found_at, embedder, suggestion_only, next_number
from theme_runs
where activity = $activity and layer = $layer
