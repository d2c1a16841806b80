-- Which of these links were reminded on a day. One row per link.
-- $hashes: list of hashes; $day
select token_hash
from reminders_sent
where sent_on = $day and token_hash in (select unnest($hashes::varchar[]))
