-- What is kept of the personal codes of some surveys. One row per submission that gave one.
-- $surveys: list of survey slugs
select survey, submission_id, hashes
from matching_codes
where survey in (select unnest($surveys::varchar[]))
order by submission_id
