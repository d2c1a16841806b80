-- Note when the clock that anonymises went on.
insert into retention_looks values ($looked_at)
