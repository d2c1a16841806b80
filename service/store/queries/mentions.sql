-- The ideas of one layer, in the order of their places.
-- One row per idea: analysis.themes.results.Mention as JSON.
-- $activity, $layer
select
    to_json(
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
    )::varchar as mention
from mentions
where activity = $activity and layer = $layer
order by submission_id, question, start, finish
