-- Keep the number of the next new theme of one layer.
update theme_runs set next_number = $next_number
where activity = $activity and layer = $layer
