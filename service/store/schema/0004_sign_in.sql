create table sign_in_links (  -- only hashes are kept: the file does not let anybody in
    token_hash varchar primary key,
    expires_at timestamp not null,
    spent_at   timestamp
);

create table signed_in (  -- one row per browser
    token_hash varchar primary key,
    expires_at timestamp not null
);
