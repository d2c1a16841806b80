-- Forget what was proposed to split themes of an activity: another search took its place.
-- $activity
delete from split_proposals where activity = $activity
