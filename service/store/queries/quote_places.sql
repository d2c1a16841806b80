-- Where among the ideas of one layer the quotes are, from 0; of each theme best first.
-- One row per quote. $activity, $layer
select theme, place
from (
    select
        theme,
        quote,
        row_number() over (order by submission_id, question, start, finish) - 1 as place
    from mentions
    where activity = $activity and layer = $layer
)
where quote is not null
order by theme, quote
