-- Store who wrote which text, where that is not there yet and the submission still is.
-- $rows: JSON list of {text_hash, submission_id}, the first in hexadecimal
with

given as (

    select distinct unhex(row.text_hash) as text_hash, row.submission_id
    from (
        select
            unnest(from_json($rows, '[{"text_hash": "VARCHAR", "submission_id": "UUID"}]')) as row
    )

)

insert into vector_holders by name
select given.text_hash, given.submission_id
from given
semi join submissions using (submission_id)
anti join vector_holders using (text_hash, submission_id)
