-- Which of these submissions are stored, and what they say.
-- One row per submission that is stored.
-- $ids: list of submission ids
with

asked as (

    select unnest($ids::uuid[]) as submission_id

),

written as (

    select submission_id, map(list(question), list(text))::json as comments
    from comments
    where submission_id in (from asked)
    group by submission_id

)

select
    submission_id,
    survey,
    received_on,
    language,
    answers::json as answers,
    coalesce(written.comments, '{}') as comments,
    quotable,
    receipt,
    coalesce(matching_codes.hashes, []) as matching
from submissions
left join written using (submission_id)
left join matching_codes using (submission_id, survey)
where submission_id in (from asked)
