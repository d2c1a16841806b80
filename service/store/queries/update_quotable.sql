-- Give or withdraw consent to be quoted. Returns a row if the submission is there.
update submissions
set quotable = $quotable
where submission_id = $submission_id
returning submission_id
