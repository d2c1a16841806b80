create table content_changes (  -- the register of what was changed in trainings: only ever added to
    programme varchar not null,
    sequence  integer not null, -- from 1
    event     varchar not null, -- an analysis.loop.changes.Event, as the very text that is stamped
    stamp     varchar not null, -- the SHA-256 of event
    primary key (programme, sequence)
);
