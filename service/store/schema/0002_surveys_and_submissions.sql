create table questionnaires (
    code         varchar not null,
    version      integer not null,
    definition   json not null,  -- a surveys.questionnaire.Questionnaire
    published_at timestamp not null,
    primary key (code, version)  -- a published version never changes
);

create table surveys (
    slug          varchar primary key,
    cohort        varchar not null,
    questionnaire varchar not null,
    version       integer not null,
    opens_at      timestamp not null,  -- UTC, as every timestamp here
    closes_at     timestamp,
    promise       varchar not null,
    eligible      integer  -- how many were asked, where that is not everybody who came
);

create table submissions (
    submission_id uuid primary key,  -- a resent submission is stored once
    survey        varchar not null,
    received_on   date not null,     -- no finer time is kept
    language      varchar not null,
    answers       variant not null   -- {item: code | number | [code]}
);

create table comments (  -- what was written, apart from the coded answers
    submission_id uuid not null,
    survey        varchar not null,
    question      varchar not null,
    text          varchar not null
);
