-- Store when and how a run found its themes.
insert into theme_runs by name
select
    $activity as activity,
    $found_at::timestamp as found_at,
    $embedder as embedder,
    $suggestion_only as suggestion_only
