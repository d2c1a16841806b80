-- Forget that the comments of one submission were read for themes: they are no longer what was read.
delete from read_comments where submission_id in (select unnest($submissions::uuid[]))
