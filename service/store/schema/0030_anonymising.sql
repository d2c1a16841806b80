alter table surveys add column kept_days integer;  -- after it closes; null: nobody said

create table due_surveys (  -- nearly due, and noted for a day at least, so that a wrong clock harms nothing
    survey   varchar not null,
    noted_at timestamp not null
);

create table anonymous_counts (  -- what is left of anonymised surveys, as queries/answer_counts.sql counts
    survey    varchar not null,
    dimension varchar,
    said      varchar not null,
    item      varchar not null,
    value     varchar,
    answers   bigint not null
);

create table anonymisations (  -- the register: only ever added to
    survey        varchar not null,
    anonymised_at timestamp not null,
    closed_at     timestamp not null,
    kept_days     integer not null,
    submissions   bigint not null,
    texts         bigint not null,
    receipts      bigint not null,
    codes         bigint not null,
    links         bigint not null,
    parts         varchar[] not null  -- the dimensions whose parts were all large enough to stay
);

create table incidents (  -- the register of confidentiality incidents: only ever added to
    number      bigint not null,  -- of the incident, from 1
    entered_at  timestamp not null,
    entered_by  varchar not null, -- the id of a user
    incident    json not null     -- a surveys.incidents.Incident; the last of a number holds
);
