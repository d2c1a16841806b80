-- Store when and how the themes of one layer were found.
insert into theme_runs by name
select
    $activity as activity,
    $layer as layer,
    $found_at::timestamp as found_at,
    $embedder as embedder,
    $suggestion_only as suggestion_only,
    $next_number as next_number
