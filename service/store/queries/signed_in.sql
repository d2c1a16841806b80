-- Until when browsers are signed in. One row per browser.
select token_hash, expires_at
from signed_in
where expires_at > $at::timestamp
