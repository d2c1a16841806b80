-- The themes of an activity, in the order they were found. One row per theme.
select rank, label, words, stability
from themes
where activity = $activity
order by rank
