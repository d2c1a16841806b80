-- What was written in an activity, in answer to these questions.
-- One row: a JSON list of analysis.inputs.Comment, in an order that does not tell who came first.
-- $surveys, $questions: one pair a place, so that a question counts only where it groups into themes
with

asked as (

    select unnest($surveys::varchar[]) as survey, unnest($questions::varchar[]) as question

)

select
    coalesce(
        to_json(
            list(
                {
                    submission_id: comments.submission_id,
                    survey: comments.survey,
                    question: comments.question,
                    language: submissions.language,
                    text: comments.text
                }
                order by comments.submission_id, comments.question
            )
        ),
        '[]'
    )::varchar as comments
from comments
inner join asked using (survey, question)
inner join submissions using (submission_id)
