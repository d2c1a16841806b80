-- Which surveys somebody answered. One row each.
select distinct survey
from submissions
