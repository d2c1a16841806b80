-- What the last search heard of the modules of a training, where it stands: text[start:finish].
create table module_ideas (
    activity      varchar not null,
    item          varchar not null, -- the module: question.row of a matrix
    position      integer not null, -- 1 is nearest to the module
    submission_id uuid not null,
    question      varchar not null,
    start         integer not null,
    finish        integer not null,
    language      varchar not null, -- of the idea
    hint          varchar           -- praise or ask; null: in doubt
);

create table suggested_modules (  -- where the need of a theme could be met, of either layer
    activity varchar not null,
    theme    integer not null,
    item     varchar not null,
    nearness double not null,
    primary key (activity, theme, item)
);
