-- Forget what the last search said of the latest cohort, before the next one says it.
delete from theme_watches where activity = $activity
