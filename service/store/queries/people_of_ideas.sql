-- Whose some ideas of one layer are, by analysis.themes.results.Mention.idea.
-- One row per person. $activity, $layer, $ideas
select distinct submission_id
from mentions
where
    activity = $activity
    and layer = $layer
    and idea_name(submission_id, question, start) in (select unnest($ideas::varchar[]))
