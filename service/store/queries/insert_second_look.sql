-- Start a second look at the themes of an activity.
insert into second_looks by name
select
    $look_id as look_id,
    $activity as activity,
    $started_at::timestamp as started_at,
    $started_by as started_by,
    $first as first,
    $seed as seed,
    $readable as readable
