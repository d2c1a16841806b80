-- The register of incidents, as it was written. One row per line: an incident has several where it
-- was corrected.
select number, entered_at, entered_by, incident::varchar
from incidents
order by entered_at, number
