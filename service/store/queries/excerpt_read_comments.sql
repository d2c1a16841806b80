-- What was read for one layer of what some people wrote, in the order of the comments.
-- One row per comment: analysis.themes.results.ReadComment as JSON.
-- $activity, $layer, $people
select
    to_json(
        {
            submission_id: submission_id,
            question: question,
            ideas: ideas,
            unsure: unsure,
            praise: praise,
            spoken: spoken
        }
    )::varchar as read_comment
from read_comments
where
    activity = $activity
    and layer = $layer
    and submission_id in (select unnest($people::uuid[]))
order by submission_id, question
