-- What people decided of the themes of an activity, from one on. One row per decision.
-- $activity, $since: a sequence
select sequence, decided_at, decided_by, decision::varchar
from theme_decisions
where activity = $activity and sequence >= $since
order by sequence
