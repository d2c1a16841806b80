-- Whether bytes of something erased may stand in the file: one row.
select count(*) > 0 from lingering
