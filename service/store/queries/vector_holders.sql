-- Who wrote which text in some surveys. One row per text and submission.
-- $surveys
select vector_holders.text_hash, submission_id
from vector_holders
inner join submissions using (submission_id)
where list_contains($surveys::varchar[], submissions.survey)
