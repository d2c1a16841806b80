-- What has this receipt. One row per submission that has it: none, one, or more where programs
-- chose their codes badly.
-- It scans every submission, whatever is looked for, so that its time tells nothing.
-- $receipt: surveys.receipts.receipt_hash
select submission_id from submissions where receipt = $receipt::uuid
