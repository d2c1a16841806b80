-- Which roles those have who mention each theme, in comments that are still there.
-- One row per theme, survey and role; role null: they did not say.
-- $activity, $layer
select
    mentions.theme,
    comments.survey,
    variant_extract(submissions.answers, 'role')::varchar as role,
    count(distinct submission_id) as respondents
from mentions
inner join comments using (submission_id, question)
inner join submissions using (submission_id)
where
    mentions.activity = $activity
    and mentions.layer = $layer
    and mentions.theme is not null
group by mentions.theme, comments.survey, role
