-- Store what an event changed of one layer.
insert into theme_effects by name
select
    $activity as activity,
    $layer as layer,
    $sequence as sequence,
    $effect::json as effect,
    $wording::json as wording,
    $watch::json as watch,
    $watched::json as watched
