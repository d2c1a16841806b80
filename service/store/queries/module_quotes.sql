-- Where the ideas stand that are nearest to each module, best first: of each survey at most
-- $most, each of another participant, whose comment is still there. One row per idea. $activity
with heard as (
    select
        module_ideas.*,
        comments.survey,
        comments.text,
        submissions.quotable
    from module_ideas
    inner join comments using (submission_id, question)
    inner join submissions using (submission_id)
    where module_ideas.activity = $activity
    qualify row_number() over (partition by item, submission_id order by position) = 1
)

select item, survey, language, text, start, finish, quotable, hint
from heard
qualify row_number() over (partition by item, survey order by position) <= $most
order by item, position
