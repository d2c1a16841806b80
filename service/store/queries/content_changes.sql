-- The register of content changes of a programme, first to last. One row per event.
select event, stamp
from content_changes
where programme = $programme
order by sequence
