-- Keep a browser signed in.
insert into signed_in values ($token_hash, $expires_at::timestamp)
