-- Forget the coded answers of one submission. Returns a row if they were there.
delete from submissions where submission_id = $submission_id
returning submission_id
