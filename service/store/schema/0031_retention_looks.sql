create table retention_looks (  -- when the clock that anonymises last went on from where it was; one row
    looked_at timestamp not null
);

insert into retention_looks
select arg_max(happened_at, number) from audit_log having count(*) > 0;  -- what a file knew of the time until now
