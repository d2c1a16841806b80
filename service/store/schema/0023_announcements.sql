create table announcements (  -- « Vous avez dit, nous avons fait »: what a team answers a cohort, in its own words
    entry        uuid primary key,
    cohort       varchar not null,
    said         struct(fr varchar, en varchar) not null,
    doing        struct(fr varchar, en varchar) not null,
    theme        integer,    -- of the activity; null: none is named
    written_at   timestamp not null,
    published_at timestamp,  -- null: a draft, which nobody outside reads
    corrected_at timestamp   -- null: as it was published
);
