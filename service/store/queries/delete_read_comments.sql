-- Forget what was read in an activity, before what the next run read is stored.
delete from read_comments where activity = $activity
