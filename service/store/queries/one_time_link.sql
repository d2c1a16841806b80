-- For whom a link is that can still be opened. One row, or none.
select user_id
from one_time_links
where token_hash = $token_hash and expires_at > $at::timestamp
