-- How many submissions each survey has, or had before it was anonymised. One row per survey that
-- has any.
select survey, count(*) as submissions
from submissions
group by survey

union all

select survey, answers
from anonymous_counts
where dimension is null and item = ''
