create table if not exists migrations (  -- which of these files were applied
    name varchar primary key
);
