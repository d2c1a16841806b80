-- Put what is proposed to split a theme in the place of the last answer to the same question.
-- $activity, $asked, $found_at, $proposed
insert or replace into split_proposals (activity, asked, found_at, proposed)
values ($activity, $asked, $found_at, $proposed)
