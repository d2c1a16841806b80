-- The ideas of one layer, in the order of their places.
-- One row: a JSON list of analysis.themes.results.Mention; none without ideas.
-- $activity, $layer
select
    to_json(
        list(
            {
                theme: theme,
                submission_id: submission_id,
                question: question,
                start: start,
                "end": finish,
                language: language,
                says: says,
                unsure: unsure,
                pinned: pinned
            }
            order by submission_id, question, start, finish
        )
    )::varchar as mentions
from mentions
where activity = $activity and layer = $layer
having count(*) > 0
