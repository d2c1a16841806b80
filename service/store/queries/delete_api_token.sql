-- Revoke a token.
delete from api_tokens where token_hash = $token_hash
