-- What people decided of the themes of an activity, first to last. One row per decision.
select sequence, decided_at, decided_by, decision::varchar
from theme_decisions
where activity = $activity
order by sequence
