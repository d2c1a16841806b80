-- What was proposed to split a theme in answer to one question. At most one row.
-- $activity, $asked
select found_at, proposed from split_proposals
where activity = $activity and asked = $asked
