alter table submissions add column receipt uuid;  -- the hash of the code; no index: lookups scan it
alter table submissions add column quotable boolean default false;  -- outside the team, no name

create table erased (  -- a late copy of what was erased is not stored again
    submission_id uuid primary key
);

create table invitations (  -- who was invited is nowhere; no column says when one was spent
    token_hash varchar primary key,
    survey     varchar not null,
    spent      boolean not null
);

-- Nobody's: turned over so that the file forgets the marks as they were before the last answer.
insert into invitations values ('', '', false);
