-- Which surveys somebody answered. One row each.
select survey
from submissions

union

select survey
from anonymous_counts
