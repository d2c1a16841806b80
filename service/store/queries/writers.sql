-- Who wrote what was read for one layer and is still there.
-- One row per survey and set of questions under which the same people wrote.
-- $activity, $layer
select wrote.survey, surveys.cohort, wrote.questions, count(*) as people
from (
    select comments.survey, submission_id, list_sort(list(question)) as questions
    from read_comments
    inner join comments using (submission_id, question)
    where read_comments.activity = $activity and read_comments.layer = $layer
    group by comments.survey, submission_id
) as wrote
inner join surveys on surveys.slug = wrote.survey
group by wrote.survey, surveys.cohort, wrote.questions
order by wrote.survey, wrote.questions
