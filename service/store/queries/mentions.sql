-- The ideas of one layer, in the order of their places. One row per idea.
-- $activity, $layer
select
    theme,
    submission_id,
    question,
    start,
    finish,
    language,
    says,
    quote,
    unsure,
    pinned
from mentions
where activity = $activity and layer = $layer
order by submission_id, question, start, finish
