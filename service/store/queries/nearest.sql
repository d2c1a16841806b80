-- Which themes the ideas of one theme, or those in none, are nearest to. One row per idea.
-- $activity, $theme: null for those in none
select submission_id, question, nearest_themes.start, nearest_themes.themes
from nearest_themes
inner join mentions using (activity, submission_id, question, start)
where
    mentions.activity = $activity
    and mentions.layer = 'standing'
    and mentions.theme is not distinct from $theme
