-- The second look at the themes of an activity that was started last, and who took it. One row.
-- $activity
select
    look_id,
    started_at,
    started_by,
    first,
    seed,
    readable,
    ended_at,
    (
        select arg_min(placed_by, sequence)
        from second_look_placings
        where second_look_placings.look_id = second_looks.look_id
    ) as reader
from second_looks
where activity = $activity
order by started_at desc
limit 1
