-- How many people and ideas are in the themes of one layer. One row per theme with an idea.
-- $activity, $layer
select theme, count(distinct submission_id) as respondents, count(*) as ideas
from mentions
where activity = $activity and layer = $layer and theme is not null
group by theme
