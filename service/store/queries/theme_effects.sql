-- What the events of an activity changed of what stands. One row per event that changed anything.
select sequence, effect::varchar
from theme_effects
where activity = $activity and layer = 'standing'
