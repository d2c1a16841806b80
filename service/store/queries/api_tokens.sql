-- Tokens for programs. One row per token, the first made first.
select token_hash, token_id, user_id, programme, name, writes, made_on, used_on
from api_tokens
order by made_on, token_id
