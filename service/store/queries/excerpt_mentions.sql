-- The ideas of some people in one layer and, of the themes concerned, those of others that are
-- quotes or, where these are few, would be the next: the first of each of a few people. In the order
-- of their places. One row per idea: analysis.themes.results.Mention as JSON, and its place among
-- the quotes.
-- $activity, $layer, $people, $themes: numbers, $theirs: whether those they mention too,
-- $few: people quoted, below which the next are wanted, $spare: people
with

layer as (
    from mentions
    where activity = $activity and layer = $layer
),

people as materialized (select unnest($people::uuid[]) as submission_id),

theirs as materialized (
    from layer
    semi join people using (submission_id)
),

concerned as materialized (
    select unnest($themes::integer[]) as theme
    union
    select theme from theirs where $theirs and theme is not null
),

quotes as materialized (
    from layer
    semi join concerned using (theme)
    anti join people using (submission_id)
    where quote is not null
),

short as (
    from concerned
    where
        theme not in (
            select theme
            from quotes
            group by theme
            having count(distinct submission_id) >= $few
        )
),

next as (
    select
        layer.*,
        dense_rank() over (partition by theme order by submission_id) as person,
        row_number() over (
            partition by theme, submission_id
            order by question, start, finish
        ) as nth
    from layer
    semi join short using (theme)
    anti join people using (submission_id)
)

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
    )::varchar as mention,
    quote
from (
    from theirs
    union all by name
    from quotes
    union all by name
    select * exclude (person, nth)
    from next
    where quote is null and person <= $spare and nth = 1
)
order by submission_id, question, start, finish
