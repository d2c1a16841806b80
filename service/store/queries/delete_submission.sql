-- Forget the coded answers of one submission.
delete from submissions where submission_id in (select unnest($submissions::uuid[]))
