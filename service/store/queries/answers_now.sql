-- Nothing: a transaction sees the file as it is at its first statement that reads it.
select submission_id
from submissions
limit 0
