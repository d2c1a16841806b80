-- How much the file holds: one row.
select
    (select max(name) from migrations) as schema,
    (select count(*) from programmes) as programmes,
    (select count(*) from surveys) as surveys,
    (select count(*) from submissions) as submissions,
    (select count(*) from comments) as comments,
    (select count(*) from people) as people,
    (select count(*) from users) as users,
    (select count(*) from audit_log) as audit_lines
