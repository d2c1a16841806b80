insert into jobs  -- what was found before does not tell who said the words: it is sought again
select gen_random_uuid(), 'find_themes', activity, 'queued', null, found_at, null from theme_runs;

drop table theme_runs;
drop table mentions;
delete from themes;

create table theme_runs (  -- the latest run of each activity
    activity        varchar primary key,
    found_at        timestamp not null,
    embedder        varchar not null,
    suggestion_only boolean not null
);

create table mentions (  -- an idea in a theme: text[start:finish] of one comment
    activity      varchar not null,
    rank          integer not null,
    submission_id uuid not null,
    question      varchar not null,
    start         integer not null,
    finish        integer not null,
    language      varchar not null,   -- of the idea
    says          integer[] not null, -- 0: label.fr of its theme; 1: label.en; then words, from 2
    quote         integer             -- 1 is the best quote of its theme; null: not a quote
);

create table read_comments (  -- where themes were sought; what was read and still stands in comments
    activity      varchar not null,
    submission_id uuid not null,
    question      varchar not null,
    ideas         integer not null,  -- 0: it names no need
    unsure        integer not null   -- ideas in no theme
);
