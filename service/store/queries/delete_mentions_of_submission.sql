-- Forget in which themes one submission is: its comments are no longer what was read.
delete from mentions where submission_id in (select unnest($submissions::uuid[]))
