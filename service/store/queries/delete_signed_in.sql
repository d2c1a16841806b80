-- Sign a browser out.
delete from signed_in where token_hash = $token_hash
