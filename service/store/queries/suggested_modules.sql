-- The modules that the themes of an activity are near to, nearest first. One row per pair.
-- $activity
select theme, item, nearness
from suggested_modules
where activity = $activity
order by theme, nearness desc, item
