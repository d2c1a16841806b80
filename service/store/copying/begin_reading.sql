-- Begin a transaction in which nothing can be changed.
begin transaction read only
