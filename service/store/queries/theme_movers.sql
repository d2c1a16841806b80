-- How many people have ideas that would go from a theme that stands into one that is new or, where
-- their theme would be no more, into any other. One row per theme that stands. $activity
with

numbers as (

    select distinct layer, theme
    from mentions
    where activity = $activity and theme is not null

)

select stands.theme, count(distinct submission_id) as people
from mentions as stands
inner join mentions as wanted using (activity, submission_id, question, start)
where
    stands.activity = $activity
    and stands.layer = 'standing'
    and wanted.layer = 'proposed'
    and stands.theme <> wanted.theme
    and (
        stands.theme not in (select theme from numbers where layer = 'proposed')
        or wanted.theme not in (select theme from numbers where layer = 'standing')
    )
group by stands.theme
