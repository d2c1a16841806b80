-- Tell of a theme that people decided something of in what is proposed, if it is not there: last.
insert into themes by name
select
    stands.* replace (
        'proposed' as layer,
        (
            select coalesce(max(position), 0) + 1
            from themes
            where activity = $activity and layer = 'proposed'
        ) as position
    )
from themes as stands
where
    stands.activity = $activity
    and stands.layer = 'standing'
    and stands.number = $number
    and exists(from theme_runs where activity = $activity and layer = 'proposed')
    and not exists(
        from themes
        where activity = $activity and layer = 'proposed' and number = $number
    )
