drop table sign_in_links;  -- until here a link signed a browser in, and nobody had a name

drop table signed_in;

create table users (  -- who signs in; `password` is the argon2id hash, null until one is chosen
    user_id       uuid primary key,
    email         varchar not null,
    name          varchar not null,
    language      varchar not null,
    administrator boolean not null,
    active        boolean not null,
    password      varchar,
    created_at    timestamp not null
);

create table user_roles (  -- one row per user, programme and role
    user_id   uuid not null,
    programme varchar not null,
    role      varchar not null
);

create table one_time_links (  -- only hashes are kept: the file does not let anybody in
    token_hash varchar primary key,
    user_id    uuid,  -- whose password it chooses; null: makes the first administrator
    expires_at timestamp not null
);

create table signed_in (  -- one row per browser
    token_hash varchar primary key,
    user_id    uuid not null,
    browser    varchar not null,
    since      timestamp not null,
    expires_at timestamp not null
);
