-- The answers of one survey, in the order in which they stand in the file. One row per submission.
-- $survey
select submission_id, rowid, received_on, language, answers::json as answers
from submissions
where survey = $survey
order by rowid
