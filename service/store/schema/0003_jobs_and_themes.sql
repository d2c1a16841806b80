create table jobs (
    job_id      uuid primary key,
    kind        varchar not null,
    subject     varchar not null,  -- what it works on: an activity
    state       varchar not null,  -- queued, running, done, failed
    message     varchar,           -- why it failed
    created_at  timestamp not null,
    finished_at timestamp
);

create table theme_runs (  -- the latest run of each activity
    activity        varchar primary key,
    found_at        timestamp not null,
    comments        integer not null,
    respondents     integer not null,
    set_aside       integer not null,
    unsure          integer not null,  -- ideas in no theme
    embedder        varchar not null,
    suggestion_only boolean not null
);

create table themes (
    activity    varchar not null,
    rank        integer not null,  -- 1 has the most respondents
    label       struct(fr varchar, en varchar) not null,
    words       varchar[] not null,
    ideas       integer not null,
    stability   double,
    primary key (activity, rank)
);

create table mentions (  -- an idea in a theme: text[start:finish] of one comment
    activity      varchar not null,
    rank          integer not null,
    submission_id uuid not null,
    cohort        varchar not null,
    question      varchar not null,
    start         integer not null,
    finish        integer not null,
    quote         integer  -- 1 is the best quote of its theme; null: not a quote
);
