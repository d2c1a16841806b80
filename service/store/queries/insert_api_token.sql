-- Keep the hash of a new token, and what it is for.
insert into api_tokens
values ($token_hash, $token_id, $user, $programme, $name, $writes, $made_on, null)
