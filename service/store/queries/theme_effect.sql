-- What an event changed of each layer. One row per layer that is still there.
-- $activity, $sequence
select layer, effect::varchar, wording::varchar, watch::varchar, watched::varchar
from theme_effects
where activity = $activity and sequence = $sequence
