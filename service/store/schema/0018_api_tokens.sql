create table api_tokens (  -- only hashes are kept: the file calls nothing
    token_hash varchar primary key,
    token_id   uuid not null,
    user_id    uuid not null,
    programme  varchar not null,
    name       varchar not null,
    writes     boolean not null,
    made_on    date not null,
    used_on    date
);
