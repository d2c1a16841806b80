-- The themes of one layer, by number. One row per theme.
select number, label, words, stability, coherence, name, dismissed, confirmed, locked, origin
from themes
where activity = $activity and layer = $layer
order by number
