-- What was read for one layer and is still there. One row per survey and question.
-- $activity, $layer
select
    comments.survey,
    surveys.cohort,
    comments.question,
    count(*) as comments,
    count(distinct submission_id) filter (read_comments.ideas > 0) as respondents,
    count(*) filter (read_comments.ideas = 0) as set_aside,
    sum(read_comments.unsure) as unsure,
    count(*) filter (read_comments.praise) as praise
from read_comments
inner join comments using (submission_id, question)
inner join surveys on surveys.slug = comments.survey
where read_comments.activity = $activity and read_comments.layer = $layer
group by comments.survey, surveys.cohort, comments.question
order by comments.survey, comments.question
