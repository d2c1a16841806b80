-- The vectors of one model for what was written in some surveys, and those that nobody holds yet:
-- a search that was cut short left them. One row per text.
-- $model, $surveys
select text_hash, vector
from vectors
where
    model = $model
    and (
        text_hash not in (select text_hash from vector_holders)
        or text_hash in (
            select vector_holders.text_hash
            from vector_holders
            inner join submissions using (submission_id)
            where list_contains($surveys::varchar[], submissions.survey)
        )
    )
