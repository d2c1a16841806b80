create table told_tables (  -- what was told of an item: analysis/disclosure/steps.py
    survey    varchar not null,
    dimension varchar,          -- null: of everybody
    item      varchar not null, -- empty: how many sent the form
    step      integer not null, -- from 1; the highest is told now
    parts     json not null     -- analysis.inputs.ItemTally by what was said in the dimension
);

create table told_texts (       -- which comments may be read
    survey        varchar not null,
    question      varchar not null,
    submission_id uuid not null
);
