-- What was told of surveys. One row per survey, dimension, item and step; the latest step first.
-- $surveys: list of survey slugs
select survey, dimension, item, step, parts::varchar as parts
from told_tables
where survey in (select unnest($surveys::varchar[]))
order by step desc
