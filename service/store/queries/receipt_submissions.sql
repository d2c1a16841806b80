-- What stands under a receipt. One row per submission that has it: none, one, or more where
-- programs chose their codes badly.
-- It scans every submission, whatever is looked for, so that its time tells nothing.
-- $receipt: surveys.receipts.receipt_hash
with

found as (

    from submissions where receipt = $receipt::uuid

),

written as (

    select submission_id, map(list(question), list(text))::json as comments
    from comments
    where submission_id in (select submission_id from found)
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
from found
left join written using (submission_id)
left join matching_codes using (submission_id, survey)
