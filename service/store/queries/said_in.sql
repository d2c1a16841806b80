-- In which surveys the phrases of a theme were said, in comments that are still there.
-- One row per theme, phrase and survey.
-- $activity
select distinct mentions.rank, unnest(mentions.says) as phrase, comments.survey
from mentions
inner join comments using (submission_id, question)
where mentions.activity = $activity
