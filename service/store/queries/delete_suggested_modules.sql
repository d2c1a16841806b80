-- Forget the modules that the themes of an activity are near to.
delete from suggested_modules where activity = $activity
