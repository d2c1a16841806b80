-- Forget which themes the ideas of an activity are nearest to, before others are found.
delete from nearest_themes where activity = $activity
