-- Forget what was written in one submission.
delete from comments where submission_id in (select unnest($submissions::uuid[]))
