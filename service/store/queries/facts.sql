-- Every fact of a programme, in the order of entering. One row per fact.
select programme, activity, code, name, value, unit, source, "on"
from facts
where programme = $programme
order by position
