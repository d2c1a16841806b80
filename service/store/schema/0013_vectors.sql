create table vectors (  -- what texts mean, so that no vector is made twice
    text_hash blob not null,
    model     varchar not null,
    vector    blob not null  -- 16-bit numbers, readable only with the text: analysis.themes.sealed_vectors
);

create table vector_holders (  -- who wrote a text: without one, its vectors go
    text_hash     blob not null,
    submission_id uuid not null
);

create table comment_changes (  -- so that a search knows that comments it read are no more
    times integer not null
);
insert into comment_changes values (0);
