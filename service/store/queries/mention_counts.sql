-- How many participants mention each theme, in comments that are still there.
-- One row per theme and survey.
-- $activity
select mentions.rank, comments.survey, count(distinct submission_id) as respondents
from mentions
inner join comments using (submission_id, question)
where mentions.activity = $activity
group by mentions.rank, comments.survey
