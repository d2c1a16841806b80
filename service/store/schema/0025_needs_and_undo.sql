alter table themes add column confirmed boolean default false;  -- people said that it is a need

create table theme_effects (  -- what an event of theme_decisions changed, so that it can be undone
    activity varchar not null,
    layer    varchar not null,
    sequence integer not null, -- of the event
    effect   json not null,    -- an analysis.themes.effects.Effect: holds no word of anybody
    wording  json,             -- an analysis.themes.effects.Wording; null: words were sought since
    watch    json,             -- what was said of the latest cohort before; null: nothing
    watched  json              -- and after
);

create table nearest_themes (  -- what to offer first to whoever sorts ideas by hand
    activity      varchar not null,
    submission_id uuid not null,
    question      varchar not null,
    start         integer not null,
    themes        integer[] not null -- numbers, nearest first, at the last search
);
