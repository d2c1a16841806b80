-- What the events of an activity changed of one layer, from one on. One row per event that changed
-- anything. $activity, $layer, $since: a sequence
select sequence, effect::varchar
from theme_effects
where activity = $activity and layer = $layer and sequence >= $since
