alter table programmes add column zone varchar default 'America/Toronto';  -- dates are read in it

create table programme_salts (  -- random: one self-made code has another hash in each programme
    programme varchar primary key,
    salt      blob not null
);

create table matching_codes (  -- one row per submission that gave a self-made code; never the code
    submission_id uuid not null,
    survey        varchar not null,
    hashes        uuid[] not null  -- of the code without its first element, its second, ...
);
