-- What tells the themes of an activity from those before: a search, a decision or an answer to
-- what is proposed changes it. At most one row.
select
    found_at,
    exists(from theme_runs where activity = $activity and layer = 'proposed') as proposes,
    (select count(*) from theme_decisions where activity = $activity) as decisions
from theme_runs
where activity = $activity and layer = 'standing'
