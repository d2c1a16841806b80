-- What the events of an activity changed of what stands, from one on. One row per event that changed
-- anything. $activity, $since: a sequence
select sequence, effect::varchar
from theme_effects
where activity = $activity and layer = 'standing' and sequence >= $since
