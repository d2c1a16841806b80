-- What was read for one layer, in the order of the comments.
-- One row: a JSON list of analysis.themes.results.ReadComment; none without comments.
-- $activity, $layer
select
    to_json(
        list(
            {
                submission_id: submission_id,
                question: question,
                ideas: ideas,
                unsure: unsure,
                praise: praise,
                spoken: spoken
            }
            order by submission_id, question
        )
    )::varchar as read_comments
from read_comments
where activity = $activity and layer = $layer
having count(*) > 0
