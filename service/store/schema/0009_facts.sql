create table facts (  -- entered by hand, not counted: each says where from and when
    programme varchar not null,
    key       varchar not null,  -- surveys.facts.Fact.key
    activity  varchar,           -- null: of the whole programme
    code      varchar not null,
    name      struct(fr varchar, en varchar) not null,
    value     double not null,
    unit      struct(fr varchar, en varchar) not null,
    source    struct(fr varchar, en varchar) not null,
    "on"      date not null,
    position  integer not null,  -- in the order of entering
    primary key (programme, key)
);

create table benchmarks (  -- published rates of others
    programme  varchar not null,
    key        varchar not null,
    activity   varchar,
    indicator  varchar not null,
    value      double not null,   -- from 0 to 1
    population struct(fr varchar, en varchar) not null,  -- empty: the source does not say
    year       integer,
    answers    integer,           -- how many the rate was counted from
    definition struct(fr varchar, en varchar) not null,
    source     struct(fr varchar, en varchar) not null,
    grade      varchar not null,  -- A to D: how far it compares
    position   integer not null,
    primary key (programme, key)
);

create table notes (  -- texts of the report
    programme varchar not null,
    key       varchar not null,
    activity  varchar,
    kind      varchar not null,  -- introduction, good_practice, conclusion
    title     struct(fr varchar, en varchar) not null,
    text      struct(fr varchar, en varchar) not null,
    position  integer not null,
    primary key (programme, key)
);
