-- What lists of reminders know: moved on for many links at once, never for one as it is used.
alter table invitations add column left_out boolean default false;

create table reminders_sent (  -- so that nobody gets two on one day; forgotten the day after
    token_hash varchar not null,
    sent_on    date not null,
    primary key (token_hash, sent_on)
);
