create table programmes (
    slug          varchar primary key,
    name          struct(fr varchar, en varchar) not null,
    demonstration boolean not null  -- made-up data, said on every page
);

create table activities (
    slug      varchar primary key,
    programme varchar not null,
    name      struct(fr varchar, en varchar) not null,
    position  integer not null  -- order within the programme
);

create table cohorts (
    slug      varchar primary key,
    activity  varchar not null,
    name      struct(fr varchar, en varchar) not null,
    starts_on date not null,
    ends_on   date not null,
    eligible  integer  -- how many could answer, where no roster says so
);

create table sessions (
    cohort   varchar not null,
    position integer not null,
    title    struct(fr varchar, en varchar) not null,
    held_on  date not null,
    minutes  integer not null,
    primary key (cohort, position)
);

create table roster (  -- one row per person enrolled; no name, and no key that answers share
    cohort            varchar not null,
    organisation      varchar not null,
    region            varchar not null,
    role              varchar not null,
    sessions_attended integer not null,
    completed         boolean not null
);
