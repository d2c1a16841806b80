-- Remember that a schema file was applied.
insert into migrations values ($name)
