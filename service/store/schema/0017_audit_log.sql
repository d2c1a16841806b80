create table audit_log (  -- only ever added to; each line's hash holds the hash of the line before
    number  bigint primary key,
    happened_at timestamp not null,
    actor   varchar not null,  -- the id of a user, or "command line"; never a name
    action  varchar not null,
    subject varchar not null,
    hash    varchar not null
);
