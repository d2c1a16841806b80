-- Which submissions were erased. One row per submission.
select submission_id from erased
