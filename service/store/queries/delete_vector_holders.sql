-- Forget that somebody wrote a text, where it is no idea any more.
-- $rows: JSON list of {text_hash, submission_id}, the first in hexadecimal
delete from vector_holders
using (
    select unhex(row.text_hash) as text_hash, row.submission_id
    from (
        select
            unnest(from_json($rows, '[{"text_hash": "VARCHAR", "submission_id": "UUID"}]')) as row
    )
) as gone
where
    vector_holders.text_hash = gone.text_hash
    and vector_holders.submission_id = gone.submission_id
