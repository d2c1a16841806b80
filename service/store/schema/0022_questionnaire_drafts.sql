create table questionnaire_drafts (  -- questionnaires as people type them
    draft      uuid primary key,
    programme  varchar not null,
    text       varchar not null,  -- TOML, as it was typed, whether it can be read or not
    revision   integer not null,  -- from 1; one more at each save
    saved_by   uuid not null,     -- a user
    saved_at   timestamp not null,
    code       varchar,           -- what it was published as; null until then
    version    integer
);
