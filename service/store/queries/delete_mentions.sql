-- Forget the mentions of an activity, before the next ones are stored.
delete from mentions where activity = $activity
