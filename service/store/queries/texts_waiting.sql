-- How many texts in answer to each question may be read, and how many may not yet.
-- One row per survey and question to which some may not.
-- $surveys: list of survey slugs
select
    comments.survey,
    comments.question,
    count(told_texts.submission_id) as told,
    count(*) - count(told_texts.submission_id) as waiting
from comments
left join told_texts using (survey, question, submission_id)
where comments.survey in (select unnest($surveys::varchar[]))
group by all
having waiting > 0
order by all
