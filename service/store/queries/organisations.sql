-- The organisations of a programme. One row per organisation.
select name, region, kind
from organisations
where programme = $programme
order by name
