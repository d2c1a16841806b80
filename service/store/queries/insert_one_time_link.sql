-- Keep the hash of a new link.
insert into one_time_links values ($token_hash, $user, $expires_at::timestamp)
