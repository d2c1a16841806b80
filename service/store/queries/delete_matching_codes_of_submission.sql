-- Forget what is kept of the personal code of one submission.
delete from matching_codes where submission_id in (select unnest($submissions::uuid[]))
