-- Forget where a second designer put the ideas of one submission.
delete from second_look_placings where submission_id in (select unnest($submissions::uuid[]))
