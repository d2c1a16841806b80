-- Note the day on which a token was used last.
update api_tokens set used_on = $used_on where token_hash = $token_hash
