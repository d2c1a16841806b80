-- What the last search said of the latest cohort. At most one row.
select watch::varchar from theme_watches where activity = $activity
