-- Where answers stand in the file, and what a column holds of them. One row per submission that
-- the table knows. `{table}`, `{key}` (where ids of answers stand) and `{column}` are names in
-- quotation marks.
select
    submissions.survey,
    submissions.received_on,
    submissions.rowid as arrival,
    min(kept.{column}) as value
from {table} as kept
join submissions on submissions.submission_id = try_cast(kept.{key}::varchar as uuid)
where kept.{column} is not null
group by all
order by arrival
