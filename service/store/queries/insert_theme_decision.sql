-- Store what somebody decided of a theme, after all that was decided before. Returns its sequence.
insert into theme_decisions by name
select
    $activity as activity,
    coalesce(max(sequence), 0) + 1 as sequence,
    $decided_at::timestamp as decided_at,
    $decided_by as decided_by,
    $decision::json as decision
from theme_decisions
where activity = $activity
returning sequence
