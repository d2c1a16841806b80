-- What people wrote in answer to the question `testimonial` and agreed to be quoted with, as far
-- as it may be read.
-- One row per comment, in an order that does not tell who came first.
-- $surveys: list of survey slugs
select comments.survey, submissions.language, comments.text
from comments
inner join submissions using (submission_id)
semi join told_texts
    on
        comments.survey = told_texts.survey
        and comments.question = told_texts.question
        and comments.submission_id = told_texts.submission_id
where
    comments.question = 'testimonial'
    and submissions.quotable
    and comments.survey in (select unnest($surveys::varchar[]))
order by sha256(comments.text)
