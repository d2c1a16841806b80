insert into jobs  -- what was found before has no identity to keep: it is sought again
select gen_random_uuid(), 'find_themes', activity, 'queued', null, found_at, null
from theme_runs
where activity not in (
    select subject from jobs where kind = 'find_themes' and state in ('queued', 'running')
);

drop table theme_runs;
drop table themes;
drop table mentions;
drop table read_comments;

-- Each activity has two layers at most. "standing" is what its pages show; "proposed" is what the
-- last search would rather have, until somebody accepts it or discards it.
create table theme_runs (
    activity        varchar not null,
    layer           varchar not null,
    found_at        timestamp not null,
    embedder        varchar not null,
    suggestion_only boolean not null,
    next_number     integer not null, -- of the next new theme: above all that were ever given
    primary key (activity, layer)
);

create table themes (
    activity  varchar not null,
    layer     varchar not null,
    number    integer not null, -- the same theme in both layers, and from search to search
    position  integer not null, -- from 1, in the order they were found
    label     struct(fr varchar, en varchar) not null,
    words     varchar[] not null,
    stability double,
    coherence double,
    name      struct(fr varchar, en varchar), -- given by people; null: the label
    dismissed boolean not null,
    locked    boolean not null,
    origin    varchar not null,
    primary key (activity, layer, number)
);

create table mentions (  -- every idea: text[start:finish] of one comment
    activity      varchar not null,
    layer         varchar not null,
    theme         integer,            -- null: unsure
    submission_id uuid not null,
    question      varchar not null,
    start         integer not null,
    finish        integer not null,
    language      varchar not null,   -- of the idea
    says          integer[] not null, -- 0: label.fr of its theme; 1: label.en; then words, from 2
    quote         integer,            -- 1 is the best quote of its theme; null: not a quote
    unsure        varchar,            -- why it is in no theme
    pinned        boolean not null    -- a person decided where it is
);

create table read_comments (  -- where themes were sought; what was read and still stands in comments
    activity      varchar not null,
    layer         varchar not null,
    submission_id uuid not null,
    question      varchar not null,
    ideas         integer not null, -- 0: it names no need
    unsure        integer not null, -- ideas in no theme
    praise        boolean not null, -- it only praises in general
    spoken        varchar           -- the language it is written in, or "mixed"; null: little tells
);

create table theme_watches (  -- what the last search said of the latest cohort
    activity varchar primary key,
    watch    json not null        -- an analysis.themes.results.Watch
);

create table theme_decisions (  -- what people decided: only ever added to
    activity   varchar not null,
    sequence   integer not null, -- from 1
    decided_at timestamp not null,
    decided_by varchar not null,
    decision   json not null,    -- an analysis.themes.decisions.Decision
    primary key (activity, sequence)
);
