-- How many participants mention each theme, in comments that are still there.
-- One row per theme and survey; theme null: how many have an idea in none.
-- $activity, $layer
select mentions.theme, comments.survey, count(distinct submission_id) as respondents
from mentions
inner join comments using (submission_id, question)
where mentions.activity = $activity and mentions.layer = $layer
group by mentions.theme, comments.survey
