-- Store what a run found in all.
insert into theme_runs by name
select
    $activity as activity,
    $found_at::timestamp as found_at,
    $comments as comments,
    $respondents as respondents,
    $set_aside as set_aside,
    $unsure as unsure,
    $embedder as embedder,
    $suggestion_only as suggestion_only
