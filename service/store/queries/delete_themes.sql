-- Forget the themes of an activity, before the next ones are stored.
delete from themes where activity = $activity
