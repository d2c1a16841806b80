create table live_slides (  -- what is projected of a survey: a room must not see two views few people apart
    survey   varchar primary key,
    question varchar not null,  -- whose results are shown; empty: answers are collected
    shown    varchar not null   -- the counts that were shown last, as JSON; never of fewer than ten people
);
