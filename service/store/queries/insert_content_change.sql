-- Add an event to the register of content changes of a programme.
insert into content_changes by name
select
    $programme as programme,
    coalesce(max(sequence), 0) + 1 as sequence,
    $event as event,
    $stamp as stamp
from content_changes
where programme = $programme
