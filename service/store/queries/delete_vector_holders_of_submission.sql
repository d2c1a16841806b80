-- Forget which texts one submission wrote.
delete from vector_holders where submission_id in (select unnest($submissions::uuid[]))
