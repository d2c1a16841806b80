-- What was written in an activity, in answer to these questions, as far as it may be read.
-- One row per comment: analysis.inputs.Comment as JSON; in an order that does not tell who came first.
-- $surveys, $questions: one pair a place, so that a question counts only where it groups into themes
with

asked as (

    select unnest($surveys::varchar[]) as survey, unnest($questions::varchar[]) as question

)

select
    to_json(
        {
            submission_id: comments.submission_id,
            survey: comments.survey,
            question: comments.question,
            language: submissions.language,
            text: comments.text
        }
    )::varchar as comment
from comments
inner join asked using (survey, question)
inner join submissions using (submission_id)
semi join told_texts
    on
        comments.survey = told_texts.survey
        and comments.question = told_texts.question
        and comments.submission_id = told_texts.submission_id
order by comments.submission_id, comments.question
