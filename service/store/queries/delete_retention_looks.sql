-- Forget when the clock that anonymises went on, before a later time is noted.
delete from retention_looks
