-- Put corrected answers in the place of those of a submission. Returns a row if it is there.
-- The day it was received stays, and so does its receipt.
update submissions
set language = $language, answers = $answers::json::variant, quotable = $quotable
where submission_id = $submission_id
returning submission_id
