-- Who mentions some themes of one layer. One row per person. $activity, $layer, $themes
select distinct submission_id
from mentions
where
    activity = $activity
    and layer = $layer
    and theme in (select unnest($themes::integer[]))
