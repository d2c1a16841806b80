-- The activities of which a search proposes something, or said that something rises.
-- One row per activity.
select activity from theme_runs where layer = 'proposed'
union
select activity from theme_watches where json_array_length(watch, '$.alarms') > 0
