-- How many submissions each survey has. One row per survey that has any.
select survey, count(*) as submissions
from submissions
group by survey
