-- What was read for one layer, in the order of the comments.
-- One row per comment: analysis.themes.results.ReadComment as JSON.
-- $activity, $layer
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
where activity = $activity and layer = $layer
order by submission_id, question
