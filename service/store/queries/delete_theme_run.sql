-- Forget one layer of an activity, before the next one is stored.
delete from theme_runs where activity = $activity and layer = $layer
