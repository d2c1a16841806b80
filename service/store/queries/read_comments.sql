-- What was read for one layer. One row per comment.
-- $activity, $layer
select submission_id, question, ideas, unsure, praise, spoken
from read_comments
where activity = $activity and layer = $layer
order by submission_id, question
