-- Spend a link: returns a row if it was there and in time, once only.
delete from one_time_links
where token_hash = $token_hash and expires_at > $at::timestamp
returning user_id
