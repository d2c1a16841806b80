-- Keep the hash of a new sign-in link.
insert into sign_in_links values ($token_hash, $expires_at::timestamp, null)
