-- Spend a sign-in link: returns a row if it was there, unspent and in time, once only.
update sign_in_links
set spent_at = $at::timestamp
where token_hash = $token_hash and spent_at is null and expires_at > $at::timestamp
returning token_hash
