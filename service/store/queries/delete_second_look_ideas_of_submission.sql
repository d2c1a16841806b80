-- Forget which ideas of one submission were drawn: its comments are no longer what was read.
delete from second_look_ideas where submission_id in (select unnest($submissions::uuid[]))
