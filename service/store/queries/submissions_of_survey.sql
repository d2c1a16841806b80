-- How many submissions one survey has. One row.
-- $survey: its slug
select count(*) as submissions
from submissions
where survey = $survey
