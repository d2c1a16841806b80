-- When the clock that anonymises last went on; null where it never did. One row.
select max(looked_at) as looked_at from retention_looks
