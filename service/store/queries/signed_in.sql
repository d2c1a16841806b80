-- Browsers that are signed in. One row per browser.
select token_hash, user_id, browser, since, expires_at
from signed_in
where expires_at > $at::timestamp
order by since, token_hash
