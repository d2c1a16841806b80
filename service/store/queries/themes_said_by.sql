-- The themes that some submissions mention, with what their ideas say: places among label.fr, label.en
-- and the words. One row per layer and theme.
-- $submissions: list of ids
with

concerned as (

    select distinct activity, layer, theme
    from mentions
    where submission_id in (select unnest($submissions::uuid[])) and theme is not null

),

saying as (

    select
        activity, layer, theme, unnest(says) as place,
        submission_id in (select unnest($submissions::uuid[])) as own
    from mentions
    inner join concerned using (activity, layer, theme)

)

select
    themes.activity,
    themes.layer,
    themes.number,
    themes.label,
    themes.words,
    list_distinct(list(place) filter (own)) as hers,
    list_distinct(list(place) filter (not own)) as theirs
from themes
inner join saying
    on saying.activity = themes.activity
    and saying.layer = themes.layer
    and saying.theme = themes.number
group by all
