create table form_openings (  -- how many browsers opened and started a form: no time, no id
    survey  varchar primary key,
    opened  integer not null,
    started integer not null
);
