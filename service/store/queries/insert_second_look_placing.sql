-- Store where the second designer puts an idea, after all that was said before.
insert into second_look_placings by name
select
    $look_id as look_id,
    coalesce(max(sequence), 0) + 1 as sequence,
    $placed_at::timestamp as placed_at,
    $placed_by as placed_by,
    $submission_id as submission_id,
    $question as question,
    $start as start,
    $theme::integer as theme,
    $unclear as unclear,
    $stood::integer as stood
from second_look_placings
