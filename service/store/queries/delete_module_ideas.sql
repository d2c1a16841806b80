-- Forget what was heard of the modules of an activity.
delete from module_ideas where activity = $activity
