-- Keep a browser signed in.
insert into signed_in
values ($token_hash, $user, $browser, $since::timestamp, $expires_at::timestamp)
