-- Forget of which modules one submission speaks: its comments are no longer what was read.
delete from module_ideas where submission_id in (select unnest($submissions::uuid[]))
