create table second_looks (  -- rounds in which another designer places some ideas again, blindly
    look_id    uuid primary key,
    activity   varchar not null,
    started_at timestamp not null,
    started_by uuid not null,
    first      uuid not null,    -- who has decided most about the themes: cannot take the second look
    seed       varchar not null, -- hex: which ideas are drawn, and in what order
    readable   integer not null, -- ideas that could have been drawn
    ended_at   timestamp         -- all were placed; null: not yet
);

create table second_look_ideas (  -- what was drawn and still stands in comments: text[start:finish]
    look_id       uuid not null,
    position      integer not null, -- from 1, in the order to read them
    submission_id uuid not null,
    question      varchar not null,
    start         integer not null,
    finish        integer not null
);

create table second_look_placings (  -- what the second designer said: added to, erased with the idea
    look_id       uuid not null,
    sequence      integer not null, -- from 1, in the whole file
    placed_at     timestamp not null,
    placed_by     uuid not null,
    submission_id uuid not null,
    question      varchar not null,
    start         integer not null,
    theme         integer,          -- null: in none, or unclear
    unclear       boolean not null,
    stood         integer           -- where the idea was at that moment; null: in none
);
